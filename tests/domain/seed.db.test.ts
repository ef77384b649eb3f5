/** What an installation begins with: done at every start, and only once. */
import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { migrate } from '#domain/migrate.ts';
import { createOrm } from '#domain/orm.ts';
import { createKeyring } from '#domain/seals/keyring.ts';
import { seed } from '#domain/seed.ts';
import { createTenant } from '#domain/tenants/create-tenant.ts';
import { createTestDatabase, type TestDatabase } from '#tests/support/database.ts';

let database: TestDatabase;
let masterKey: string;
beforeEach(async () => {
  database = await createTestDatabase();
  masterKey = randomBytes(32).toString('base64');
});
afterEach(() => database.drop());

const begin = (more: Partial<Parameters<typeof seed>[0]> = {}) =>
  seed({
    ownerUrl: database.ownerUrl,
    appUrl: database.appUrl,
    masterKey,
    demo: false,
    log: () => {},
    ...more,
  });

async function counts(): Promise<Record<string, number>> {
  const client = new pg.Client(database.ownerUrl);
  await client.connect();
  const { rows } = await client.query(
    `select (select count(*)::int from tenant) as tenants, (select count(*)::int from person) as people, (select count(*)::int from role) as roles,
       (select count(*)::int from process) as processes, (select count(*)::int from queue) as queues, (select count(*)::int from ticket) as tickets,
       (select count(*)::int from run) as runs, (select count(*)::int from event) as events`,
  );
  await client.end();
  return rows[0];
}

describe('a start', () => {
  it('makes the first tenant with an administrator whose password is told once', async () => {
    const first = await begin({ adminEmail: 'Boss@Example.test' });
    expect(first).toMatchObject({
      adminEmail: 'boss@example.test',
      adminPassword: expect.stringMatching(/^[\w-]{16}$/),
      demoPassword: null,
    });
    expect(await counts()).toMatchObject({
      tenants: 1,
      people: 1,
      roles: 7,
      processes: 8,
      tickets: 0,
    });
    const before = await counts();
    expect((await begin({ adminEmail: 'other@example.test' })).adminPassword).toBeNull();
    expect(await counts()).toEqual(before);
  });

  it('at the same time as another doubles nothing', async () => {
    const seeded = await Promise.all(
      [begin({ demo: true }), begin({ demo: true }), begin({ demo: true })].map((one) =>
        one.catch((error) => error),
      ),
    );
    expect(seeded.filter((one) => one instanceof Error)).toEqual([]);
    expect(await counts()).toMatchObject({ tenants: 1, people: 9, roles: 7, processes: 8 });
  });

  it('makes a demo of people and tickets in processes, once', async () => {
    const { demoPassword } = await begin({ demo: true });
    expect(demoPassword).toBe('perdura-demo');
    const made = await counts();
    expect(made).toMatchObject({ people: 9, tickets: 36 });
    expect(made.runs).toBeGreaterThanOrEqual(21);
    await begin({ demo: true });
    expect(await counts()).toEqual(made);
  });

  it('has a catalog of standard changes that were used, and plans in steps and with answers', async () => {
    await begin({ demo: true });
    const client = new pg.Client(database.ownerUrl);
    await client.connect();
    const { rows: went } = await client.query(
      `select s.key, s.state, count(p.result)::int as done, (count(*) filter (where p.result = 'successful'))::int as well,
         s.review_on > current_date as later from standard_change s join change_plan p on p.standard_id = s.id group by s.id order by s.key`,
    );
    const { rows: planned } = await client.query(
      `select t.title, jsonb_array_length(p.steps) as steps, p.answers <> '{}' as answered,
         (select count(*)::int from run r where r.ticket_id = t.id) as runs
       from change_plan p join ticket t on t.id = p.ticket_id where t.status = 'new' and (p.steps <> '[]' or p.answers <> '{}') order by t.title`,
    );
    await client.end();
    const approved = { state: 'approved', later: true };
    expect(went).toEqual([
      { ...approved, key: 'grow-database', done: 7, well: 6 },
      { ...approved, key: 'patch-meeting-rooms', done: 2, well: 2 },
      { ...approved, key: 'renew-certificate', done: 1, well: 1 },
    ]);
    expect(planned.map(({ steps, answered, runs }) => [steps, answered, runs])).toEqual([
      [4, false, 1],
      [3, false, 1],
      [0, true, 1],
    ]);
  });

  it('with another master key is refused before anything is read or written', async () => {
    await begin();
    await expect(begin({ masterKey: randomBytes(32).toString('base64') })).rejects.toMatchObject({
      code: 'master_key_mismatch',
    });
  });

  it('gives every tenant what a newer version ships, and leaves alone what it made of the rest', async () => {
    await begin();
    const orm = await createOrm(database.appUrl, { poolSize: 2 });
    const store = { orm, keys: createKeyring(masterKey), clock: () => new Date(), wake: () => {} };
    const second = await createTenant(database.ownerUrl, store, {
      key: 'second',
      adminEmail: 'two@example.test',
    });
    expect(second.adminPassword).toBeTruthy();
    await expect(
      createTenant(database.ownerUrl, store, { key: 'Not A Key', adminEmail: 'x@example.test' }),
    ).rejects.toMatchObject({ code: 'invalid_input' });
    await orm.close(true);
    const client = new pg.Client(database.ownerUrl);
    await client.connect();
    await client.query("delete from role where key = 'operator'");
    await client.query("update queue set name = 'Ours' where key = 'network'");
    await begin();
    const roles = await client.query("select count(*)::int as n from role where key = 'operator'");
    const queues = await client.query("select count(*)::int as n from queue where name = 'Ours'");
    await client.end();
    expect([roles.rows[0].n, queues.rows[0].n]).toEqual([2, 2]);
    await migrate(database.ownerUrl);
  });
});
