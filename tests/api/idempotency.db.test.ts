/** A request that is repeated is done once: the same key and body get the first answer again. */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Client, createTestApp, type TestApp } from '#tests/support/app.ts';

let test: TestApp;
let admin: Client;
beforeAll(async () => {
  test = await createTestApp();
  admin = await test.signInAs('admin');
});
afterAll(() => test.close());

const LAPTOP = { model: 'Standard 14-inch', cost: 500, reason: 'broken' };
const readsPolicies = (statement: string) => /from "?sla_policy/.test(statement);
let used = 0;
const newKey = () => `key-${used++}`;
const group = (key: string, name = key) => ({ key, name, members: [admin.email] });
const countOf = async (table: string, where: string) =>
  (
    await test.work((work) =>
      work.em.execute<{ n: number }[]>(`select count(*)::int as n from ${table} where ${where}`),
    )
  )[0]?.n;

describe('an Idempotency-Key', () => {
  it('gives the first answer again, with the same headers that matter', async () => {
    const headers = { 'idempotency-key': newKey() };
    const first = await admin.post('/groups', group('once'), headers);
    const second = await admin.post(
      '/groups',
      { members: [admin.email], name: 'once', key: 'once' },
      headers,
    );
    expect([first.statusCode, second.statusCode]).toEqual([201, 201]);
    expect(second.json()).toEqual(first.json());
    expect([second.headers.etag, second.headers.location]).toEqual([
      first.headers.etag,
      first.headers.location,
    ]);
    expect([first.headers['idempotency-replayed'], second.headers['idempotency-replayed']]).toEqual(
      [undefined, 'true'],
    );
    expect(
      await countOf('event', "type = 'group.created' and changes #>> '{key,after}' = 'once'"),
    ).toBe(1);
  });

  it('is refused with another body, or at another address', async () => {
    const headers = { 'idempotency-key': newKey() };
    await admin.post('/groups', group('first'), headers);
    for (const answer of [
      await admin.post('/groups', group('second'), headers),
      await admin.post('/organizations', { key: 'first', name: 'first' }, headers),
    ]) {
      expect(answer.statusCode).toBe(422);
      expect(answer.json().type).toBe('/problems/idempotency_key_reused');
    }
  });

  it('belongs to one person', async () => {
    const other = await test.signInAs('admin');
    const headers = { 'idempotency-key': newKey() };
    expect((await admin.post('/groups', group('mine'), headers)).statusCode).toBe(201);
    expect((await other.post('/groups', group('yours'), headers)).statusCode).toBe(201);
  });

  it('is free again when the request was refused', async () => {
    const headers = { 'idempotency-key': newKey() };
    expect(
      (
        await admin.post(
          '/groups',
          { ...group('later'), members: ['nobody@example.test'] },
          headers,
        )
      ).statusCode,
    ).toBe(400);
    expect((await admin.post('/groups', group('later'), headers)).statusCode).toBe(201);
  });

  it('keeps a token that is shown once sealed', async () => {
    const headers = { 'idempotency-key': newKey() };
    const first = (await admin.post('/me/tokens', { name: 'ci' }, headers)).json();
    const again = (await admin.post('/me/tokens', { name: 'ci' }, headers)).json();
    expect(again).toEqual(first);
    const rows = await test.work((work) =>
      work.em.execute<{ body: unknown }[]>('select body from idempotency'),
    );
    expect(JSON.stringify(rows)).not.toContain(first.token);
  });

  it('costs no reading of what the tenant has set up', async () => {
    const ask = (headers = {}) =>
      admin.post('/catalog/items/laptop/requests', { values: LAPTOP }, headers);
    expect((await ask()).statusCode).toBe(201);
    const statements = vi.spyOn(test.store.orm.em.getConnection(), 'execute');
    const opened = await Promise.all([
      ask({ 'idempotency-key': newKey() }),
      admin.post('/tickets', { type: 'incident', title: 'x' }, { 'idempotency-key': newKey() }),
      ask({ 'idempotency-key': newKey() }),
    ]);
    const asked = statements.mock.calls.map(([statement]) => String(statement));
    statements.mockRestore();
    expect(opened.map(({ statusCode }) => statusCode)).toEqual([201, 201, 201]);
    expect(asked.some((statement) => statement.includes('insert into idempotency'))).toBe(true);
    expect(asked.filter(readsPolicies)).toEqual([]);
  });

  it('costs one reading for many after the configuration has changed', async () => {
    await admin.post('/queues', { key: 'fresh', name: 'Fresh' });
    const statements = vi.spyOn(test.store.orm.em.getConnection(), 'execute');
    for (let turn = 0; turn < 5; turn += 1)
      await admin.post(
        '/tickets',
        { type: 'incident', title: 'x' },
        { 'idempotency-key': newKey() },
      );
    const asked = statements.mock.calls.map(([statement]) => String(statement));
    statements.mockRestore();
    expect([1, 2]).toContain(asked.filter(readsPolicies).length);
  });

  it('must be one', async () => {
    for (const key of ['', 'x'.repeat(256)]) {
      const answer = await admin.post('/groups', group('badly-keyed'), { 'idempotency-key': key });
      expect([answer.statusCode, answer.json().type]).toEqual([400, '/problems/invalid_input']);
    }
  });

  it('lets only one of many twins through, whatever they are and however many come at once', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 2, max: 12 }),
        fc.constantFrom('ticket', 'group', 'request'),
        async (twins, what) => {
          const headers = { 'idempotency-key': newKey() };
          const name = `twin-${used}`;
          const send = () => {
            if (what === 'ticket')
              return admin.post('/tickets', { type: 'incident', title: name }, headers);
            if (what === 'group') return admin.post('/groups', group(name), headers);
            return admin.post(
              '/catalog/items/laptop/requests',
              { values: { model: 'Standard 14-inch', cost: 900, reason: name } },
              headers,
            );
          };
          const answers = await Promise.all(Array.from({ length: twins }, send));
          expect(answers.map((answer) => answer.statusCode)).toEqual(answers.map(() => 201));
          expect(new Set(answers.map((answer) => answer.json().id)).size).toBe(1);
          expect(answers.filter((answer) => answer.headers['idempotency-replayed']).length).toBe(
            twins - 1,
          );
          const made = {
            ticket: () => countOf('ticket', `title = '${name}'`),
            group: () => countOf('people_group', `key = '${name}'`),
            request: () =>
              countOf(
                'run',
                `ticket_id in (select id from ticket where custom ->> 'reason' = '${name}')`,
              ),
          };
          expect(await made[what as keyof typeof made]()).toBe(1);
        },
      ),
      { numRuns: 12 },
    );
  }, 60_000);
});
