/**
 * The time left on a ticket's nearest clock, for lists: from the clock's own row and the calendar version it counts with; and
 * when that calendar closes and opens, so that a page counts on by itself until it asks again.
 */

import { type HoursAt, hoursAt } from '#engine/calendar/hours-at.ts';
import { businessSecondsBetween } from '#engine/calendar.ts';
import type { Hours } from '#engine/clocks/ledger.ts';
import type { Work } from '../work.ts';
import type { CalendarRef, ClockState } from './clock.ts';
import { versionsOf } from './loaded.ts';

export type ClockRow = CalendarRef & {
  readonly state: ClockState;
  readonly dueAt: Date | null;
  readonly remainingSeconds: number | null;
};

export type Remaining = {
  /** Below zero when overdue; null where it cannot be told. */
  readonly seconds: number | null;
  /** Null where every second counts, and where the clock does not run. */
  readonly hours: HoursAt | null;
};

/** Gives a function that says how many counted seconds are left. */
export async function remainingBy(
  work: Pick<Work, 'em' | 'tenantId' | 'now'>,
  clocks: readonly ClockRow[],
): Promise<(clock: ClockRow) => Remaining> {
  const running = clocks.filter(({ dueAt }) => dueAt !== null);
  const { hours } = await versionsOf(work, [], running);
  const now = work.now.toISOString();
  const known = new Map<Hours, HoursAt>();
  const at = (calendar: Exclude<Hours, 'always'>): HoursAt => {
    const found = known.get(calendar) ?? hoursAt(calendar, now);
    known.set(calendar, found);
    return found;
  };
  return (clock) => {
    const { dueAt } = clock;
    if (dueAt === null) {
      const left = clock.remainingSeconds;
      return { seconds: left === null ? null : Math.round(left), hours: null };
    }
    const counting = hours(clock);
    if (counting === 'always')
      return { seconds: Math.round((dueAt.getTime() - work.now.getTime()) / 1_000), hours: null };
    const seconds = Math.round(businessSecondsBetween(counting, now, dueAt.toISOString()));
    return { seconds, hours: at(counting) };
  };
}
