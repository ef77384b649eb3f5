/** A year of changes over a landscape of items in layers, each item depending on four of those below it. The same each time. */
import pg from 'pg';

const PEOPLE = 200;
const WINDOWS = 20;
const FREEZES = 12;

export async function generateChanges(
  ownerUrl: string,
  tenantId: string,
  { changes, items }: { readonly changes: number; readonly items: number },
): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await client.query('select setseed(0.42)');
    await client.query(
      `insert into person (id, tenant_id, email, name)
       select gen_random_uuid(), $1, 'person' || i || '@example.test', 'Person ' || i from generate_series(1, $2::int) i`,
      [tenantId, PEOPLE],
    );
    await client.query(
      `insert into config_item (id, tenant_id, key, name, kind, criticality, created_at, updated_at)
       select gen_random_uuid(), $1, 'item-' || i, 'Item ' || i, 'system', 3, now(), now() from generate_series(1, $2::int) i`,
      [tenantId, items],
    );
    await client.query(
      `create temporary table numbered as
       select id, substr(key, 6)::int as i from config_item where tenant_id = $1`,
      [tenantId],
    );
    await client.query('create unique index on numbered (i)');
    await client.query(INSERT_RELATIONS, [tenantId, items]);
    await client.query(INSERT_CHANGES, [tenantId, changes]);
    await client.query(
      `insert into ticket_item (tenant_id, ticket_id, item_id, added_at)
       select $1, t.id, n.id, now() from (select p.ticket_id as id, 1 + floor(random() * $2::int)::int as i from change_plan p, generate_series(1, 3) k where p.tenant_id = $1) t
       join numbered n on n.i = t.i on conflict do nothing`,
      [tenantId, items],
    );
    await client.query(
      `insert into maintenance_window (id, tenant_id, name, scope, opens)
       select gen_random_uuid(), $1, 'Window ' || i, jsonb_build_object('kind', 'items', 'items',
           (select jsonb_agg(id) from numbered n where n.i % $2::int = i % $2::int and n.i % 97 = 0)),
         '{"first":"2026-01-01","time":"00:00","minutes":1439,"timeZone":"Europe/Berlin","rrule":"FREQ=DAILY"}'
       from generate_series(1, $2::int) i`,
      [tenantId, WINDOWS],
    );
    await client.query(
      `insert into change_freeze (id, tenant_id, name, reason, from_at, to_at, scope)
       select gen_random_uuid(), $1, 'Freeze ' || i, 'Bench', now() + make_interval(days => i * 30), now() + make_interval(days => i * 30 + 2), '{"kind":"all"}'
       from generate_series(1, $2::int) i`,
      [tenantId, FREEZES],
    );
    await client.query('analyze');
  } finally {
    await client.end();
  }
}

/** Of services, applications, machines, hosts and what they are connected to: each depends on four of the layer below. */
const INSERT_RELATIONS = `
with layer(n, first, last) as (values (1, 0.00, 0.04), (2, 0.04, 0.20), (3, 0.20, 0.60), (4, 0.60, 0.90), (5, 0.90, 1.00)),
  above as (
    select n.id, (b.first + random() * (b.last - b.first)) * $2::int as i from layer a join layer b on b.n = a.n + 1
    join numbered n on n.i > a.first * $2::int and n.i <= a.last * $2::int, generate_series(1, 4) k)
insert into config_relation (tenant_id, from_id, to_id)
select $1, a.id, n.id from above a join numbered n on n.i = 1 + floor(a.i)::int on conflict do nothing`;

const INSERT_CHANGES = `
with people as materialized (select array_agg(id order by email) as ids from person where tenant_id = $1),
  made as materialized (
    select gen_random_uuid() as id, i, now() + make_interval(secs => (random() * 365 * 86400)::int) as at, 1 + random() * 5 as hours,
      random() as who from generate_series(1, $2::int) i),
  opened as (
    insert into ticket (id, tenant_id, number, type, title, status, impact, urgency, priority, assignee_id, requester_id, created_at, updated_at)
    select m.id, $1, 'CHG-' || lpad(m.i::text, 6, '0'), 'change', 'Change ' || m.i, 'authorize', 2, 2, 3,
      p.ids[1 + floor(m.who * array_length(p.ids, 1))::int], p.ids[1], now(), now() from made m, people p returning 1)
insert into change_plan (ticket_id, tenant_id, planned_from, planned_to)
select id, $1, at, at + make_interval(secs => (hours * 3600)::int) from made, (select count(*) from opened) o`;
