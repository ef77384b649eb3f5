/** Two tenants with the same data: over every route, and below the mapper, nothing of one reaches the other. */
import { readFileSync } from 'node:fs';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { type FullTenant, fillTenant } from '#tests/support/full-tenant.ts';
import { addressOf, nameOf, type Route, routesOf } from '#tests/support/routes.ts';
import { TAKEN_BODIES } from '#tests/support/taken-bodies.ts';

/** Writing under a name of one's own choosing makes a record of one's own, whatever the other tenant calls its records. */
const NAMED_BY_CALLER = new Set([
  'PUT /processes/{key}/draft',
  'PUT /rulesets/{key}',
  'PUT /secrets/{key}',
  'POST /processes/{key}/draft/validate',
]);

/** What a list cannot be asked without. */
const AT = '2027-01-04T10:00:00Z';
const WANTED: Readonly<Record<string, string>> = { '/holidays': '?country=DE' };

let test: TestApp;
let owner: pg.Client;
let ours: FullTenant;
let theirs: FullTenant;
/** Ids of the other tenant's records, one per table at least. */
let theirIds: { table: string; id: string }[];
let tables: string[];
beforeAll(async () => {
  test = await createTestApp();
  owner = new pg.Client(test.ownerUrl);
  await owner.connect();
  ours = await fillTenant(test, 'main');
  theirs = await fillTenant(test, 'other');
  tables = await tenantTables();
  theirIds = await idsOf(theirs.id);
}, 120_000);
afterAll(async () => {
  await owner.end();
  await test.close();
});

async function tenantTables(): Promise<string[]> {
  const { rows } = await owner.query<{ name: string }>(
    `select c.relname as name from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped
     where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition order by 1`,
  );
  return rows.map((row) => row.name);
}

async function idsOf(tenantId: string): Promise<{ table: string; id: string }[]> {
  const ids: { table: string; id: string }[] = [];
  for (const table of tables) {
    const { rows: columns } = await owner.query(
      "select 1 from pg_attribute where attrelid = $1::regclass and attname = 'id' and atttypid in ('uuid'::regtype, 'bigint'::regtype)",
      [table],
    );
    if (columns.length === 0) continue;
    const { rows } = await owner.query<{ id: string }>(
      `select id::text as id from "${table}" where tenant_id = $1 order by id limit 60`,
      [tenantId],
    );
    ids.push(...rows.map((row) => ({ table, id: row.id })));
  }
  return ids;
}

/** Everything a tenant has, as one text. */
async function everythingOf(tenantId: string): Promise<Record<string, string>> {
  const all: Record<string, string> = {};
  for (const table of tables) {
    const { rows } = await owner.query<{ hash: string }>(
      `select md5(coalesce(string_agg(t::text, '|' order by t::text), '')) as hash from "${table}" t where tenant_id = $1`,
      [tenantId],
    );
    all[table] = rows[0]?.hash ?? '';
  }
  return all;
}

const ask = (route: Route, url: string) => {
  const body = TAKEN_BODIES[nameOf(route)];
  const { admin } = ours;
  switch (route.method) {
    case 'GET':
      return admin.get(url);
    case 'DELETE':
      return admin.delete(url);
    case 'POST':
      return admin.post(url, body);
    case 'PUT':
      return admin.put(url, body);
    case 'PATCH':
      return admin.patch(url, body);
  }
};

describe('two tenants with the same data', () => {
  it('have something in every table, or the test would show nothing', async () => {
    const empty: string[] = [];
    for (const table of tables) {
      const { rowCount } = await owner.query(
        `select 1 from "${table}" where tenant_id = $1 limit 1`,
        [theirs.id],
      );
      if (!rowCount) empty.push(table);
    }
    expect(empty).toEqual(
      [
        'cab_condition',
        'clock_mark',
        'escalation',
        'idempotency',
        'recount_clock',
        'run_message',
        'session',
        'vote',
      ].filter((table) => empty.includes(table)),
    );
  });

  it('do not meet in any list', async () => {
    const lists = routesOf(test.app).filter(
      (route) => route.method === 'GET' && !route.path.includes('{'),
    );
    expect(lists.length).toBeGreaterThan(20);
    for (const route of lists) {
      const answer = await ours.admin.get(`${route.path}${WANTED[route.path] ?? ''}`);
      expect([nameOf(route), answer.statusCode]).toEqual([nameOf(route), 200]);
      const seen = theirIds.filter(
        ({ id, table }) => table !== 'outbox' && answer.body.includes(id),
      );
      expect(seen, nameOf(route)).toEqual([]);
    }
  });

  it('have a body for every route that takes one', () => {
    const without = routesOf(test.app).filter(
      (route) => route.takesBody && !(nameOf(route) in TAKEN_BODIES),
    );
    expect(without.map(nameOf)).toEqual([]);
  });

  it('do not find each other’s records by id, to read, change or remove', async () => {
    const before = await everythingOf(theirs.id);
    const one = new Map(theirIds.map(({ table, id }) => [table, id]));
    const found: unknown[] = [];
    for (const route of routesOf(test.app).filter(
      (each) => each.path.includes('{') && !NAMED_BY_CALLER.has(nameOf(each)),
    )) {
      await Promise.all(
        [...one].map(async ([table, id]) => {
          const answer = await ask(route, addressOf(route.path, id));
          const isProblem = String(answer.headers['content-type']).startsWith(
            'application/problem+json',
          );
          if (answer.statusCode !== 404 || !isProblem)
            found.push([nameOf(route), table, answer.statusCode, answer.body.slice(0, 200)]);
        }),
      );
    }
    expect(found).toEqual([]);
    expect(await everythingOf(theirs.id)).toEqual(before);
  }, 120_000);

  it('cannot name each other’s records in what they write', async () => {
    const before = await everythingOf(theirs.id);
    const foreign = (table: string) =>
      theirIds.find((each) => each.table === table)?.id ?? expect.fail(`no ${table}`);
    const { admin } = ours;
    const ticket = (await admin.get('/tickets?limit=1')).json().items[0].id as string;
    const tries = [
      admin.post('/tickets', { type: 'incident', title: 'x', queue: foreign('queue') }),
      admin.post('/tickets', { type: 'incident', title: 'x', assignee: foreign('person') }),
      admin.post('/tickets', { type: 'incident', title: 'x', requester: foreign('person') }),
      admin.post('/tickets', {
        type: 'incident',
        title: 'x',
        organization: foreign('organization'),
      }),
      admin.patch(`/tickets/${ticket}`, { assignee: foreign('person') }),
      admin.patch(`/tickets/${ticket}`, { queue: foreign('queue') }),
      admin.post('/groups', { key: 'x1', name: 'x', members: [foreign('person')] }),
      admin.post('/users', { email: 'x1@example.test', name: 'x', manager: foreign('person') }),
      admin.post('/users', {
        email: 'x2@example.test',
        name: 'x',
        organization: foreign('organization'),
      }),
      admin.post('/organizations', { key: 'x1', name: 'x', parent: foreign('organization') }),
      admin.post('/queues', { key: 'x1', name: 'x', group: foreign('people_group') }),
      admin.post('/processes/hello/runs', { ticketId: foreign('ticket') }),
      admin.post('/catalog/items/laptop/requests', {
        values: { model: 'Standard 14-inch', cost: 1, reason: 'x' },
        requestedFor: foreign('person'),
      }),
      admin.post('/cab/boards', {
        ...(TAKEN_BODIES['POST /cab/boards'] as object),
        key: 'x1',
        members: [{ person: foreign('person'), role: 'chair' }],
      }),
      admin.get(`/cab/boards/${foreign('cab_board')}`),
      admin.post('/cab/meetings', { board: foreign('cab_board'), scheduledAt: AT }),
      admin.post('/cab/meetings', {
        board: 'made',
        scheduledAt: AT,
        changes: [foreign('ticket')],
      }),
    ];
    for (const [index, answer] of (await Promise.all(tries)).entries()) {
      expect([index, answer.statusCode, answer.body]).toEqual([
        index,
        expect.toSatisfy((status: number) => [400, 404].includes(status)),
        expect.any(String),
      ]);
    }
    const bulk = await admin.post('/tickets/bulk', {
      items: [{ id: foreign('ticket'), change: { title: 'Mine' } }],
    });
    expect(bulk.json().items[0].status, bulk.body).toBe(404);
    expect(await everythingOf(theirs.id)).toEqual(before);
  });
});

describe('below the mapper, as the application’s role', () => {
  async function asApplication<T>(
    tenantId: string | null,
    use: (client: pg.Client) => Promise<T>,
  ): Promise<T> {
    const client = new pg.Client(test.appUrl);
    await client.connect();
    try {
      await client.query('begin');
      if (tenantId) await client.query("select set_config('perdura.tenant', $1, true)", [tenantId]);
      return await use(client);
    } finally {
      await client.end();
    }
  }

  it('every table with a tenant is fenced', async () => {
    const { rows } = await owner.query(
      `select c.relname from pg_class c where c.relname = any($1) and (not c.relrowsecurity or not exists (select from pg_policy p where p.polrelid = c.oid))`,
      [tables],
    );
    expect(rows).toEqual([]);
  });

  it('no filter is needed to see only one’s own, and nothing is seen without a tenant', async () => {
    for (const table of tables) {
      const count = (tenantId: string | null) =>
        asApplication(tenantId, async (client) => {
          const { rows } = await client.query<{ all: number; foreign: number }>(
            `select count(*)::int as all, count(*) filter (where tenant_id is distinct from $1)::int as foreign from "${table}"`,
            [tenantId],
          );
          return rows[0];
        });
      expect([table, (await count(ours.id))?.foreign]).toEqual([table, 0]);
      expect([table, (await count(null))?.all]).toEqual([table, 0]);
    }
  });

  it('what belongs to another cannot be written, changed or removed', async () => {
    await asApplication(ours.id, async (client) => {
      for (const table of [
        'ticket',
        'person',
        'run',
        'task',
        'approval',
        'secret',
        'outbox',
        'queue',
      ]) {
        expect(
          (await client.query(`delete from "${table}" where tenant_id = $1`, [theirs.id])).rowCount,
        ).toBe(0);
        expect(
          (
            await client.query(`update "${table}" set tenant_id = tenant_id where tenant_id = $1`, [
              theirs.id,
            ])
          ).rowCount,
        ).toBe(0);
      }
    });
    const insert = asApplication(ours.id, (client) =>
      client.query(
        "insert into queue (id, tenant_id, key, name) values (gen_random_uuid(), $1, 'x', 'x')",
        [theirs.id],
      ),
    );
    await expect(insert).rejects.toThrow(/row-level security/);
    const move = asApplication(ours.id, (client) =>
      client.query("update queue set tenant_id = $1 where key = 'made'", [theirs.id]),
    );
    await expect(move).rejects.toThrow(/row-level security/);
  });

  it('the event log, published versions and votes cannot be changed, not even one’s own', async () => {
    for (const statement of [
      'delete from event',
      'update event set type = type',
      'delete from definition_version',
      "update definition_version set note = 'x'",
      'delete from vote',
      'delete from approval_round',
      "update vote set decision = 'approve'",
      'delete from event_personal',
    ]) {
      await expect(asApplication(ours.id, (client) => client.query(statement))).rejects.toThrow(
        /permission denied/,
      );
    }
  });

  it('its role owns nothing and bypasses nothing', async () => {
    const { rows } = await owner.query(
      `select r.rolsuper, r.rolbypassrls, (select count(*)::int from pg_class where relowner = r.oid and relnamespace = 'public'::regnamespace) as owned
       from pg_roles r where r.rolname in ('perdura_app', $1)`,
      [new URL(test.appUrl).username],
    );
    expect(rows).toHaveLength(2);
    for (const role of rows)
      expect(role).toEqual({ rolsuper: false, rolbypassrls: false, owned: 0 });
  });

  it('only functions that are listed see all tenants', async () => {
    const { rows } = await owner.query<{ name: string; path: string[] | null; everybody: boolean }>(
      `select p.proname as name, p.proconfig as path, has_function_privilege('public', p.oid, 'execute') as everybody
       from pg_proc p where p.prosecdef and p.pronamespace = 'public'::regnamespace order by 1`,
    );
    for (const { name, path, everybody } of rows) {
      expect([name, path]).toEqual([name, ['search_path=public, pg_temp']]);
      expect([name, everybody]).toEqual([name, false]);
    }
    const page = readFileSync(new URL('../../ARCHITECTURE.md', import.meta.url), 'utf8');
    const section = page.slice(page.indexOf('| who | functions |'), page.indexOf('**Events.**'));
    const listed = [...section.matchAll(/`(\w+)`/g)].map(([, name]) => name);
    expect(listed.sort()).toEqual(rows.map(({ name }) => name));
  });
});
