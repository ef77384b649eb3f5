/** A program that speaks to a running instance over HTTP with a personal access token, made as its documents say. */
import { randomUUID } from 'node:crypto';

export type Caller = {
  /** Fails, with what was answered, unless the answer is a good one. */
  call<T = Record<string, unknown>>(method: string, path: string, body?: object): Promise<T>;
};

export async function callerFor(url: string, email: string, password: string): Promise<Caller> {
  const login = await send(url, 'POST', '/auth/login', {}, { email, password });
  const { csrfToken } = (await login.json()) as { csrfToken: string };
  const cookie = login.headers
    .getSetCookie()
    .map((text) => text.split(';')[0])
    .join('; ');
  const headers = { cookie, 'x-csrf-token': csrfToken };
  const made = await send(url, 'POST', '/me/tokens', headers, { name: 'a program', password });
  const { token } = (await made.json()) as { token: string };
  return {
    async call<T>(method: string, path: string, body?: object): Promise<T> {
      const authorization = { authorization: `Bearer ${token}` };
      return (await (await send(url, method, path, authorization, body)).json()) as T;
    },
  };
}

async function send(
  url: string,
  method: string,
  path: string,
  headers: Record<string, string>,
  body?: object,
): Promise<Response> {
  const answer = await fetch(`${url}/api/v1${path}`, {
    method,
    headers: {
      ...headers,
      ...(body ? { 'content-type': 'application/json', 'idempotency-key': randomUUID() } : {}),
    },
    body: body && JSON.stringify(body),
    signal: AbortSignal.timeout(30_000),
  });
  if (!answer.ok)
    throw new Error(`${method} ${path} was answered ${answer.status}: ${await answer.text()}`);
  return answer;
}
