/** The thread that proves what a move would come to: questions come in, one after the other, and what was proved goes out. */
import { parentPort } from 'node:worker_threads';
import { moveRun } from '#engine/move/move-run.ts';
import { type Foreseen, foreseenOf, outlookOf } from '#engine/move/trap.ts';
import type { Proved, Question } from './prover.ts';

parentPort?.on('message', ({ id, from, to, runs, mapping, at }: Question) => {
  const foreseen: Foreseen[] = [];
  for (const { version, state } of runs) {
    const before = from[version];
    if (!before) throw new Error('invariant: a question holds every version it is about');
    moveRun(before, to, state, mapping, at, (definition, there) => {
      if (there.status === 'running') foreseen.push(foreseenOf(definition, there));
      return outlookOf(definition, there);
    });
  }
  parentPort?.postMessage({ id, foreseen } satisfies Proved);
});
