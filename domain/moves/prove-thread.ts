/** The thread that proves what a move would come to: a question comes in, and what was proved goes out. */
import { parentPort } from 'node:worker_threads';
import { moveRun } from '#engine/move/move-run.ts';
import { foreseenOf, outlookOf } from '#engine/move/trap.ts';
import type { Question } from './prover.ts';

parentPort?.on('message', ({ from, to, state, mapping, at }: Question) => {
  moveRun(from, to, state, mapping, at, (definition, there) => {
    parentPort?.postMessage(foreseenOf(definition, there));
    return outlookOf(definition, there);
  });
});
