/** While the database is away everything is 503 with a time to come back, and nothing is half-written; then all goes on. */
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type App, buildApp } from '#api/app.ts';
import { readConfig } from '#api/config.ts';
import { createOrm, type Orm } from '#domain/orm.ts';
import { createNotifier, type Notifier } from '#domain/wake.ts';
import { type Client, clientFor, createTestApp, type TestApp } from '#tests/support/app.ts';

let test: TestApp;
let app: App;
let orm: Orm;
let notifier: Notifier;
let admin: Client;
let away: (isAway: boolean) => void;
let closeProxy: () => Promise<void>;

/** Stands between the API and the database, and can be cut. */
async function proxyTo(databaseUrl: string) {
  const target = new URL(databaseUrl);
  const open = new Set<Socket>();
  let isAway = false;
  const server = createServer((socket) => {
    if (isAway) return void socket.destroy();
    const upstream = connect(Number(target.port || 5432), target.hostname);
    for (const end of [socket, upstream]) {
      open.add(end);
      end.on('close', () => open.delete(end)).on('error', () => undefined);
    }
    socket.pipe(upstream).pipe(socket);
    socket.on('close', () => upstream.destroy());
    upstream.on('close', () => socket.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = new URL(databaseUrl);
  url.hostname = '127.0.0.1';
  url.port = String((server.address() as AddressInfo).port);
  return {
    url: url.href,
    away(now: boolean) {
      isAway = now;
      if (now) for (const socket of open) socket.destroy();
    },
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}

beforeAll(async () => {
  test = await createTestApp();
  admin = await test.signInAs('admin');
  const proxy = await proxyTo(test.appUrl);
  [away, closeProxy] = [proxy.away, proxy.close];
  orm = await createOrm(proxy.url, { poolSize: 4 });
  notifier = createNotifier(proxy.url);
  const store = { ...test.store, orm, wake: notifier.wake };
  const config = readConfig({
    DATABASE_URL: proxy.url,
    PERDURA_MASTER_KEY: Buffer.alloc(32).toString('base64'),
  });
  app = await buildApp({
    store,
    config,
    notifier,
    logger: pino({ level: 'silent' }),
    checkAnswers: true,
  });
  await app.ready();
});
afterAll(async () => {
  await app.close();
  await notifier.close();
  await orm.close(true);
  await closeProxy();
  await test.close();
});

/** Connections that count as busy although nothing is going on. */
async function busyConnections(): Promise<number> {
  const { totalCount, idleCount } = await orm.em.getConnection().getNativeClient();
  return totalCount - idleCount;
}

describe('while the database is away', () => {
  it('every request says so, at once, and all goes on when it is back', async () => {
    const client = clientFor(app, { authorization: `Bearer ${admin.token}` });
    expect((await client.get('/me')).statusCode).toBe(200);
    away(true);
    for (const answer of [
      await client.get('/tickets'),
      await client.post('/tickets', { type: 'incident', title: 'Lost?' }),
      await client.post('/groups', { key: 'lost', name: 'Lost' }),
      await client.post('/auth/login', { email: 'a@b.test', password: 'x' }),
    ]) {
      expect([answer.statusCode, answer.json().type]).toEqual([
        503,
        '/problems/database_unavailable',
      ]);
      expect(answer.headers['content-type']).toContain('application/problem+json');
      expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
      expect(answer.json().retryable).toBe(true);
    }
    const ready = await client.get('//health/ready');
    expect([ready.statusCode, ready.json().status, ready.json().parts.database]).toEqual([
      503,
      'down',
      'down',
    ]);
    expect((await client.get('//health/live')).statusCode).toBe(200);
    expect((await client.get('//metrics')).statusCode).toBe(200);
    away(false);
    expect((await client.post('/tickets', { type: 'incident', title: 'Found' })).statusCode).toBe(
      201,
    );
    expect(
      (await client.get('/tickets')).json().items.map((ticket: { title: string }) => ticket.title),
    ).toEqual(['Found']);
    expect((await client.get('/groups/lost')).statusCode).toBe(404);
    expect((await client.get('//health/ready')).statusCode).toBe(200);
  });

  it('a write that is cut off in the middle is there whole, or not at all', async () => {
    const client = clientFor(app, { authorization: `Bearer ${admin.token}` });
    const answers = await Promise.all(
      Array.from({ length: 40 }, async (_, n) => {
        if (n === 20) away(true);
        if (n === 30) away(false);
        await new Promise((resolve) => setImmediate(resolve));
        return {
          key: `cut-${n}`,
          status: (
            await client.post('/groups', { key: `cut-${n}`, name: 'Cut', members: [admin.email] })
          ).statusCode,
        };
      }),
    );
    away(false);
    for (const { key, status } of answers) {
      expect([201, 503]).toContain(status);
      const rows = await test.work((work) =>
        work.em.execute<{ groups: number; members: number; events: number }[]>(
          `select (select count(*)::int from people_group where key = ?) as groups,
             (select count(*)::int from group_member m join people_group g on g.id = m.group_id where g.key = ?) as members,
             (select count(*)::int from event where type = 'group.created' and changes #>> '{key,after}' = ?) as events`,
          [key, key, key],
        ),
      );
      const { groups, members, events } = rows[0]!;
      expect([key, members, events]).toEqual([key, groups, groups]);
      if (status === 201) expect(groups).toBe(1);
    }
  });

  it('a connection that is lost in a transaction is given back, however often that happens', async () => {
    const client = clientFor(app, { authorization: `Bearer ${admin.token}` });
    for (let round = 0; round < 6; round++) {
      const requests = Array.from({ length: 8 }, (_, n) =>
        client.post('/groups', { key: `lost-${round}-${n}`, name: 'Lost' }),
      );
      await new Promise((resolve) => setTimeout(resolve, round * 3));
      away(true);
      for (const answer of await Promise.all(requests))
        expect([201, 503]).toContain(answer.statusCode);
      away(false);
    }
    await expect.poll(busyConnections).toBe(0);
    expect((await client.get('/me')).statusCode).toBe(200);
  });
});
