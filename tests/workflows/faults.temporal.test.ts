/** What a run survives: a cache of nothing, workers killed, an engine that forgot, a database that was away. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadRun } from '#domain/processes/load-run.ts';
import { applyStep } from '#domain/processes/step.ts';
import { advance } from '#engine/interpreter.ts';
import type { Command } from '#engine/messages.ts';
import { isForRecord } from '#workflows/doings.ts';
import { runWorkflowId } from '#workflows/messages.ts';
import { hello, pause, rounds } from './definitions.ts';
import { openTap } from './tap.ts';
import { createWorld, eventually, type World } from './world.ts';

let world: World;
/** Processes of this test, ended with it however it ends. */
const children: ChildProcess[] = [];
beforeEach(async () => {
  world = await createWorld();
});
afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  await world.close();
});

/** One task after the other; `between` is called before each is completed. */
async function playRounds(
  runId: string,
  turns: number,
  between: (turn: number) => Promise<void> = async () => undefined,
): Promise<void> {
  const seen: string[] = [];
  for (let turn = 1; turn <= turns; turn += 1) {
    const task = await world.opened('task', runId, seen);
    seen.push(task);
    await between(turn);
    await world.complete('ann', task, turn < turns ? 'again' : 'enough');
  }
}

describe('a worker without a cache', () => {
  it('replays every run for every task and comes to the same end', async () => {
    await world.worker({ cachedWorkflows: 0 });
    const [round, wait, ask] = await Promise.all([
      world.run(rounds),
      world.run(pause),
      world.run(hello),
    ]);
    await playRounds(round, 6);
    await world.vote('ann', await world.opened('approval', ask), 'approve');
    await world.complete('ann', await world.opened('task', wait));
    for (const runId of [round, wait, ask])
      expect(await world.ended(runId)).toMatchObject({ state: 'completed' });
    expect(
      await world.one('select count(*)::int as n from task where run_id = $1', [round]),
    ).toEqual({ n: 6 });
  });
});

describe('a worker that is killed', () => {
  function spawnWorker(): ChildProcess {
    const { config } = world;
    const child = spawn(
      process.execPath,
      [new URL('../../activities/worker.ts', import.meta.url).pathname],
      {
        stdio: 'ignore',
        env: {
          ...process.env,
          DATABASE_URL: config.databaseUrl,
          TEMPORAL_ADDRESS: config.temporalAddress,
          TEMPORAL_TASK_QUEUE: config.taskQueue,
          PERDURA_MASTER_KEY: config.masterKey,
          LOG_LEVEL: 'silent',
        },
      },
    );
    children.push(child);
    return child;
  }

  it('in the middle of its steps loses none and does none twice', async () => {
    let child = spawnWorker();
    const kill = async (): Promise<void> => {
      child.kill('SIGKILL');
      await once(child, 'exit');
    };
    const runs = await Promise.all(Array.from({ length: 5 }, () => world.run(rounds)));
    await Promise.all(
      runs.map((runId, index) =>
        playRounds(runId, 6, async (turn) => {
          if (index !== 0 || turn % 2) return;
          await kill();
          child = spawnWorker();
        }),
      ),
    );
    for (const runId of runs) {
      expect(await world.ended(runId, 60_000)).toMatchObject({
        state: 'completed',
        engine_state: { visits: { work: 6 } },
      });
      expect(
        await world.one('select count(*)::int as n from task where run_id = $1', [runId]),
      ).toEqual({ n: 6 });
    }
    await kill();
  });
});

describe('an engine that forgot', () => {
  it('is told again of runs whose workflow is gone', async () => {
    const worker = await world.worker();
    const runId = await world.run(pause);
    await world.opened('task', runId);
    const handle = worker.engine.client.workflow.getHandle(runWorkflowId(runId));
    await handle.terminate('lost');
    await world.owner.query("update run set updated_at = now() - interval '1 hour' where id = $1", [
      runId,
    ]);
    await eventually('the reconciler finds it', async () => (await worker.reconciler.round()) > 0);
    await eventually(
      'a new workflow',
      async () => (await handle.describe()).status.name === 'RUNNING',
    );
    await world.complete('ann', await world.opened('task', runId));
    expect(await world.ended(runId)).toMatchObject({ state: 'completed' });
  });

  it('is told again of everything when its whole database is gone', async () => {
    const worker = await world.worker();
    const { client } = worker.engine;
    /** Null while the engine has not been told of it. */
    const statusOf = (id: string) =>
      client.workflow
        .getHandle(id)
        .describe()
        .then(({ status }) => status.name)
        .catch(() => null);
    await worker.reconciler.round();
    const runs = await Promise.all([world.run(hello), world.run(rounds), world.run(pause)]);
    const approval = await world.opened('approval', runs[0] ?? '');
    await world.opened('task', runs[1] ?? '');
    await eventually('the timer', async () => (await world.runRow(runs[2] ?? '')).step > 0);
    await eventually(
      'its reminder armed',
      async () => (await statusOf(`approval:${approval}`)) === 'RUNNING',
    );
    for (const id of [
      `perdura-sentinel:${world.taskQueue}`,
      `approval:${approval}`,
      ...runs.map(runWorkflowId),
    ]) {
      await client.workflow.getHandle(id).terminate('lost');
    }
    expect(await worker.reconciler.round()).toBeGreaterThanOrEqual(3);
    await eventually(
      'its reminder armed again',
      async () => (await statusOf(`approval:${approval}`)) === 'RUNNING',
    );
    await world.vote('ann', approval, 'approve');
    await world.complete('ann', await world.opened('task', runs[1] ?? ''), 'enough');
    await world.complete('ann', await world.opened('task', runs[2] ?? ''));
    for (const runId of runs)
      expect(await world.ended(runId)).toMatchObject({ state: 'completed' });
  });

  it('catches up with a record that went further', async () => {
    await world.worker();
    const runId = await world.run(rounds);
    const task = await world.opened('task', runId);
    // What an engine restored to yesterday looks like: the record took a step this workflow knows nothing of.
    const ref = { tenantId: world.tenantId, runId };
    const { definition, state, step } = await loadRun(world.store, ref);
    const at = new Date().toISOString();
    const token = Object.keys(state?.tokens ?? {})[0] ?? '';
    const next = advance(definition, state!, {
      type: 'taskCompleted',
      token,
      outcome: 'again',
      values: {},
      at,
    });
    const commands = (next.commands as Command[]).filter(isForRecord);
    await applyStep(world.store, {
      ...ref,
      step,
      state: next.state,
      commands,
      appliedMessage: 0,
      settle: true,
    });
    await world.owner.query("update task set state = 'completed' where id = $1", [task]);
    await world.complete('ann', await world.opened('task', runId, [task]), 'enough');
    expect(await world.ended(runId)).toMatchObject({
      state: 'completed',
      engine_state: { visits: { work: 2 } },
    });
  });

  it('starts a run again that somebody cancelled by its own tools', async () => {
    const worker = await world.worker();
    const runId = await world.run(rounds);
    const task = await world.opened('task', runId);
    const handle = worker.engine.client.workflow.getHandle(runWorkflowId(runId));
    await handle.cancel();
    await eventually(
      'the workflow is cancelled',
      async () => (await handle.describe()).status.name === 'CANCELLED',
    );
    await world.complete('ann', task, 'enough');
    expect(await world.ended(runId)).toMatchObject({ state: 'completed' });
  });
});

describe('a database that was away', () => {
  it('holds everything up and loses nothing', async () => {
    const tap = await openTap(world.config.databaseUrl);
    const worker = await world.worker({ databaseUrl: tap.url, databaseDirectUrl: tap.url });
    const runs = await Promise.all(Array.from({ length: 5 }, () => world.run(rounds)));
    const tasks = await Promise.all(runs.map((runId) => world.opened('task', runId)));
    tap.cut();
    for (const task of tasks) await world.complete('ann', task, 'again');
    await new Promise((resolve) => setTimeout(resolve, 6_000));
    tap.mend();
    const seen = tasks;
    for (const runId of runs)
      await world.complete('ann', await world.opened('task', runId, seen), 'enough');
    for (const runId of runs)
      expect(await world.ended(runId, 60_000)).toMatchObject({
        state: 'completed',
        engine_state: { visits: { work: 2 } },
      });
    await worker.stop();
    await tap.close();
  });
});

describe('a worker process', () => {
  it('that is stopped while its worker is still being made stops', async () => {
    const worker = await world.worker();
    await expect(worker.stop()).resolves.toBeUndefined();
  });
});
