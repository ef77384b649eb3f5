/** A ticket's clocks with every segment and what caused it: the account of each second, worked out from the ledger now. */
import type { Work } from '../work.ts';
import type { Clock, SegmentCause } from './clock.ts';
import { read } from './ledger.ts';
import { ledgerOf, loadClocks } from './loaded.ts';

export type ClockAccount = {
  readonly clock: Clock;
  readonly state: Clock['state'];
  readonly elapsedSeconds: number;
  readonly remainingSeconds: number;
  readonly dueAt: Date | null;
  readonly segments: readonly {
    readonly from: Date;
    readonly to: Date | null;
    readonly state: 'running' | 'paused';
    readonly cause: SegmentCause;
  }[];
};

export async function accountOf(work: Work, ticketId: string): Promise<ClockAccount[]> {
  return (await loadClocks(work, ticketId)).map((loaded) => {
    const reading = read(ledgerOf(loaded), work.now);
    return {
      clock: loaded.clock,
      state: loaded.clock.state === 'cancelled' ? 'cancelled' : reading.state,
      elapsedSeconds: Math.round(reading.elapsedSeconds),
      remainingSeconds: Math.round(reading.remainingSeconds),
      dueAt: reading.dueAt,
      segments: loaded.segments.map((segment) => ({
        from: segment.fromAt,
        to: segment.toAt ?? null,
        state: segment.state,
        cause: segment.cause,
      })),
    };
  });
}
