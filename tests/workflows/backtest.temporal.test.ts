/** A back-test as its worker does it: to its end, until somebody stops it, and past the death of the worker. */
import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { cancelBacktest, startBacktest } from '#domain/backtests/start.ts';
import { insertRuns, WORKED } from '../support/many-runs.ts';
import { createWorld, eventually, MASTER_KEY, type World } from './world.ts';

const TICKETS = 600;

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
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
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
  ...{ state: 'completed', done: TICKETS, total: TICKETS },
  totals: { tickets: TICKETS, same: TICKETS, different: 0, diverged: 0 },
};

/** Holds what a batch is to write or to read, until it is let go. */
async function hold(statement: string, values: unknown[] = []): Promise<() => Promise<void>> {
  const client = await world.owner.connect();
  await client.query('begin');
  await client.query(statement, values);
  return async () => {
    await client.query('rollback');
    client.release();
  };
}

function spawnWorker(): ChildProcess {
  const { config } = world;
  const child = spawn(process.execPath, ['activities/worker.ts'], {
    cwd: new URL('../..', import.meta.url),
    stdio: process.env.TEST_LOG ? 'inherit' : 'ignore',
    env: {
      PATH: process.env.PATH,
      DATABASE_URL: config.databaseUrl,
      TEMPORAL_ADDRESS: config.temporalAddress,
      TEMPORAL_TASK_QUEUE: config.taskQueue,
      PERDURA_MASTER_KEY: MASTER_KEY,
      LOG_LEVEL: process.env.TEST_LOG ?? 'fatal',
    },
  });
  children.push(child);
  return child;
}

describe('a back-test', () => {
  it('goes on where a worker was killed, and counts nothing twice', async () => {
    const id = await begin();
    const letGo = await hold(
      'select from backtest_ticket where backtest_id = $1 and ord = 450 for update',
      [id],
    );
    const child = spawnWorker();
    await eventually('two batches are written', async () => (await rowOf(id)).done === 400);
    child.kill('SIGKILL');
    await letGo();
    spawnWorker();
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

  it('is given up where it cannot be done, and says so', async () => {
    await world.owner.query(
      'update run set process_version = 9 where tenant_id = $1 and process_key = $2',
      [world.tenantId, key],
    );
    const worker = await world.worker();
    const id = await begin(1);
    await ended(id);
    expect(
      await world.one('select state, done, failure from backtest where id = $1', [id]),
    ).toEqual({
      ...{ state: 'failed', done: 0, failure: 'There is no version 9 of this process.' },
    });
    await worker.stop();
  });
});
