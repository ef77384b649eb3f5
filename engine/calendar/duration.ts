/** Lengths of time, on the wall or in business time, as instants. */
import type { Duration } from '../action.ts';
import {
  addBusinessSeconds,
  businessSecondsBetween,
  type Calendar,
  MOST_DAYS,
} from '../calendar.ts';
import { addSeconds, isDue, wallSeconds } from '../instant.ts';
import { hoursOf } from './hours.ts';
import { DAY } from './week.ts';
import { instantOf, stretchAt } from './zone.ts';

/**
 * The instant this long after another, or null when a calendar is needed that is missing or never open. Business days
 * come first: each is the next open day, with the same clock reading held into that day's hours; a part of a day counts
 * as that part of the average open day of the week that holds then. Business hours and minutes follow from there.
 */
export function addDuration(
  duration: Duration,
  calendar: Calendar | null,
  from: string,
): string | null {
  const wall = wallSeconds(duration);
  if (wall !== null) return addSeconds(from, wall);
  if (!calendar) return null;
  const { businessDays = 0 } = inBusiness(duration);
  const wholeDays = Math.floor(businessDays);
  const base = wholeDays === 0 ? from : openDayFrom(calendar, from, wholeDays);
  const seconds = base === null ? null : secondsBeyondDays(duration, calendar, base);
  return base === null || seconds === null ? null : addBusinessSeconds(calendar, base, seconds);
}

/**
 * The first of the instants this far from one another, counted from `from`, that lies after `now`: when something comes
 * that comes again and again and does not make up for what was missed. Null where `addDuration` has none, and for a length
 * of nothing.
 */
export function nextDue(
  duration: Duration,
  calendar: Calendar | null,
  from: string,
  now: string,
): string | null {
  let last = skipped(duration, calendar, from, now);
  for (;;) {
    const next = addDuration(duration, calendar, last);
    if (next === null || Date.parse(next) <= Date.parse(last)) return null;
    if (!isDue(next, now)) return next;
    last = next;
  }
}

/** The last but one before `now` in one step where only time is counted, so that a short length costs no more than a long one. */
function skipped(duration: Duration, calendar: Calendar | null, from: string, now: string): string {
  const { businessDays = 0 } = inBusiness(duration);
  if (!calendar || wallSeconds(duration) !== null || businessDays >= 1) return from;
  // A part of a day is as long each time only while the same week holds.
  if (businessDays > 0 && averageDayAt(calendar, from) !== averageDayAt(calendar, now)) return from;
  const seconds = Math.round((secondsBeyondDays(duration, calendar, from) ?? 0) * 1_000) / 1_000;
  const passed = businessSecondsBetween(calendar, from, now);
  if (seconds <= 0 || passed <= seconds) return from;
  const whole = Math.floor(passed / seconds) - 1;
  return addBusinessSeconds(calendar, from, whole * seconds) ?? from;
}

const WHOLE_DAY_SECONDS = 86_400;

/**
 * A length in business time as open seconds, a day being an average open day of the week that holds then (without a calendar
 * a whole one). Null for a length on the wall, and for days in a calendar that is never open.
 */
export function businessSecondsOf(
  duration: Duration,
  calendar: Calendar | null,
  at: string,
): number | null {
  if (wallSeconds(duration) !== null) return null;
  const { businessDays = 0, businessHours = 0, businessMinutes = 0 } = inBusiness(duration);
  const seconds = businessHours * 3_600 + businessMinutes * 60;
  if (businessDays === 0) return seconds;
  const day = calendar ? averageDayAt(calendar, at) / 1_000 : WHOLE_DAY_SECONDS;
  return day === 0 ? null : seconds + businessDays * day;
}

type InBusiness = Extract<Duration, { readonly businessDays?: number }>;
export const inBusiness = (duration: Duration): InBusiness => duration as InBusiness;

/** What business hours, minutes and a part of a business day come to; null where no day is ever open. */
export function secondsBeyondDays(
  duration: Duration,
  calendar: Calendar,
  from: string,
): number | null {
  const { businessDays = 0 } = inBusiness(duration);
  const part = businessDays - Math.floor(businessDays);
  return businessSecondsOf({ ...duration, businessDays: part }, calendar, from);
}

const averageDayAt = (calendar: Calendar, at: string): number =>
  hoursOf(calendar).averageDay(readingAt(calendar, at));

/** So many open days after that day, or before it where it is less than none, with the same clock reading held into its hours. */
export function openDayFrom(calendar: Calendar, from: string, days: number): string | null {
  const hours = hoursOf(calendar);
  const reading = readingAt(calendar, from);
  const today = Math.floor(reading / DAY) * DAY;
  const step = Math.sign(days) * DAY;
  let missing = Math.abs(days);
  for (let day = 1; day <= MOST_DAYS; day += 1) {
    const midnight = today + day * step;
    const isBeyond = step > 0 ? midnight >= hours.closes : midnight + DAY <= hours.opens;
    if (isBeyond) return null;
    const open = hours.hoursOf(midnight);
    if (!open) continue;
    missing -= 1;
    if (missing > 0) continue;
    const time = Math.min(Math.max(reading - today, open.from), open.to);
    return new Date(instantOf(calendar.timeZone, midnight + time)).toISOString();
  }
  return null;
}

function readingAt({ timeZone }: Calendar, at: string): number {
  const instant = Date.parse(at);
  return instant + stretchAt(timeZone, instant).offset;
}
