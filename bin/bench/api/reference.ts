/**
 * The reference: a bare Fastify + `pg` server that commits the same rows as opening a ticket does (begin, set tenant, an
 * insert a row, commit) and reads the same list by hand-written SQL. No validation, no identity, no sealing, no events
 * beyond the rows. It is its own process, as the product is; it says on standard output where it listens.
 */
import { randomBytes } from 'node:crypto';
import Fastify from 'fastify';
import pg from 'pg';
import { v7 } from 'uuid';

const {
  DATABASE_URL = '',
  BENCH_TENANT = '',
  BENCH_PERSON = '',
  DATABASE_POOL = '24',
} = process.env;
const pool = new pg.Pool({ connectionString: DATABASE_URL, max: Number(DATABASE_POOL), min: 1 });

type Started = {
  process_id: string;
  process_key: string;
  process_version: number;
  definition_sha256: string;
  semantics: number;
  start: string;
};

async function inTenant<T>(fn: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    await client.query({
      name: 'tenant',
      text: "select set_config('perdura.tenant', $1, true)",
      values: [BENCH_TENANT],
    });
    const result = await fn(client);
    await client.query('commit');
    return result;
  } catch (error) {
    await client.query('rollback');
    throw error;
  } finally {
    client.release();
  }
}

/** What one of the product's own tickets started, so that the same runs and clocks are written here. */
const model = await inTenant(async (client) => {
  const ticket = (
    await client.query<{ id: string }>('select id from ticket order by created_at desc limit 1')
  ).rows[0];
  const runs = await client.query<Started>(
    "select process_id, process_key, process_version, definition_sha256, semantics, start_event ->> 'start' as start from run where ticket_id = $1",
    [ticket?.id],
  );
  const clocks = await client.query(
    'select policy_key, name, calendar_key, calendar_version, target_seconds from clock where ticket_id = $1',
    [ticket?.id],
  );
  return { runs: runs.rows, clocks: clocks.rows as Record<string, string | number>[] };
});

const app = Fastify();

app.post<{
  Body: { type: string; title: string; description: string; impact: number; urgency: number };
}>('/tickets', async (request, reply) => {
  const { type, title, description, impact, urgency } = request.body;
  const [id, eventId, now] = [v7(), v7(), new Date()];
  const ticket = await inTenant(async (client) => {
    const { rows } = await client.query({
      name: 'ticket',
      text: `insert into ticket (id, tenant_id, number, type, title, description, status, impact, urgency, priority, requester_id, due_at, created_at, updated_at)
        values ($1, $2, next_ticket_number($3), $3, $4, $5, 'new', $6, $7, 3, $8, $9, $9, $9)
        returning id, number, type, title, description, status, impact, urgency, priority, tags, custom, source, due_at, created_at, updated_at, version`,
      values: [id, BENCH_TENANT, type, title, description, impact, urgency, BENCH_PERSON, now],
    });
    await client.query({
      name: 'event',
      text: `insert into event (id, at, tenant_id, type, subject_kind, subject_id, ticket_id, actor_kind, actor_id, cause_kind, cause_id, cause_label, changes, data)
        values ($1, $2, $3, 'ticket.created', 'ticket', $4, $4, 'person', $5, 'request', $6, 'POST /api/v1/tickets', $7, $8)`,
      values: [
        eventId,
        now,
        BENCH_TENANT,
        id,
        BENCH_PERSON,
        eventId,
        JSON.stringify({
          type: { before: null, after: type },
          status: { before: null, after: 'new' },
          priority: { before: null, after: 3 },
          requester: { before: null, after: BENCH_PERSON },
        }),
        JSON.stringify({ number: rows[0].number, source: 'api' }),
      ],
    });
    await client.query({
      name: 'personal',
      text: 'insert into event_personal (event_id, at, tenant_id, person_id, sealed) values ($1, $2, $3, $4, $5)',
      values: [
        eventId,
        now,
        BENCH_TENANT,
        BENCH_PERSON,
        randomBytes(title.length + description.length + 100),
      ],
    });
    for (const run of model.runs) {
      const runId = v7();
      await client.query({
        name: 'run',
        text: `insert into run (id, tenant_id, process_id, process_key, process_version, definition_sha256, semantics, ticket_id, trigger_key, start_event, started_by, started_at, updated_at)
          values ($1, $2, $3, $4, $5, $6, $7, $8, 'created', $9, $10, $11, $11)`,
        values: [
          runId,
          BENCH_TENANT,
          run.process_id,
          run.process_key,
          run.process_version,
          run.definition_sha256,
          run.semantics,
          id,
          JSON.stringify({ type: 'started', start: run.start, variables: {}, at: now }),
          BENCH_PERSON,
          now,
        ],
      });
      await client.query({
        name: 'outbox-run',
        text: "insert into outbox (tenant_id, kind, target) values ($1, 'run', $2)",
        values: [BENCH_TENANT, runId],
      });
    }
    for (const clock of model.clocks) {
      const clockId = v7();
      await client.query({
        name: 'clock',
        text: `insert into clock (id, tenant_id, ticket_id, policy_key, name, calendar_key, calendar_version, target_seconds, state, started_at, due_at)
          values ($1, $2, $3, $4, $5, $6, $7, $8, 'running', $9, $9)`,
        values: [
          clockId,
          BENCH_TENANT,
          id,
          clock.policy_key,
          clock.name,
          clock.calendar_key,
          clock.calendar_version,
          clock.target_seconds,
          now,
        ],
      });
      await client.query({
        name: 'segment',
        text: "insert into clock_segment (clock_id, ord, tenant_id, state, from_at, cause) values ($1, 1, $2, 'running', $3, $4)",
        values: [
          clockId,
          BENCH_TENANT,
          now,
          JSON.stringify({ kind: 'request', id: eventId, label: 'POST /tickets' }),
        ],
      });
    }
    if (model.clocks.length > 0) {
      await client.query({
        name: 'outbox-clock',
        text: "insert into outbox (tenant_id, kind, target, payload) values ($1, 'clock', $2, $3)",
        values: [BENCH_TENANT, id, JSON.stringify({ at: now })],
      });
    }
    return rows[0];
  });
  return reply.code(201).send(ticket);
});

app.get('/tickets', async () => {
  const { rows } = await inTenant((client) =>
    client.query({
      name: 'list',
      text: `select t.id, t.number, t.type, t.title, t.status, t.hold_reason, t.impact, t.urgency, t.priority, t.category, t.tags, t.custom, t.source, t.catalog_item,
          t.due_at, t.resolved_at, t.closed_at, t.created_at, t.updated_at, t.version, q.id as queue_id, q.key as queue_key, q.name as queue_name,
          a.id as assignee_id, a.name as assignee_name, a.email as assignee_email, r.id as requester_id, r.name as requester_name, r.email as requester_email,
          o.id as organization_id, o.key as organization_key, o.name as organization_name, c.state as clock_state, c.due_at as clock_due_at
        from (select * from ticket where tenant_id = $1 and deleted_at is null order by updated_at desc, id desc limit 51) t
        join person r on r.id = t.requester_id left join queue q on q.id = t.queue_id left join person a on a.id = t.assignee_id
        left join organization o on o.id = t.organization_id left join clock c on c.ticket_id = t.id
        order by t.updated_at desc, t.id desc`,
      values: [BENCH_TENANT],
    }),
  );
  return { items: rows.slice(0, 50), nextCursor: rows.length > 50 ? rows[49]?.id : null };
});

process.stdout.write(`${await app.listen({ host: '127.0.0.1', port: 0 })}\n`);
process.on('SIGTERM', () => {
  void app.close().then(() => pool.end());
});
