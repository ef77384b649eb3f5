/**
 * A tenant with a few years behind it, made inside the database: people, tickets of which few are open, words as unevenly
 * spread as in speech, clocks on what is open. The same seed makes the same tickets. Indexes are made after the rows.
 */
import pg from 'pg';

export const WORDS = 4_000;
const PEOPLE = 2_000;
const AGENTS = 50;
const DAYS = 1_000;

export async function generateTickets(
  ownerUrl: string,
  tenantId: string,
  tickets: number,
): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await client.query("set maintenance_work_mem = '512MB'");
    await client.query('select setseed(0.42)');
    await client.query(
      `insert into person (id, tenant_id, email, name)
       select gen_random_uuid(), $1, 'person' || i || '@example.test', 'Person ' || i from generate_series(1, $2::int) i`,
      [tenantId, PEOPLE],
    );
    const indexes = await dropIndexes(client);
    await client.query(INSERT_TICKETS, [tenantId, tickets, AGENTS, DAYS, WORDS]);
    for (const definition of indexes) await client.query(definition);
    await client.query(INSERT_CLOCKS, [tenantId]);
    await client.query('vacuum analyze ticket');
    await client.query('vacuum analyze clock');
    await client.query('analyze');
  } finally {
    await client.end();
  }
}

async function dropIndexes(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string; definition: string }>(
    `select c.relname as name, pg_get_indexdef(i.indexrelid) as definition from pg_index i join pg_class c on c.oid = i.indexrelid
     where i.indrelid = 'ticket'::regclass and not i.indisunique`,
  );
  for (const { name } of rows) await client.query(`drop index ${client.escapeIdentifier(name)}`);
  return rows.map((row) => row.definition);
}

/** A word's number grows with the square of chance: the first are in every other ticket, the last in hardly any. */
const INSERT_TICKETS = `
with people as materialized (select array_agg(id order by email) as ids from person where tenant_id = $1),
  queues as materialized (select array_agg(id order by key) as ids from queue where tenant_id = $1),
  made as (
    select i, random() as fate, random() as chance, now() - make_interval(secs => random() * $4 * 86400) as at
    from generate_series(1, $2::int) i)
insert into ticket (id, tenant_id, number, type, title, description, status, impact, urgency, priority, category, queue_id, assignee_id,
  requester_id, tags, source, resolved_at, created_at, updated_at)
select gen_random_uuid(), $1, 'INC-' || lpad(i::text, greatest(6, length(i::text)), '0'),
  (array['incident', 'incident', 'incident', 'service_request', 'service_request', 'problem', 'change', 'task'])[1 + floor(random() * 8)::int],
  (select string_agg('word' || floor(power(random(), 2) * $5)::int, ' ') from generate_series(1, 6) where i > 0),
  (select string_agg('word' || floor(power(random(), 2) * $5)::int, ' ') from generate_series(1, 24) where i > 0),
  case when fate > 0.97 then (array['new', 'in_progress', 'on_hold'])[1 + floor(chance * 3)::int] when fate > 0.9 then 'resolved' else 'closed' end,
  2, 2, 1 + floor(random() * 4)::int, 'category' || floor(random() * 20)::int,
  queues.ids[1 + floor(random() * array_length(queues.ids, 1))::int],
  case when random() < 0.85 then people.ids[1 + floor(random() * $3)::int] end,
  people.ids[1 + floor(random() * array_length(people.ids, 1))::int],
  array['tag' || floor(random() * 30)::int], 'api',
  case when fate <= 0.97 then at end, at - interval '1 day', at
from made, people, queues`;

const INSERT_CLOCKS = `
insert into clock (id, tenant_id, ticket_id, subject_id, track, kind, measures, name, standing, state, policy_key, policy_version, target_id,
  target_seconds, calendar_key, calendar_version, started_at, due_at, next_at)
select gen_random_uuid(), $1, id, id, 'sla:resolution', 'sla', 'resolution', 'Resolution', 'running', 'running', 'incident-resolution', 1, 'all',
  86400, 'business-hours', 1, created_at, created_at + interval '5 days', created_at + interval '5 days'
from ticket where tenant_id = $1 and status in ('new', 'in_progress', 'on_hold')`;
