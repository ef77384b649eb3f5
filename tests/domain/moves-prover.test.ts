/** What a move would come to is proved beside the thread that serves everybody, and only looked up there afterwards. */

import { Worker } from 'node:worker_threads';
import { describe, expect, it } from 'vitest';
import { createProver, prove } from '#domain/moves/prover.ts';
import type { Definition } from '#engine/definition.ts';
import { start } from '#engine/interpreter.ts';
import { moveRun } from '#engine/move/move-run.ts';
import { knownOutlookOf, Unforeseen } from '#engine/move/trap.ts';
import { process } from '../support/process.ts';

const at = '2026-03-02T08:00:00.000Z';
const moving = (from: Definition, to: Definition) => {
  const { state } = start(from, { type: 'started', at, start: 'start', variables: {} });
  return { from: { 1: from }, to, mapping: {}, at, runs: [{ version: 1, state }] };
};
const lookedUp = ({ from, to, runs }: ReturnType<typeof moving>) =>
  moveRun(from[1], to, runs[0]!.state, {}, at, knownOutlookOf);

describe('a move', () => {
  it('is not looked up before it is proved, and then comes to what proving it here would', async () => {
    const trap = process('start > a > p; p > q > end; p > x > q; x -?no> end2', {
      p: { type: 'parallelGateway' },
      x: { type: 'userTask', task: { outcomes: [] } },
      q: { type: 'parallelGateway' },
    });
    for (const to of [process('start > a > b > end'), trap]) {
      const asked = moving(process('start > a > end'), to);
      expect(() => lookedUp(asked)).toThrow(Unforeseen);
      await prove(asked);
      const again = structuredClone(to);
      const { state } = asked.runs[0]!;
      expect(lookedUp(asked)).toEqual(moveRun(asked.from[1], again, state, {}, at));
    }
  });

  it('is proved while others get their turn', async () => {
    let isProved = false;
    const proving = prove(moving(process('start > a > end'), process('start > a > c > end'))).then(
      () => {
        isProved = true;
      },
    );
    // What this thread does by itself is over; the answer can only come from another one, with a turn of its own.
    await Promise.resolve();
    expect(isProved).toBe(false);
    await proving;
  });

  it('that is known is not proved again', async () => {
    const asked = moving(process('start > a > end'), process('start > a > d > end'));
    await prove(asked);
    let isProved = false;
    void prove(asked).then(() => {
      isProved = true;
    });
    await new Promise((resolve) => setImmediate(resolve));
    expect(isProved).toBe(true);
  });
});

describe('a proof', () => {
  it('that ends its thread leaves its move unproved, and the next one is as ever', async () => {
    const threads = [
      new Worker('require("node:worker_threads").parentPort.once("message", process.exit)', {
        eval: true,
      }),
      new Worker(new URL('../../domain/moves/prove-thread.ts', import.meta.url)),
    ];
    const proving = createProver(() => threads.shift()!);
    const [first, next] = ['e', 'f'].map((id) =>
      moving(process('start > a > end'), process(`start > a > ${id} > end`)),
    );
    await Promise.all([proving(first!), proving(next!)]);
    expect([lookedUp(first!), lookedUp(next!)]).toMatchObject([
      { moved: true, proved: false },
      { moved: true, proved: true },
    ]);
  });
});
