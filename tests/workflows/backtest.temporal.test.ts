/** A back-test as its worker does it: to its end, until somebody stops it, and past the death of the worker. */
import type { ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { WorkflowNotFoundError } from '@temporalio/client';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { cancelBacktest, startBacktest } from '#domain/backtests/start.ts';
import { insertRuns, WORKED } from '../support/many-runs.ts';
import { spawnWorker } from './spawn-worker.ts';
import { createWorld, eventually, type World } from './world.ts';

const TICKETS = 600;
/** Two whole batches are written before the last one. */
const BEFORE_LAST = 500;

let world: World;
let key: string;
beforeAll(async () => {
  world = await createWorld();
  key = `worked-${randomUUID().slice(0, 8)}`;
  const published = await world.publish({ ...WORKED, key });
  const { tenantId, people } = world;
  await insertRuns(world.owner, {
    ...published,
    tenantId,
    requesterId: people.ann,
    count: TICKETS,
  });
});
afterAll(() => world.close());

const children: ChildProcess[] = [];
function begun(): ChildProcess {
  const child = spawnWorker(world.config);
  children.push(child);
  return child;
}
const held: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  for (const letGo of held.splice(0)) await letGo();
});

type Row = { state: string; done: number; total: number; totals: object };

const rowOf = (id: string) =>
  world.one<Row>('select state, done, total, totals from backtest where id = $1', [id]);

const begin = (limit = TICKETS): Promise<string> =>
  world.as('ann', (work, principal) =>
    startBacktest(
      work,
      { ...principal, permissions: [{ permission: 'ticket.read', scope: 'all' }] },
      key,
      { limit },
    ),
  );

const ended = (id: string): Promise<Row> =>
  eventually(`back-test ${id} ends`, async () => {
    const row = await rowOf(id);
    return row.state !== 'queued' && row.state !== 'running' && row;
  });

const ALL_THE_SAME = {
  state: 'completed',
  done: TICKETS,
  total: TICKETS,
  totals: { tickets: TICKETS, same: TICKETS, different: 0, diverged: 0 },
};

/** Holds what a batch is to write or to read, until it is let go. */
async function hold(statement: string, values: unknown[] = []): Promise<() => Promise<void>> {
  const client = await world.owner.connect();
  await client.query('begin');
  await client.query(statement, values);
  let isHeld = true;
  const letGo = async () => {
    if (!isHeld) return;
    isHeld = false;
    await client.query('rollback');
    client.release();
  };
  held.push(letGo);
  return letGo;
}

/** Somebody else is about to write the last ticket: the last batch waits for them. */
const holdLast = (id: string) =>
  hold(
    `insert into backtest_ticket (backtest_id, ord, tenant_id, ticket_id, run_id, result)
     select b.id, b.total - 1, b.tenant_id, r.ticket_id, r.id, 'same' from backtest b join run r on r.id = b.runs[b.total] where b.id = $1`,
    [id],
  );

/** The application is let into the database no more, and what it had open is torn down. */
async function cutOff(): Promise<() => Promise<void>> {
  const { pathname, username } = new URL(world.config.databaseUrl);
  const database = pathname.slice(1);
  await world.owner.query(`revoke connect on database ${database} from public, ${username}`);
  // Who was let in just before is not to be seen yet, and would go on.
  for (let quiet = 0; quiet < 2; ) {
    const { rowCount } = await world.owner.query(
      'select pg_terminate_backend(pid) from pg_stat_activity where datname = $1 and usename = $2',
      [database, username],
    );
    quiet = rowCount === 0 ? quiet + 1 : 0;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  const letIn = async () => {
    await world.owner.query(`grant connect on database ${database} to ${username}`);
  };
  held.push(letIn);
  return letIn;
}

describe('a back-test', () => {
  it('goes on where a worker was killed, and counts nothing twice', async () => {
    const id = await begin();
    const letGo = await holdLast(id);
    const child = begun();
    await eventually('a batch is written', async () => (await rowOf(id)).done > 0);
    child.kill('SIGKILL');
    await letGo();
    begun();
    expect(await ended(id)).toMatchObject(ALL_THE_SAME);
  });

  it('is played to its end, and stops when it is told to', async () => {
    const worker = await world.worker();
    expect(await ended(await begin())).toMatchObject(ALL_THE_SAME);

    const letGo = await hold('lock table run_element in access exclusive mode');
    const id = await begin();
    await eventually('it runs', async () => (await rowOf(id)).state === 'running');
    await world.as('ann', (work) => cancelBacktest(work, key, id));
    await letGo();
    await eventually('its workflow is over', async () => {
      const { status } = await worker.engine.client.workflow.getHandle(`backtest:${id}`).describe();
      return status.name !== 'RUNNING';
    });
    expect(await rowOf(id)).toMatchObject({ state: 'cancelled', done: 0 });
    // The next one is not held up by it.
    expect(await ended(await begin(10))).toMatchObject({ state: 'completed', done: 10 });
    await worker.stop();
  });

  it('waits for a database that is away, however often it has tried, and goes on where it was', async () => {
    const worker = await world.worker();
    const id = await begin();
    const letGo = await holdLast(id);
    await eventually(
      'all but the last batch is written',
      async () => (await rowOf(id)).done === BEFORE_LAST,
    );
    const handle = worker.engine.client.workflow.getHandle(`backtest:${id}`);
    const letIn = await cutOff();
    await letGo();
    const seen = new Set<string>();
    // Whoever comes while the try before is still being given up is told to ask again later: that is a try as well.
    const tries = new Set<string>();
    const tried = await eventually(
      () => `it tries again; it was seen ${[...seen].join(', ')}`,
      async () => {
        const { raw, status } = await handle.describe();
        const [playing] = raw.pendingActivities ?? [];
        seen.add(`${status.name} at attempt ${playing?.attempt} (${playing?.state})`);
        if (playing) tries.add(`${playing.activityId} ${playing.attempt}`);
        return tries.size > 2 && playing;
      },
    );
    expect(tried.maximumAttempts).toBe(0);
    expect(await rowOf(id)).toMatchObject({ state: 'running', done: BEFORE_LAST });
    await letIn();
    expect(await ended(id)).toMatchObject(ALL_THE_SAME);
    await worker.stop();
  });

  it('waits for its turn without a workflow, and has one as soon as it is its turn', async () => {
    const worker = await world.worker();
    const first = await begin();
    const letGo = await holdLast(first);
    await eventually('the first is played', async () => (await rowOf(first)).done > 0);
    const second = await begin(10);
    const describing = worker.engine.client.workflow.getHandle(`backtest:${second}`).describe();
    await expect(describing).rejects.toBeInstanceOf(WorkflowNotFoundError);
    await letGo();
    expect(await ended(second)).toMatchObject({ state: 'completed', done: 10 });
    expect(await rowOf(first)).toMatchObject(ALL_THE_SAME);
    await worker.stop();
  });

  it('is given up where what came of it cannot be written down, and says so', async () => {
    await world.owner.query(
      'alter table backtest_ticket add constraint takes_nothing check (ord < 0) not valid',
    );
    const worker = await world.worker();
    const id = await begin(1);
    await ended(id);
    expect(
      await world.one('select state, done, failure from backtest where id = $1', [id]),
    ).toMatchObject({
      state: 'failed',
      done: 0,
      failure: expect.stringContaining('cannot be written down (database error 23514)'),
    });
    await worker.stop();
  });
});
