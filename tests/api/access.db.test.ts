/** Signing in and out, sessions, access tokens: what lets somebody in and what keeps them out. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPerson } from '#domain/people/create-person.ts';
import { type Client, clientFor, createTestApp, type TestApp } from '#tests/support/app.ts';

const PASSWORD = 'correct horse battery';
let test: TestApp;
let admin: Client;
beforeAll(async () => {
  test = await createTestApp();
  admin = await test.signInAs('admin');
});
afterAll(() => test.close());

let people = 0;
async function aPerson(
  options: { tenantId?: string; email?: string; password?: string } = {},
): Promise<string> {
  const email = options.email ?? `person-${people++}@example.test`;
  const password = options.password ?? PASSWORD;
  await test.work(
    (work) => createPerson(work, { email, name: 'P', roles: ['requester'], password }),
    options.tenantId,
  );
  return email;
}

const login = (
  email: string,
  password: string,
  more: Record<string, unknown> = {},
  headers: Record<string, string> = {},
  remoteAddress = '10.0.0.1',
) =>
  test.app.inject({
    method: 'POST',
    url: '/api/v1/auth/login',
    payload: { email, password, ...more },
    headers,
    remoteAddress,
  });

async function signedIn(email: string) {
  const answer = await login(email, PASSWORD);
  expect(answer.statusCode, answer.body).toBe(200);
  const cookie = `perdura_session=${answer.cookies[0]?.value}`;
  const csrf = answer.json().csrfToken as string;
  return {
    cookie,
    csrf,
    reads: clientFor(test.app, { cookie }),
    writes: clientFor(test.app, { cookie, 'x-csrf-token': csrf }),
  };
}

describe('signing in', () => {
  it('gives a cookie that scripts cannot read, and the user', async () => {
    const email = await aPerson();
    const answer = await login(email.toUpperCase(), PASSWORD);
    expect(answer.cookies[0]).toMatchObject({
      name: 'perdura_session',
      httpOnly: true,
      sameSite: 'Lax',
      path: '/',
    });
    expect(answer.cookies[0]?.secure).toBeUndefined();
    expect(answer.json()).toMatchObject({ user: { email }, csrfToken: expect.any(String) });
    const { reads } = await signedIn(email);
    expect((await reads.get('/auth/session')).json()).toMatchObject({
      user: { email },
      roles: ['requester'],
      counts: { approvals: 0, tasks: 0 },
    });
  });

  it('answers the same to a wrong password and to somebody unknown', async () => {
    const email = await aPerson();
    const [wrong, unknown] = [
      await login(email, 'nonsense'),
      await login('nobody@example.test', 'nonsense'),
    ];
    const bare = (answer: typeof wrong) => ({ ...answer.json(), instance: '' });
    expect(bare(wrong)).toEqual(bare(unknown));
    expect(wrong.statusCode).toBe(401);
    expect(wrong.json().type).toBe('/problems/sign_in_failed');
  });

  it('is slowed down per address, says for how long, and opens again', async () => {
    const email = await aPerson();
    for (let i = 0; i < 10; i++)
      expect((await login(email, 'nonsense', {}, {}, `10.1.0.${i}`)).statusCode).toBe(401);
    const blocked = await login(email, PASSWORD);
    expect(blocked.statusCode).toBe(429);
    expect(Number(blocked.headers['retry-after'])).toBeGreaterThan(200);
    expect(blocked.json()).toMatchObject({ type: '/problems/sign_in_throttled', retryable: true });
    test.advance(301_000);
    expect((await login(email, PASSWORD)).statusCode).toBe(200);
  });

  it('is slowed down per network address', async () => {
    for (let i = 0; i < 100; i += 10) {
      await Promise.all(
        Array.from({ length: 10 }, (_, n) =>
          login(`guess-${i + n}@example.test`, 'nonsense', {}, {}, '10.2.0.1'),
        ),
      );
    }
    expect((await login('another@example.test', 'nonsense', {}, {}, '10.2.0.1')).statusCode).toBe(
      429,
    );
    expect((await login('another@example.test', 'nonsense', {}, {}, '10.2.0.2')).statusCode).toBe(
      401,
    );
  }, 60_000);

  it('asks for the tenant only where an address and password fit several', async () => {
    const other = await test.addTenant('other');
    const email = await aPerson();
    await aPerson({ email, tenantId: other.id });
    const unclear = await login(email, PASSWORD);
    expect(unclear.statusCode).toBe(409);
    expect(unclear.json()).toMatchObject({
      type: '/problems/tenant_required',
      tenants: ['main', 'other'],
    });
    expect((await login(email, PASSWORD, { tenant: 'other' })).statusCode).toBe(200);
    expect((await login(email, PASSWORD, { tenant: 'third' })).statusCode).toBe(401);
  });

  it('refuses a form on a foreign page', async () => {
    const email = await aPerson();
    const foreign = await login(email, PASSWORD, {}, { origin: 'https://evil.test' });
    expect(foreign.statusCode).toBe(403);
    expect((await login(email, PASSWORD, {}, { 'sec-fetch-site': 'cross-site' })).statusCode).toBe(
      403,
    );
    expect(
      (await login(email, PASSWORD, {}, { origin: 'http://localhost:80', host: 'localhost' }))
        .statusCode,
    ).toBe(200);
  });
});

describe('a session', () => {
  it('writes only with its token, from its own page', async () => {
    const { reads, writes } = await signedIn(await aPerson());
    const without = await reads.patch('/me', { name: 'X' });
    expect(without.statusCode).toBe(403);
    expect(without.json().type).toBe('/problems/csrf_failed');
    expect((await writes.patch('/me', { name: 'X' }, { 'x-csrf-token': 'guess' })).statusCode).toBe(
      403,
    );
    expect(
      (await writes.patch('/me', { name: 'X' }, { origin: 'https://evil.test' })).statusCode,
    ).toBe(403);
    expect(
      (await writes.patch('/me', { name: 'X' }, { 'sec-fetch-site': 'same-site' })).statusCode,
    ).toBe(403);
    const right = await writes.patch('/me', { name: 'X' });
    expect(right.statusCode, right.body).toBe(200);
    expect(right.json().user.name).toBe('X');
  });

  it('ends with signing out', async () => {
    const { writes } = await signedIn(await aPerson());
    expect((await writes.post('/auth/logout')).statusCode).toBe(204);
    expect((await writes.get('/auth/session')).statusCode).toBe(204);
  });

  it('slides while it is used and ends when it is not', async () => {
    const { reads } = await signedIn(await aPerson());
    for (let i = 0; i < 3; i++) {
      test.advance(8 * 3_600_000);
      expect((await reads.get('/me')).statusCode).toBe(200);
    }
    test.advance(13 * 3_600_000);
    expect((await reads.get('/me')).statusCode).toBe(401);
  });

  it('is listed and can be ended from another', async () => {
    const email = await aPerson();
    const [one, two] = [await signedIn(email), await signedIn(email)];
    const { items } = (await one.reads.get('/me/sessions')).json();
    expect(items).toHaveLength(2);
    const other = items.find((item: { current: boolean }) => !item.current);
    expect((await one.writes.delete(`/me/sessions/${other.id}`)).statusCode).toBe(204);
    expect((await two.reads.get('/me')).statusCode).toBe(401);
    expect((await one.reads.get('/me')).statusCode).toBe(200);
  });

  it('ends everywhere when the password is changed', async () => {
    const { writes } = await signedIn(await aPerson());
    const wrong = await writes.post('/me/password', {
      current: 'wrong',
      next: 'another password',
    });
    expect(wrong.json()).toMatchObject({
      type: '/problems/password_required',
      errors: [{ pointer: '/current' }],
    });
    expect(
      (await writes.post('/me/password', { current: PASSWORD, next: 'another password' }))
        .statusCode,
    ).toBe(204);
    expect((await writes.get('/me')).statusCode).toBe(401);
  });
});

describe('an access token', () => {
  it('is made with the password again in a session, shown once, listed, and revoked', async () => {
    const { writes } = await signedIn(await aPerson());
    const without = await writes.post('/me/tokens', { name: 'cli' });
    expect(without.statusCode).toBe(403);
    expect(without.json().errors).toEqual([
      { pointer: '/password', detail: 'must be your password.' },
    ]);
    const made = await writes.post('/me/tokens', { name: 'cli', password: PASSWORD });
    expect(made.statusCode, made.body).toBe(201);
    const { id, token } = made.json();
    expect(token).toMatch(/^perdura_pat_[\w-]{43}$/);
    const client = clientFor(test.app, { authorization: `Bearer ${token}` });
    expect((await client.get('/me')).json().csrfToken).toBeUndefined();
    const list = (await client.get('/me/tokens')).json().items;
    expect(list).toMatchObject([{ id, name: 'cli', scopes: null, lastUsedAt: expect.any(String) }]);
    expect(JSON.stringify(list)).not.toContain(token.slice(12));
    expect((await client.delete(`/me/tokens/${id}`)).statusCode).toBe(204);
    const revoked = await client.get('/me');
    expect(revoked.statusCode).toBe(401);
    expect(revoked.json().type).toBe('/problems/token_expired');
  });

  it('needs no password to make another, but may not make one that can do more', async () => {
    const made = await admin.post('/me/tokens', {
      name: 'narrow',
      scopes: ['ticket.read'],
      expiresAt: new Date(test.store.clock().getTime() + 3_600_000).toISOString(),
    });
    expect(made.statusCode, made.body).toBe(201);
    const narrow = clientFor(test.app, { authorization: `Bearer ${made.json().token}` });
    expect((await narrow.get('/me')).json().permissions).toEqual(['ticket.read']);
    expect((await narrow.post('/users', { email: 'x@example.test', name: 'X' })).statusCode).toBe(
      403,
    );
    expect((await narrow.post('/me/tokens', { name: 'all' })).statusCode).toBe(403);
    const child = await narrow.post('/me/tokens', { name: 'child', scopes: ['ticket.read'] });
    expect(child.statusCode).toBe(201);
    test.advance(3_700_000);
    for (const secret of [made.json().token, child.json().token]) {
      const late = await clientFor(test.app, { authorization: `Bearer ${secret}` }).get('/me');
      expect(late.json().type).toBe('/problems/token_expired');
    }
  });

  it('that nobody made is nobody', async () => {
    for (const authorization of [
      'Bearer perdura_pat_nonsense',
      'Bearer x',
      'Basic eDp4',
      'nonsense',
    ]) {
      const answer = await clientFor(test.app, { authorization }).get('/me');
      expect(answer.statusCode).toBe(401);
      expect(answer.headers['content-type']).toContain('application/problem+json');
      expect(answer.headers['www-authenticate']).toContain('Bearer');
    }
  });
});
