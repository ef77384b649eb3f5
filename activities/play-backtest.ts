/**
 * Plays a back-test to its end, from wherever it was left: batches are read here, played in a thread of their own, and
 * written in one transaction each. The next batch is read while one is played. One at a time in each worker, so that a
 * back-test never takes more than one core from it.
 */
import { Worker } from 'node:worker_threads';
import { Context, cancelled } from '@temporalio/activity';
import type { Batch, Frozen, PlayedTicket } from '#domain/backtests/play-batch.ts';
import { type PastTickets, readPastTickets } from '#domain/backtests/read-history.ts';
import { takeUp, writeBatch } from '#domain/backtests/work-off.ts';
import { inTenant, type Store, SYSTEM, type Work } from '#domain/work.ts';
import type { WakeRef } from '#workflows/messages.ts';

const BATCH = 200;
const BEAT_MS = 2_000;

export function createBacktests(store: Store) {
  let last: Promise<unknown> = Promise.resolve();

  return async function playBacktest(ref: WakeRef): Promise<void> {
    const beating = setInterval(() => Context.current().heartbeat(), BEAT_MS);
    const turn = last.catch(() => undefined);
    const { cancellationSignal } = Context.current();
    const work = turn.then(() => playThrough(store, ref, cancellationSignal));
    last = work;
    try {
      await Promise.race([work, cancelled()]);
    } finally {
      clearInterval(beating);
    }
  };
}

/** To its end, unless it is called off. */
export async function playThrough(
  store: Store,
  { tenantId, id }: WakeRef,
  signal?: AbortSignal,
): Promise<void> {
  const cause = { kind: 'system', id, label: 'back-test' } as const;
  const within = <T>(act: (work: Work) => Promise<T>): Promise<T> =>
    inTenant(store, { tenantId, actor: SYSTEM, cause }, act);
  const job = await within((work) => takeUp(work, id));
  if (!job || signal?.aborted) return;
  const thread = openThread(job.frozen);
  const read = (from: number): Promise<PastTickets> =>
    within((work) => readPastTickets(work, id, from, BATCH));
  try {
    let from = job.done;
    let next = await read(from);
    for (;;) {
      const playing = thread.play(next);
      const ahead = read(from + BATCH);
      const [played, following] = await Promise.all([playing, ahead]);
      const before = from;
      const goesOn = await within((work) => writeBatch(work, id, before, played));
      if (!goesOn || signal?.aborted) return;
      from += played.length;
      next = following;
    }
  } finally {
    await thread.close();
  }
}

function openThread(frozen: Frozen) {
  const worker = new Worker(new URL('./backtest-thread.ts', import.meta.url), {
    workerData: frozen,
    name: 'back-test',
  });
  const sent = new Set<number>();
  let waiting = Promise.withResolvers<PlayedTicket[]>();
  worker.on('message', ({ played }: { played: PlayedTicket[] }) => waiting.resolve(played));
  worker.on('error', (error) => waiting.reject(error));
  worker.on('exit', () => waiting.reject(new Error('The thread ended before its time.')));
  // Nobody may be waiting when it ends.
  waiting.promise.catch(() => undefined);
  return {
    play({ tickets, versions }: PastTickets): Promise<PlayedTicket[]> {
      const fresh = [...versions].filter(([number]) => !sent.has(number));
      for (const [number] of fresh) sent.add(number);
      const batch: Batch = { tickets, versions: Object.fromEntries(fresh) };
      waiting = Promise.withResolvers();
      worker.postMessage(batch);
      return waiting.promise;
    },
    close: () => worker.terminate(),
  };
}
