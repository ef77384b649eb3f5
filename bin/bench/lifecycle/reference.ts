/**
 * The reference of the lifecycle benchmark, as one would write it by hand: a ticket with an approval and an armed clock,
 * rows committed with plain pg under row-level security (begin, set tenant, a statement a row, commit), Temporal workflows
 * with local activities, no interpreter, no mapper. A process of its own; it says where it listens.
 */
import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { Client, Connection } from '@temporalio/client';
import { NativeConnection, Worker } from '@temporalio/worker';
import Fastify from 'fastify';
import pg from 'pg';

const { DATABASE_URL, TEMPORAL_ADDRESS: address, TENANT: tenant = '' } = process.env;
const taskQueue = 'bench-reference';
const HOUR = 3_600_000;
const pool = new pg.Pool({ connectionString: DATABASE_URL, max: 16 });
const soon = (hours: number) => new Date(Date.now() + hours * HOUR);

async function transaction<T>(act: (db: pg.PoolClient) => Promise<T>): Promise<T> {
  const db = await pool.connect();
  try {
    await db.query('begin');
    await db.query("select set_config('perdura.tenant', $1, true)", [tenant]);
    const result = await act(db);
    await db.query('commit');
    return result;
  } catch (error) {
    await db.query('rollback');
    throw error;
  } finally {
    db.release();
  }
}

async function insert(db: pg.PoolClient, table: string, id: string, ...values: unknown[]) {
  const places = values.map((_, index) => `$${index + 3}`).join(', ');
  await db.query(`insert into ${table} values ($1, $2, ${places})`, [id, tenant, ...values]);
}
const tell = (db: pg.PoolClient, type: string, subject: string, ticket: string, changes = {}) =>
  insert(db, 'ref_event', randomUUID(), soon(0), type, subject, ticket, null, {}, changes);
const change = (before: string | null, after: string) => ({ state: { before, after } });

const createActivities = (client: Client) => ({
  async openApproval(ticket: string): Promise<string> {
    const id = randomUUID();
    await transaction(async (db) => {
      const { rows } = await db.query('select * from ref_ticket where id = $1', [ticket]);
      await insert(db, 'ref_approval', id, ticket, 'open', rows[0], soon(0), soon(24), null);
      await insert(db, 'ref_mail', randomUUID(), id, 'approver@example.test', 'Decide', soon(0));
      await tell(db, 'approval.opened', id, ticket);
    });
    const options = { taskQueue, workflowId: `ref-approval:${id}`, startDelay: 24 * HOUR };
    await client.workflow.start('approval', { ...options, args: [id] });
    return id;
  },
  async finish(id: string, approval: string, decision: string): Promise<void> {
    await transaction(async (db) => {
      const status = decision === 'approve' ? 'resolved' : 'closed';
      const set = 'update ref_ticket set status = $2, updated_at = now() where id = $1';
      await db.query(set, [id, status]);
      await tell(db, 'ticket.updated', id, id, change('new', status));
      const stop = "update ref_clock set state = 'met', stopped_at = now() where ticket = $1";
      await db.query(stop, [id]);
      await tell(db, 'clock.stopped', id, id, change('running', 'met'));
    });
    const disarm = (workflowId: string) => client.workflow.getHandle(workflowId).terminate();
    await Promise.all([disarm(`ref-clock:${id}`), disarm(`ref-approval:${approval}`)]);
  },
  remind: (id: string) => transaction((db) => tell(db, 'approval.reminded', id, id)),
  breach: (id: string) => transaction((db) => tell(db, 'clock.breached', id, id)),
});
export type Activities = ReturnType<typeof createActivities>;

const client = new Client({ connection: await Connection.connect({ address }) });
const app = Fastify();

app.post<{ Body: { title: string; custom: object } }>('/tickets', async (request, reply) => {
  const { title, custom } = request.body;
  const id = randomUUID();
  await transaction(async (db) => {
    const now = soon(0);
    await insert(db, 'ref_ticket', id, id.slice(0, 8), title, 'new', 3, custom, now, now);
    await tell(db, 'ticket.created', id, id, change(null, 'new'));
    await insert(db, 'ref_clock', randomUUID(), id, 'running', 8 * 3_600, soon(8), null);
  });
  const clock = { taskQueue, workflowId: `ref-clock:${id}`, startDelay: 8 * HOUR, args: [id] };
  await Promise.all([
    client.workflow.start('ticket', { taskQueue, workflowId: `ref-ticket:${id}`, args: [id] }),
    client.workflow.start('slaClock', clock),
  ]);
  return reply.code(201).send({ id });
});

/** Only a clock that falls due, of a ticket that nothing else happens to. */
app.post<{ Body: { delayMs: number } }>('/clocks', async (request, reply) => {
  const { delayMs } = request.body;
  const id = randomUUID();
  const due = new Date(Date.now() + delayMs);
  await transaction(async (db) => {
    const seconds = Math.round(delayMs / 1_000);
    await insert(db, 'ref_clock', randomUUID(), id, 'running', seconds, due, null);
  });
  const clock = { taskQueue, workflowId: `ref-clock:${id}`, startDelay: delayMs, args: [id] };
  await client.workflow.start('slaClock', clock);
  return reply.code(201).send({ id });
});

type Ruling = { Params: { id: string }; Body: { decision: string } };
app.post<Ruling>('/approvals/:id/decision', async (request) => {
  const { id } = request.params;
  const { decision } = request.body;
  const ticket = await transaction(async (db) => {
    const lock = 'select ticket from ref_approval where id = $1 for update';
    const { rows } = await db.query<{ ticket: string }>(lock, [id]);
    const found = rows[0]?.ticket ?? '';
    await insert(db, 'ref_vote', randomUUID(), id, tenant, decision, '', soon(0));
    const close = 'update ref_approval set state = $2, decided_at = now() where id = $1';
    await db.query(close, [id, `${decision}d`]);
    await tell(db, 'approval.decided', id, found, change('open', `${decision}d`));
    return found;
  });
  await client.workflow.getHandle(`ref-ticket:${ticket}`).signal('decided', decision);
  return { id };
});

const worker = await Worker.create({
  connection: await NativeConnection.connect({ address }),
  taskQueue,
  workflowsPath: fileURLToPath(new URL('./reference-workflows.ts', import.meta.url)),
  activities: createActivities(client),
});
console.log(await app.listen({ port: 0, host: '127.0.0.1' }));
await worker.run();
