/** The shell on real parts: PostgreSQL, Temporal, the domain. */
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { WorkerProcess } from '#activities/process.ts';
import type { Event } from '#engine/messages.ts';
import type { ShownState } from '#workflows/messages.ts';
import { runWorkflowId } from '#workflows/messages.ts';
import { hello, pause, rounds } from './definitions.ts';
import { createWorld, eventually, type World } from './world.ts';

let world: World;
let worker: WorkerProcess;
beforeAll(async () => {
  world = await createWorld();
  worker = await world.worker();
});
afterAll(() => world.close());

const handleOf = (runId: string) => worker.engine.client.workflow.getHandle(runWorkflowId(runId));
const shown = (runId: string) => handleOf(runId).query<ShownState>('state');

describe('a run', () => {
  it('goes from its start over an approval to its end', async () => {
    const runId = await world.run(hello);
    await world.vote('ann', await world.opened('approval', runId), 'approve');
    expect(await world.ended(runId)).toMatchObject({ state: 'completed', outcome: 'granted' });
    await handleOf(runId).result();
  });

  it('shows its state to whoever asks, also in the moment it begins', async () => {
    const runId = await world.run(hello);
    const state = await eventually('a query that is answered', () =>
      shown(runId).catch(() => null),
    );
    expect(state).toHaveProperty('step');
    await world.opened('approval', runId);
    expect(await shown(runId)).toMatchObject({
      ready: true,
      step: 1,
      appliedMessage: 0,
      doing: [],
    });
  });

  it('waits for an instant and then goes on', async () => {
    const runId = await world.run(pause);
    const waiting = await eventually(
      'a timer',
      async () => (await shown(runId).catch(() => null))?.doing[0],
    );
    expect(waiting).toMatch(/^t\d+ timer \d{4}-/);
    await world.complete('ann', await world.opened('task', runId));
    expect(await world.ended(runId)).toMatchObject({ state: 'completed' });
  });

  it('can be found by its process and its tenant', async () => {
    const runId = await world.run(hello);
    await world.opened('approval', runId);
    const { typedSearchAttributes } = await handleOf(runId).describe();
    const found = Object.fromEntries(
      typedSearchAttributes.getAll().map(({ key, value }) => [key.name, value]),
    );
    expect(found).toMatchObject({
      ProcessKey: expect.stringContaining('hello'),
      ProcessVersion: '1',
      Tenant: world.tenantKey,
    });
  });

  it('leaves nothing readable with the engine', async () => {
    const runId = await world.run(hello, { variables: { reason: 'a-very-private-matter' } });
    await world.vote('ann', await world.opened('approval', runId), 'reject');
    await world.ended(runId);
    const { events } = await handleOf(runId).fetchHistory();
    const text = JSON.stringify(events, (_, value) =>
      value?.type === 'Buffer' ? Buffer.from(value.data).toString('latin1') : value,
    );
    expect(text).not.toContain('private');
    expect(text).not.toContain('ann@test');
    expect(text).not.toContain('rejected');
  });
});

describe('messages', () => {
  const ignored = (at: number): Event => ({
    type: 'timerFired',
    token: `none${at}`,
    at: new Date().toISOString(),
  });
  const deliver = (runId: string, ...messages: { seq: number; event: Event }[]) =>
    handleOf(runId).signal('deliver', { step: 0, messages });

  it('are taken in once and in order, however often and in whichever order they come', async () => {
    const runId = await world.run(rounds);
    const first = await world.opened('task', runId);
    const { engine_state: state } = await world.runRow(runId);
    const token = Object.keys(state.tokens)[0] ?? '';
    const at = new Date().toISOString();
    // The record numbers them; the relay is not asked to carry them.
    await world.owner.query('update run set last_message = 3 where id = $1', [runId]);
    const again: Event = {
      type: 'taskCompleted',
      token,
      outcome: 'again',
      values: { turn: 1 },
      at,
    };
    const repeated: Event = {
      type: 'taskCompleted',
      token,
      outcome: 'enough',
      values: { turn: 2 },
      at,
    };
    await deliver(runId, { seq: 3, event: ignored(3) });
    await deliver(runId, { seq: 2, event: repeated }, { seq: 3, event: ignored(3) });
    await deliver(runId, { seq: 1, event: again });
    await deliver(runId, { seq: 1, event: again }, { seq: 2, event: repeated });
    await eventually(
      'all three applied',
      async () => (await world.runRow(runId)).applied_message === 3,
    );
    const run = await world.runRow(runId);
    // The second act was for a token that had moved on already.
    expect(run).toMatchObject({
      ended_at: null,
      engine_state: { variables: { turn: 1 }, visits: { work: 2 } },
    });
    await world.owner.query("update task set state = 'completed' where id = $1", [first]);
    await world.complete('ann', await world.opened('task', runId, [first]), 'enough');
    await world.ended(runId);
  });

  it('come through in their thousands', async () => {
    const runId = await world.run(rounds);
    const task = await world.opened('task', runId);
    await world.owner
      .query('select send_to_run($1, $2, $1, now()) from generate_series(1, 1000)', [
        runId,
        JSON.stringify(ignored(0)),
      ])
      .catch(() => undefined);
    const messages = Array.from({ length: 1_000 }, (_, index) => ({
      seq: index + 1,
      event: ignored(index),
    }));
    const signals = Array.from({ length: 250 }, (_, index) =>
      deliver(runId, ...messages.slice(index * 4, index * 4 + 4)),
    );
    await world.complete('ann', task, 'enough');
    await Promise.all(signals.map((signal) => signal.catch(() => undefined)));
    const run = await world.ended(runId);
    expect(run.applied_message).toBe(run.last_message);
  }, 120_000);
});

describe('variables', () => {
  it('that are too much for the engine are refused, and the run waits to be helped', async () => {
    const noise = (bytes: number) => randomBytes(bytes * 0.75).toString('base64');
    const runId = await world.run(rounds, { variables: { before: noise(960_000) } });
    const first = await world.opened('task', runId);
    const of = { token: 't2', at: new Date().toISOString() } as const;
    await world.owner.query("update task set state = 'completed' where id = $1", [first]);
    const values = { notes: noise(60_000) };
    await world.send(runId, { type: 'taskCompleted', ...of, outcome: 'enough', values });
    const row = await eventually('the run to fail', async () => {
      const run = await world.runRow(runId);
      return run.state === 'faulted' && run;
    });
    expect(row.failure).toMatchObject({ code: 'variables_too_large', element: 'work' });
    await world.send(runId, { type: 'retried', ...of });
    await world.complete('ann', await world.opened('task', runId), 'enough');
    expect(await world.ended(runId)).toMatchObject({ state: 'completed' });
  });
});

describe('a long life', () => {
  it('goes on in a new history and loses nothing', async () => {
    const runId = await world.run(rounds, { silent: true });
    const input = { tenantId: world.tenantId, runId, historyMax: 40 };
    await worker.engine.client.workflow.start('automation', {
      taskQueue: world.taskQueue,
      workflowId: runWorkflowId(runId),
      args: [input],
    });
    const seen: string[] = [];
    for (let turn = 0; turn < 25; turn += 1) {
      const task = await world.opened('task', runId, seen);
      seen.push(task);
      await world.complete('ann', task, turn < 24 ? 'again' : 'enough');
    }
    expect(await world.ended(runId)).toMatchObject({
      state: 'completed',
      engine_state: { visits: { work: 25 } },
    });
    const lives: string[] = [];
    const query = `WorkflowId = "${runWorkflowId(runId)}"`;
    await eventually('several histories', async () => {
      lives.length = 0;
      for await (const { status } of worker.engine.client.workflow.list({ query }))
        lives.push(status.name);
      return lives.includes('COMPLETED');
    });
    expect(lives.filter((life) => life === 'CONTINUED_AS_NEW').length).toBeGreaterThan(2);
  });
});
