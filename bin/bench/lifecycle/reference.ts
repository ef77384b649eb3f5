/**
 * The reference of the lifecycle benchmark, as one would write it by hand: a ticket with an approval and an armed clock,
 * rows committed with plain pg under row-level security (begin, set tenant, a statement a row, commit), Temporal workflows
 * with local activities, no interpreter, no mapper. A process of its own: `node reference.ts`, configured by environment.
 */
import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { Client, Connection } from '@temporalio/client';
import { NativeConnection, Worker } from '@temporalio/worker';
import Fastify from 'fastify';
import pg from 'pg';

const { DATABASE_URL, OWNER_URL, TEMPORAL_ADDRESS: address, TENANT: tenant = '' } = process.env;
const taskQueue = 'bench-reference';
const HOURS = 3_600_000;

const TABLES = {
  ref_ticket:
    'number text, title text, status text, priority int, requester uuid, custom jsonb, created_at timestamptz, updated_at timestamptz',
  ref_event:
    'at timestamptz, type text, subject uuid, ticket uuid, actor uuid, cause jsonb, changes jsonb',
  ref_clock:
    'ticket uuid, state text, target_seconds int, started_at timestamptz, due_at timestamptz, stopped_at timestamptz',
  ref_approval:
    'ticket uuid, state text, subject jsonb, opened_at timestamptz, remind_at timestamptz, decided_at timestamptz',
  ref_vote: 'approval uuid, voter uuid, decision text, comment text, at timestamptz',
};

const pool = new pg.Pool({ connectionString: DATABASE_URL, max: 16 });
type Query = (sql: string, values: unknown[]) => Promise<pg.QueryResult>;

async function transaction<T>(forTenant: string, act: (query: Query) => Promise<T>): Promise<T> {
  const connection = await pool.connect();
  try {
    await connection.query('begin');
    await connection.query("select set_config('perdura.tenant', $1, true)", [forTenant]);
    const result = await act((sql, values) => connection.query(sql, values));
    await connection.query('commit');
    return result;
  } catch (error) {
    await connection.query('rollback');
    throw error;
  } finally {
    connection.release();
  }
}

const event = (query: Query, type: string, subject: string, ticket: string, changes: object) =>
  query('insert into ref_event values ($1, $2, now(), $3, $4, $5, $6, $7, $8)', [
    randomUUID(),
    tenant,
    type,
    subject,
    ticket,
    tenant,
    '{}',
    changes,
  ]);

function createActivities(client: Client) {
  return {
    async openApproval(of: string, ticketId: string): Promise<string> {
      const id = randomUUID();
      await transaction(of, async (query) => {
        const { rows } = await query('select * from ref_ticket where id = $1', [ticketId]);
        const remindAt = new Date(Date.now() + 24 * HOURS);
        await query("insert into ref_approval values ($1, $2, $3, 'open', $4, now(), $5, null)", [
          id,
          of,
          ticketId,
          rows[0],
          remindAt,
        ]);
        await event(query, 'approval.opened', id, ticketId, {});
      });
      await client.workflow.start('approval', {
        taskQueue,
        workflowId: `ref-approval:${id}`,
        args: [of, id],
        startDelay: 24 * HOURS,
      });
      return id;
    },
    async finish(of: string, ticketId: string, approvalId: string, outcome: string): Promise<void> {
      await transaction(of, async (query) => {
        await query("update ref_ticket set status = 'resolved', updated_at = now() where id = $1", [
          ticketId,
        ]);
        await event(query, 'ticket.updated', ticketId, ticketId, {
          status: { before: 'new', after: 'resolved' },
          outcome,
        });
        await query("update ref_clock set state = 'met', stopped_at = now() where ticket = $1", [
          ticketId,
        ]);
        await event(query, 'clock.stopped', ticketId, ticketId, {
          state: { before: 'running', after: 'met' },
        });
      });
      const disarm = (id: string) => client.workflow.getHandle(id).terminate();
      await Promise.all([disarm(`ref-clock:${ticketId}`), disarm(`ref-approval:${approvalId}`)]);
    },
    remind: async (of: string, id: string) =>
      transaction(of, (query) => event(query, 'approval.reminded', id, id, {})).then(
        () => undefined,
      ),
    breach: async (of: string, id: string) =>
      transaction(of, (query) => event(query, 'clock.breached', id, id, {})).then(() => undefined),
  };
}
export type Activities = ReturnType<typeof createActivities>;

async function main(): Promise<void> {
  const owner = new pg.Client({ connectionString: OWNER_URL });
  await owner.connect();
  for (const [table, columns] of Object.entries(TABLES)) {
    await owner.query(`drop table if exists ${table}`);
    await owner.query(
      `create table ${table} (id uuid primary key, tenant_id uuid not null, ${columns})`,
    );
    await owner.query(
      `create index on ${table} (tenant_id, ${table === 'ref_ticket' ? 'updated_at' : 'id'})`,
    );
    await owner.query(`call fence_table('${table}')`);
  }
  await owner.end();
  const client = new Client({ connection: await Connection.connect({ address }) });
  const app = Fastify();
  app.post<{ Body: { title: string; custom: object } }>('/tickets', async (request, reply) => {
    const id = randomUUID();
    const dueAt = new Date(Date.now() + 8 * HOURS);
    await transaction(tenant, async (query) => {
      await query(
        "insert into ref_ticket values ($1, $2, $3, $4, 'new', 3, $2, $5, now(), now())",
        [id, tenant, `REF-${id.slice(0, 8)}`, request.body.title, request.body.custom],
      );
      await event(query, 'ticket.created', id, id, { status: { before: null, after: 'new' } });
      await query("insert into ref_clock values ($1, $2, $3, 'running', $4, now(), $5, null)", [
        randomUUID(),
        tenant,
        id,
        8 * 3_600,
        dueAt,
      ]);
    });
    await Promise.all([
      client.workflow.start('ticket', {
        taskQueue,
        workflowId: `ref-ticket:${id}`,
        args: [tenant, id],
      }),
      client.workflow.start('slaClock', {
        taskQueue,
        workflowId: `ref-clock:${id}`,
        args: [tenant, id],
        startDelay: 8 * HOURS,
      }),
    ]);
    return reply.code(201).send({ id });
  });
  app.post<{ Params: { id: string }; Body: { decision: string } }>(
    '/approvals/:id/decision',
    async (request) => {
      const { id } = request.params;
      const ticketId = await transaction(tenant, async (query) => {
        const { rows } = await query('select * from ref_approval where id = $1 for update', [id]);
        await query('insert into ref_vote values ($1, $2, $3, $2, $4, $5, now())', [
          randomUUID(),
          tenant,
          id,
          request.body.decision,
          '',
        ]);
        await query(
          "update ref_approval set state = 'approved', decided_at = now() where id = $1",
          [id],
        );
        await event(query, 'approval.decided', id, rows[0].ticket, {
          state: { before: 'open', after: 'approved' },
        });
        return rows[0].ticket as string;
      });
      await client.workflow
        .getHandle(`ref-ticket:${ticketId}`)
        .signal('decided', request.body.decision);
      return { id };
    },
  );

  const worker = await Worker.create({
    connection: await NativeConnection.connect({ address }),
    taskQueue,
    workflowsPath: fileURLToPath(new URL('./reference-workflows.ts', import.meta.url)),
    activities: createActivities(client),
  });
  console.log(JSON.stringify({ url: await app.listen({ port: 0, host: '127.0.0.1' }) }));
  process.on('SIGTERM', () => process.exit(0));
  await worker.run();
}

await main();
