/**
 * Plays tickets in a thread of their own. A ticket on which the thread dies, or which takes longer than it may, is found by
 * playing each of its batch alone, and told apart: the others are played all the same.
 */
import { Worker } from 'node:worker_threads';
import type { Batch, Frozen, PastTicket, PlayedTicket } from '#domain/backtests/play-batch.ts';
import type { PastTickets } from '#domain/backtests/read-history.ts';

/** Far longer than any ticket takes that comes to an end: hundreds a second are usual. */
const TICKET_MS = 20_000;
const MEMORY_MB = 512;

const THREAD = new URL('./backtest-thread.ts', import.meta.url);

export type Player = {
  play(past: Pick<PastTickets, 'tickets' | 'versions'>): Promise<readonly PlayedTicket[]>;
  close(): Promise<void>;
};

export function createPlayer(frozen: Frozen, ticketMs = TICKET_MS, file = THREAD): Player {
  const versions = new Map<number, Batch['versions'][string]>();
  let thread: Thread | null = null;
  let isClosed = false;

  async function attempt(tickets: readonly PastTicket[]): Promise<readonly PlayedTicket[]> {
    thread ??= openThread(frozen, file);
    try {
      return await thread.play(tickets, versions, ticketMs);
    } catch (error) {
      await thread?.close();
      thread = null;
      if (isClosed) throw error;
      if (tickets.length > 1) return attemptEach(tickets);
      return tickets.map(({ ord }) => ({ ord, unplayed: 'tooMuch', error: String(error) }));
    }
  }

  async function attemptEach(tickets: readonly PastTicket[]): Promise<readonly PlayedTicket[]> {
    const played: PlayedTicket[] = [];
    for (const ticket of tickets) played.push(...(await attempt([ticket])));
    return played;
  }

  return {
    play(past) {
      for (const [number, version] of past.versions) versions.set(number, version);
      return attempt(past.tickets);
    },
    async close() {
      isClosed = true;
      await thread?.close();
    },
  };
}

type Thread = ReturnType<typeof openThread>;

function openThread(frozen: Frozen, file: URL) {
  const worker = new Worker(file, {
    workerData: frozen,
    name: 'back-test',
    resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB },
  });
  const sent = new Set<number>();
  let waiting = Promise.withResolvers<readonly PlayedTicket[]>();
  worker.on('message', ({ played }: { played: PlayedTicket[] }) => waiting.resolve(played));
  worker.on('error', (error) => waiting.reject(error));
  worker.on('exit', () => waiting.reject(new Error('The thread ended before its time.')));
  // Nobody may be waiting when it ends.
  waiting.promise.catch(() => undefined);

  return {
    async play(
      tickets: readonly PastTicket[],
      versions: ReadonlyMap<number, Batch['versions'][string]>,
      patienceMs: number,
    ): Promise<readonly PlayedTicket[]> {
      const fresh = [...versions].filter(([number]) => !sent.has(number));
      for (const [number] of fresh) sent.add(number);
      const batch: Batch = { tickets, versions: Object.fromEntries(fresh) };
      waiting = Promise.withResolvers();
      worker.postMessage(batch);
      const timer = setTimeout(
        () => waiting.reject(new Error(`It took longer than ${patienceMs} ms.`)),
        patienceMs,
      );
      try {
        return await waiting.promise;
      } finally {
        clearTimeout(timer);
      }
    },
    close: async () => void (await worker.terminate()),
  };
}
