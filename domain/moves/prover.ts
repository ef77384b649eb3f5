/**
 * Proves in a thread of its own whether runs can come to their end where a move would put them. That may take seconds, which
 * neither a transaction nor the thread that serves everybody has. What was proved is learned here, so that it is only looked up from
 * then on. There is one such thread in a process; it begins with the first question and keeps nobody from ending.
 */
import { Worker } from 'node:worker_threads';
import type { Definition } from '#engine/definition.ts';
import type { Mapping } from '#engine/move/move-run.ts';
import { moveRun } from '#engine/move/move-run.ts';
import { type Foreseen, knownOutlookOf, learn, Unforeseen } from '#engine/move/trap.ts';
import type { State } from '#engine/state.ts';

type Standing = { readonly version: number; readonly state: State };

export type Moving = {
  /** By version. */
  readonly from: { readonly [version: number]: Definition };
  readonly to: Definition;
  readonly mapping: Mapping;
  readonly at: string;
  readonly runs: readonly Standing[];
};

export type Question = Moving & { readonly id: number };
export type Proved = { readonly id: number; readonly foreseen: readonly Foreseen[] };

/** From then on `knownOutlookOf` knows of each of these runs; what it knows already is not proved again. */
export async function prove(moving: Moving): Promise<void> {
  const runs = moving.runs.filter((run) => isUnforeseen(moving, run));
  if (runs.length === 0) return;
  for (const foreseen of await ask({ ...moving, runs })) learn(moving.to, foreseen);
}

function isUnforeseen({ from, to, mapping, at }: Moving, { version, state }: Standing): boolean {
  const before = from[version];
  if (!before) throw new Error('invariant: a question holds every version it is about');
  try {
    moveRun(before, to, state, mapping, at, knownOutlookOf);
    return false;
  } catch (error) {
    if (error instanceof Unforeseen) return true;
    throw error;
  }
}

type Asked = PromiseWithResolvers<readonly Foreseen[]>;

const open = new Map<number, Asked>();
let thread: Worker | null = null;
let count = 0;

function ask(moving: Moving): Promise<readonly Foreseen[]> {
  count += 1;
  const asked: Asked = Promise.withResolvers();
  open.set(count, asked);
  thread ??= begin();
  thread.ref();
  thread.postMessage({ ...moving, id: count } satisfies Question);
  return asked.promise;
}

function begin(): Worker {
  const worker = new Worker(new URL('./prove-thread.ts', import.meta.url), { name: 'moves' });
  worker.on('message', ({ id, foreseen }: Proved) => {
    open.get(id)?.resolve(foreseen);
    open.delete(id);
    if (open.size === 0) worker.unref();
  });
  const end = (error: Error): void => {
    // Who has failed ends afterwards too; what is open by then is asked of the next one.
    if (thread !== worker) return;
    thread = null;
    for (const asked of open.values()) asked.reject(error);
    open.clear();
  };
  worker.on('error', end);
  worker.on('exit', () => end(new Error('The thread ended before its time.')));
  return worker;
}
