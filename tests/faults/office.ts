/**
 * People at work over HTTP while the ground shakes: whatever is refused because something is down is tried again with the
 * same Idempotency-Key, as a good client does, until it is answered for certain.
 */
import { randomUUID } from 'node:crypto';
import type { Stack } from '#bin/platform/stack.ts';

export type Office = {
  readonly admin: Call;
  /** Puts requests in, some at a time; resolves to the ids of the accepted tickets. */
  request(count: number, underWay: number): Promise<string[]>;
  /** Approves and completes whatever there is, until stopped. */
  workOff(): { stop(): Promise<void> };
  close(): Promise<void>;
};

type Answer = { readonly status: number; readonly body: Record<string, unknown> };
export type Call = (method: string, url: string, body?: object) => Promise<Answer>;

const RETRY_MS = 250;
const GIVE_UP_MS = 120_000;

export async function openOffice(stack: Stack, email: string, password: string): Promise<Office> {
  const base = `${stack.url}/api/v1`;
  const admin = callerFor(base, { authorization: `Bearer ${await signIn(base, email, password)}` });
  const approver = await hire(base, admin, 'ines@example.test', ['approver']);
  const requester = await hire(base, admin, 'ravi@example.test', ['requester']);
  let isClosed = false;

  async function approve(): Promise<void> {
    const open = await approver('GET', '/approvals?state=open&approver=me&limit=100');
    for (const { id } of itemsOf(open))
      await approver('POST', `/approvals/${id}/decision`, { decision: 'approve' });
  }

  async function complete(): Promise<void> {
    const open = await admin('GET', '/tasks?state=open&limit=100');
    for (const task of itemsOf(open)) {
      const outcome = (task.outcomes as { key: string }[])[0]?.key;
      await admin('POST', `/tasks/${task.id}/complete`, outcome ? { outcome } : {});
    }
  }

  return {
    admin,
    async request(count, underWay) {
      const accepted: string[] = [];
      let begun = 0;
      const clerk = async (): Promise<void> => {
        while (begun < count && !isClosed) {
          begun += 1;
          const values = { model: 'Standard 14-inch', cost: 1_500, reason: 'broken' };
          const { status, body } = await requester('POST', '/catalog/items/laptop/requests', {
            values,
          });
          if (status !== 201)
            throw new Error(`A request was answered ${status}: ${JSON.stringify(body)}`);
          accepted.push(String(body.id));
          // Spread over the time in which things are killed.
          await new Promise((resolve) => setTimeout(resolve, 1_000));
        }
      };
      await Promise.all(Array.from({ length: underWay }, clerk));
      return accepted;
    },
    workOff() {
      let isOver = false;
      const keepAt = async (work: () => Promise<void>): Promise<void> => {
        while (!isOver && !isClosed) {
          await work();
          await new Promise((resolve) => setTimeout(resolve, 200));
        }
      };
      const working = Promise.all([keepAt(approve), keepAt(complete)]);
      return {
        async stop() {
          isOver = true;
          await working;
        },
      };
    },
    async close() {
      isClosed = true;
    },
  };
}

/** Adds a person and returns what they send with. */
async function hire(base: string, admin: Call, email: string, roles: string[]): Promise<Call> {
  const password = randomUUID();
  const { status, body } = await admin('POST', '/users', { email, name: email, roles, password });
  if (status !== 201) throw new Error(`${email} could not be added: ${JSON.stringify(body)}`);
  return callerFor(base, { authorization: `Bearer ${await signIn(base, email, password)}` });
}

async function signIn(base: string, email: string, password: string): Promise<string> {
  const login = await fetch(`${base}/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email, password }),
  });
  const { csrfToken } = (await login.json()) as { csrfToken: string };
  const cookie = login.headers
    .getSetCookie()
    .map((text) => text.split(';')[0])
    .join('; ');
  const made = await fetch(`${base}/me/tokens`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', cookie, 'x-csrf-token': csrfToken },
    body: JSON.stringify({ name: 'faults', password }),
  });
  const { token } = (await made.json()) as { token: string };
  return token;
}

const itemsOf = (answer: Answer): Record<string, unknown>[] =>
  (answer.body.items as Record<string, unknown>[] | undefined) ?? [];

/** Tries until there is an answer that is not about something being down. */
function callerFor(base: string, headers: Record<string, string>): Call {
  return async (method, url, body) => {
    const key = randomUUID();
    const until = Date.now() + GIVE_UP_MS;
    for (;;) {
      const answer = await fetch(base + url, {
        method,
        headers: {
          ...headers,
          ...(body ? { 'content-type': 'application/json', 'idempotency-key': key } : {}),
        },
        body: body ? JSON.stringify(body) : undefined,
        signal: AbortSignal.timeout(20_000),
      }).catch(() => null);
      if (answer && answer.status < 500) {
        const text = await answer.text().catch(() => null);
        if (text !== null)
          return {
            status: answer.status,
            body: JSON.parse(text || '{}') as Record<string, unknown>,
          };
      }
      if (answer?.status === 500)
        throw new Error(`${method} ${url} answered 500: ${await answer.text()}`);
      if (Date.now() > until) throw new Error(`${method} ${url} was not answered in two minutes.`);
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    }
  };
}
