/**
 * Plays a back-test from wherever it was left: batches are read here, played in a thread of their own, and written in one
 * transaction each. The next batch is read while one is played. It goes on to its end unless another tenant's waits for this
 * worker: then it makes room after a while, and asks for its next turn like everybody else.
 */
import { ApplicationFailure, Context, cancelled, log } from '@temporalio/activity';
import type { PlayedTicket } from '#domain/backtests/play-batch.ts';
import type { PastTickets } from '#domain/backtests/read-history.ts';
import { takeUp, writeBatch } from '#domain/backtests/work-off.ts';
import { refusalOf } from '#domain/refusal-of.ts';
import { inTenant, type Store, SYSTEM } from '#domain/work.ts';
import type { WakeRef } from '#workflows/messages.ts';
import { createPlayer, type Player } from './backtest-player.ts';
import { readPast, type Within } from './read-past.ts';
import { Turns } from './turns.ts';

const BATCH = 250;
const BEAT_MS = 2_000;
/** How long somebody who is waited for goes on. */
const TURN_MS = 5_000;
/** What the database refuses so often it refuses for good. */
const TRIES = 5;

/** `over`: nothing is left to be done. `left`: it made room. `waiting`: it was not its turn. */
export type Turn = 'over' | 'left' | 'waiting';

export function createBacktests(store: Store) {
  const turns = new Turns();

  return async function playBacktest(ref: WakeRef): Promise<Turn> {
    if (!turns.take(ref.id, Date.now())) return 'waiting';
    const context = Context.current();
    const beating = setInterval(() => context.heartbeat(), BEAT_MS);
    const began = Date.now();
    const { cancellationSignal: signal } = context;
    const isToLeave = () => turns.isAwaited && Date.now() - began > TURN_MS;
    const work = playThrough(store, ref, { signal, isToLeave, onUnplayed: tell }).finally(() =>
      turns.leave(),
    );
    try {
      return await Promise.race([work, cancelled()]);
    } catch (error) {
      const why = refusalOf(error);
      if (why !== null && context.info.attempt >= TRIES) throw ApplicationFailure.nonRetryable(why);
      throw error;
    } finally {
      clearInterval(beating);
    }
  };
}

const tell = (run: PlayedTicket): void =>
  log.warn('A ticket of a back-test could not be played.', { ...run });

export type Manner = {
  readonly signal?: AbortSignal;
  /** Asked after each batch. */
  readonly isToLeave?: () => boolean;
  readonly onUnplayed?: (ticket: PlayedTicket) => void;
};

/** To its end, unless it is called off or has to leave. */
export async function playThrough(
  store: Store,
  { tenantId, id }: WakeRef,
  { signal, isToLeave = () => false, onUnplayed = () => undefined }: Manner = {},
): Promise<Turn> {
  const cause = { kind: 'system', id, label: 'back-test' } as const;
  const within: Within = (act) => inTenant(store, { tenantId, actor: SYSTEM, cause }, act);
  const job = await within((work) => takeUp(work, id));
  if (!job || signal?.aborted) return 'over';
  const { frozen, done, total } = job;
  const read = (from: number): Promise<PastTickets> =>
    readPast(within, id, from, Math.min(from + BATCH, total));
  const player = createPlayer(frozen);
  try {
    let from = done;
    let next = await read(from);
    for (;;) {
      const [played, following] = await Promise.all([
        playAll(player, next),
        read(Math.min(from + BATCH, total)),
      ]);
      const before = from;
      if (!(await within((work) => writeBatch(work, id, before, played)))) return 'over';
      for (const ticket of played) if ('unplayed' in ticket) onUnplayed(ticket);
      if (signal?.aborted) return 'over';
      from += played.length;
      next = following;
      if (isToLeave()) return 'left';
    }
  } finally {
    await player.close();
  }
}

async function playAll(player: Player, past: PastTickets): Promise<readonly PlayedTicket[]> {
  const played = past.tickets.length > 0 ? await player.play(past) : [];
  return [...played, ...past.unread].sort((one, other) => one.ord - other.ord);
}
