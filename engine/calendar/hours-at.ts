/** Whether a calendar is open at an instant, and when that changes: what a countdown needs to go on by itself. */

import { addBusinessSeconds, type Calendar } from '../calendar.ts';
import { addSeconds } from '../instant.ts';
import { openStretches } from './open-stretches.ts';

export type HoursAt = {
  readonly open: boolean;
  /** When it closes next, where it is open and closes within the days that are looked at. */
  readonly closesAt: string | null;
  /** When it opens next; null where it does not close before, or never opens again. */
  readonly opensAt: string | null;
};

const AHEAD_SECONDS = 8 * 86_400;
const MOST_STRETCHES = 500;

export function hoursAt(calendar: Calendar, at: string): HoursAt {
  const until = addSeconds(at, AHEAD_SECONDS);
  const [first, second] = openStretches(calendar, at, until, MOST_STRETCHES) ?? [];
  if (first?.from !== at)
    return { open: false, closesAt: null, opensAt: first?.from ?? nextOpening(calendar, at) };
  const closesAt = first.to < until ? first.to : null;
  const opensAt = closesAt === null ? null : (second?.from ?? nextOpening(calendar, closesAt));
  return { open: true, closesAt, opensAt };
}

/** The instant from which on the next moment counts. */
function nextOpening(calendar: Calendar, at: string): string | null {
  const first = addBusinessSeconds(calendar, at, 0.001);
  return first === null ? null : new Date(Date.parse(first) - 1).toISOString();
}
