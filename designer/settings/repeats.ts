/**
 * How something comes again, as people say it, and as a rule of RFC 5545: what is chosen here is told by the day it begins on.
 * A rule that says something else stays as it was written. Pure.
 */
import { firstReadingOf } from '#engine/calendar/dates.ts';
import { DAY } from '#engine/calendar/week.ts';

export const REPEATS = ['never', 'week', 'fortnight', 'month'] as const;
export type Repeats = (typeof REPEATS)[number];

const DAYS = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'];
/** In a month that has no fifth, it would not come: from there on the last one is meant. */
const FOURTH = 4;

const dayOf = (first: string): string => DAYS[new Date(firstReadingOf(first)).getUTCDay()] ?? 'MO';

/** Which of its weekdays in the month a day is; -1 for the last where there may be no fifth. */
export function nthOf(first: string): number {
  const nth = Math.ceil(Number(first.slice(8, 10)) / 7);
  const inAWeek = new Date(firstReadingOf(first) + 7 * DAY).toISOString();
  return nth > FOURTH || (nth === FOURTH && inAWeek.slice(0, 7) !== first.slice(0, 7)) ? -1 : nth;
}

/** The rule; null for what comes once. */
export function ruleOf(repeats: Repeats, first: string): string | null {
  const day = dayOf(first);
  return {
    never: null,
    week: `FREQ=WEEKLY;BYDAY=${day}`,
    fortnight: `FREQ=WEEKLY;INTERVAL=2;BYDAY=${day}`,
    month: `FREQ=MONTHLY;BYDAY=${nthOf(first)}${day}`,
  }[repeats];
}

/** What a rule says from a day on; null for what only the rule itself can say. */
export const repeatsOf = (rrule: string | null, first: string): Repeats | null =>
  REPEATS.find((one) => ruleOf(one, first) === rrule) ?? null;

/** It begins on another day: what was told by the day goes along, a rule of its own stays. */
export function ruleMoved(rrule: string | null, from: string, to: string): string | null {
  const known = isDate(from) && isDate(to) ? repeatsOf(rrule, from) : null;
  return known === null ? rrule : ruleOf(known, to);
}

export const isDate = (text: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(text);
