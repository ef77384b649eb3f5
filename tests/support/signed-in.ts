/** The API of a running instance, spoken to as the web app does: with a session. */
import type { DemoTenant } from './demo.ts';
import { DEMO_PASSWORD } from './web.ts';

type Json = Record<string, unknown>;
export type Call = <T = Json>(method: string, path: string, body?: unknown) => Promise<T>;

/** Somebody of the demo, signed in. */
export async function signedIn({ url, tenant }: DemoTenant, email: string): Promise<Call> {
  let cookie = '';
  let csrf = '';
  const call: Call = async (method, path, body) => {
    const answer = await fetch(`${url}/api/v1${path}`, {
      method,
      headers: {
        'content-type': 'application/json',
        cookie,
        'x-csrf-token': csrf,
        'idempotency-key': crypto.randomUUID(),
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const cookies = answer.headers.getSetCookie().map((one) => one.split(';')[0]);
    if (cookies.length > 0) cookie = cookies.join('; ');
    const said = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${said}`);
    return said ? JSON.parse(said) : undefined;
  };
  const { csrfToken } = await call<{ csrfToken: string }>('POST', '/auth/login', {
    email,
    password: DEMO_PASSWORD,
    tenant,
  });
  csrf = csrfToken;
  return call;
}
