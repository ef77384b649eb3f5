/**
 * Proves in a thread of its own whether runs can come to their end where a move would put them. That may take seconds, which
 * neither a transaction nor the thread that serves everybody has. What was proved is learned here, so that it is only looked up
 * from then on; so is what could not be, since whoever asks again would wait as long for nothing.
 */
import { Worker } from 'node:worker_threads';
import type { Definition } from '#engine/definition.ts';
import { type Mapping, moveRun } from '#engine/move/move-run.ts';
import { type Foreseen, knownOutlookOf, learn, leaveOpen, Unforeseen } from '#engine/move/trap.ts';
import type { State } from '#engine/state.ts';
import { createPatientThread } from './patient-thread.ts';

type Standing = { readonly version: number; readonly state: State };

type Ways = {
  readonly to: Definition;
  readonly mapping: Mapping;
  readonly at: string;
};

export type Moving = Ways & {
  /** By version. */
  readonly from: { readonly [version: number]: Definition };
  readonly runs: readonly Standing[];
};

export type Question = Ways & { readonly from: Definition; readonly state: State };

/** For each way to stand; the bounds of a proof are reached in a fraction of it. */
const LIMIT_MS = 15_000;
const MEMORY_MB = 512;

const beginThread = (): Worker =>
  new Worker(new URL('./prove-thread.ts', import.meta.url), {
    name: 'moves',
    resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB },
  });

/**
 * From then on `knownOutlookOf` knows of each of these runs; what it knows already is not proved again. Where it takes too long,
 * or the thread ends over it, it is known as not proved.
 */
type Prove = (moving: Moving) => Promise<void>;

export function createProver(begin: () => Worker = beginThread, limitMs = LIMIT_MS): Prove {
  const thread = createPatientThread<Question, Foreseen>(begin, limitMs);
  return async ({ runs, from, ...ways }) => {
    for (const { version, state } of runs) {
      const before = from[version];
      if (!before) throw new Error('invariant: a question holds every version it is about');
      const question = { ...ways, from: before, state };
      // Asked of each behind those before it: where one of them stands alike, it is known by now.
      if (!isUnforeseen(question)) continue;
      const foreseen = await thread.ask(question);
      if (foreseen) learn(ways.to, foreseen);
      else leaveUnproved(question);
    }
  };
}

/** A process has one such thread. */
export const prove: Prove = createProver();

function isUnforeseen({ from, to, state, mapping, at }: Question): boolean {
  try {
    moveRun(from, to, state, mapping, at, knownOutlookOf);
    return false;
  } catch (error) {
    if (error instanceof Unforeseen) return true;
    throw error;
  }
}

const leaveUnproved = ({ from, to, state, mapping, at }: Question): unknown =>
  moveRun(from, to, state, mapping, at, leaveOpen);
