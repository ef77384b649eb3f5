/** What a clock's row says, worked out from its ledger: for lists, and for waking up. */
import { cyclesOf, type Ledger, read } from '#engine/clocks/ledger.ts';
import { marksBy, nextMark, type Threshold } from '#engine/clocks/marks.ts';
import type { ClockKind, ClockPolicy } from '#engine/clocks/policy.ts';
import type { Place } from '#engine/clocks/standing.ts';
import type { ClockStand, ClockState } from './clock.ts';

/** Told at the deadline where the policy names nothing for it: a breach is always told. */
export const DEADLINE: Threshold = { id: '#deadline', at: { percent: 100 } };

export function thresholdsOf({ thresholds }: ClockPolicy): readonly Threshold[] {
  const hasDeadline = thresholds.some(({ at }) => 'percent' in at && at.percent === 100);
  return hasDeadline ? thresholds : [...thresholds, DEADLINE];
}

export type LedgerRow = {
  readonly state: ClockState;
  readonly dueAt: Date | null;
  readonly nextAt: Date | null;
  readonly breachedAt: Date | null;
  readonly remainingSeconds: number | null;
};

/** `toldUntil`: thresholds until then have been told. */
export function rowOf(
  ledger: Ledger,
  place: Place,
  policy: ClockPolicy,
  toldUntil: Date | null,
  now: Date,
): LedgerRow {
  const reading = read(ledger, now.toISOString());
  return {
    state: place.standing === 'cancelled' ? 'cancelled' : reading.state,
    dueAt: instant(reading.dueAt),
    nextAt: instant(nextUntold(ledger, policy, toldUntil, place)),
    breachedAt: instant(reading.reachedAt),
    remainingSeconds: reading.ticking ? null : reading.remainingSeconds,
  };
}

/** A clock that is cancelled promises nothing any more. */
function nextUntold(
  ledger: Ledger,
  policy: ClockPolicy,
  toldUntil: Date | null,
  { standing, cycle }: Place,
): string | null {
  if (standing === 'cancelled') return null;
  const thresholds = thresholdsOf(policy);
  const since = toldUntil?.toISOString() ?? '';
  // What an earlier cycle still has to tell is older than anything of this one.
  for (const past of cyclesOf(ledger)) {
    const [first] = past.segments;
    if (!first || first.cycle >= cycle) break;
    const end = past.segments.at(-1)?.to ?? '';
    const missed = marksBy(past, thresholds, end).find(({ at }) => at > since);
    if (missed) return missed.at;
  }
  return nextMark(ledger, thresholds, since)?.at ?? null;
}

export function standOf(ledger: Ledger, place: Place, now: Date): ClockStand {
  const reading = read(ledger, now.toISOString());
  return {
    state: place.standing === 'cancelled' ? 'cancelled' : reading.state,
    elapsedSeconds: Math.round(reading.elapsedSeconds),
    targetSeconds: ledger.targetSeconds,
    dueAt: reading.dueAt,
    breachedAt: reading.reachedAt,
  };
}

const instant = (text: string | null): Date | null => (text === null ? null : new Date(text));

/** The earliest of some instants; null when there is none. */
export function earliest(instants: readonly (Date | null | undefined)[]): Date | null {
  return instants.reduce<Date | null>(
    (first, at) => (at && (first === null || at < first) ? at : first),
    null,
  );
}

/** Of what is promised to others, as long as any of it is still to be kept; else of what is agreed inside. */
export function nearestDue(
  clocks: readonly {
    readonly kind: ClockKind;
    readonly dueAt?: Date | null;
    readonly stoppedAt?: Date | null;
  }[],
): Date | null {
  const open = clocks.filter(({ stoppedAt }) => !stoppedAt);
  const promised = open.filter(({ kind }) => kind === 'sla');
  return earliest((promised.length > 0 ? promised : open).map(({ dueAt }) => dueAt));
}
