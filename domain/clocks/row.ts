/** A clock as its row is written, from what is promised and what has happened so far. */
import type { Ledger } from '#engine/clocks/ledger.ts';
import type { Place } from '#engine/clocks/standing.ts';
import { targetSecondsOf } from './choose-hours.ts';
import { rowOf } from './ledger-row.ts';
import type { Piece, Promised } from './plan.ts';

export type Lived = { readonly place: Place; readonly segments: readonly Piece[] };

export type Subject = {
  readonly kind: 'ticket' | 'task' | 'approval';
  readonly id: string;
  readonly ticketId: string;
};

/** A clock as it is to be written: the values of its row. */
export function clockRow(promised: Promised, lived: Lived, subject: Subject, now: Date) {
  const { choice, policyVersion } = promised;
  const { policy } = choice;
  const targetSeconds = targetOf(promised, lived);
  const ledger: Ledger = { targetSeconds, segments: lived.segments };
  const begun = lived.segments[0]?.from;
  return {
    ticketId: subject.ticketId,
    subjectKind: subject.kind,
    subjectId: subject.id,
    track: choice.track,
    kind: policy.kind,
    measures: policy.measures,
    name: policy.name,
    ...lived.place,
    policyKey: policy.key,
    policyVersion,
    targetId: choice.target.id,
    targetSeconds,
    calendarKey: promised.calendarKey,
    calendarVersion: promised.calendarVersion,
    calendarZone: promised.calendarZone,
    startedAt: begun === undefined ? now : new Date(begun),
    stoppedAt: stoppedAt(lived),
    ...rowOf(ledger, lived.place, policy, null, now),
  };
}

/** A business day is as long as in the week in which the clock begins, in the calendar it counts with. */
export function targetOf({ choice, hours, targetSeconds }: Promised, { segments }: Lived): number {
  const begun = segments[0]?.from;
  if (begun === undefined) return targetSeconds;
  return targetSecondsOf(choice.target.within, hours, new Date(begun)) ?? targetSeconds;
}

export const stoppedAt = ({ place, segments }: Lived): Date | null => {
  const over = place.standing === 'stopped' || place.standing === 'cancelled';
  const end = over ? segments.at(-1)?.to : null;
  return end ? new Date(end) : null;
};
