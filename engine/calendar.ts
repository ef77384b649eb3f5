/**
 * Business time: when so much of it will have passed, and how much lies between two instants. A moment is open when its
 * local clock reading lies in an interval of the week and its local date is no holiday; so both passes of a repeated hour
 * count, and readings that the clock skips count nothing. Pure: the same calendar and zone rules, the same answer. Since
 * zone rules change, answers that a run depends on are recorded, never computed again.
 */
import { type Static, Type } from 'typebox';
import type { Duration } from './action.ts';
import { DAY, type OpenWeek, openWeek, WEEKDAYS } from './calendar/week.ts';
import { instantOf, isTimeZone, stretchAt } from './calendar/zone.ts';
import { addSeconds, wallSeconds } from './instant.ts';
import type { Frozen } from './json.ts';

const Time = Type.String({
  pattern: '^(([01]\\d|2[0-3]):[0-5]\\d|24:00)$',
  description: 'A local clock reading; `24:00` closes a day.',
});
const Day = Type.Optional(
  Type.Array(Type.Array(Time, { minItems: 2, maxItems: 2 }), {
    maxItems: 24,
    description: 'Opening and closing times; a missing day is closed.',
  }),
);

export const Calendar = Type.Object(
  {
    timeZone: Type.String({ minLength: 1, maxLength: 100, description: 'An IANA time zone.' }),
    week: Type.Object(
      { mon: Day, tue: Day, wed: Day, thu: Day, fri: Day, sat: Day, sun: Day },
      { additionalProperties: false },
    ),
    holidays: Type.Optional(
      Type.Array(Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' }), { maxItems: 5_000 }),
    ),
  },
  { description: 'Business hours in one time zone.' },
);
export type Calendar = Frozen<Static<typeof Calendar>>;

/** Nothing is looked for further away than this: a calendar that is never open has no answer. */
export const MOST_DAYS = 400 * 366;

/** The earliest instant at which so much business time has passed, or null when it never does. */
export function addBusinessSeconds(
  calendar: Calendar,
  from: string,
  seconds: number,
): string | null {
  const begin = Date.parse(from);
  let missing = Math.round(seconds * 1_000);
  if (missing <= 0) return new Date(begin).toISOString();
  const week = weekOf(calendar);
  const limit = begin + MOST_DAYS * DAY;
  if (week.perWeek === 0) return null;
  for (let at = begin; at < limit; ) {
    const { to, offset } = stretchAt(calendar.timeZone, at);
    const end = Math.min(to, limit);
    const openBefore = week.openBefore(at + offset);
    const open = week.openBefore(end + offset) - openBefore;
    if (open >= missing) {
      const reading = firstReading(week, at + offset, end + offset, openBefore + missing);
      return new Date(reading - offset).toISOString();
    }
    missing -= open;
    at = end;
  }
  return null;
}

/** How much business time lies between two instants; negative when the second is the earlier one. */
export function businessSecondsBetween(calendar: Calendar, from: string, to: string): number {
  const begin = Date.parse(from);
  const end = Date.parse(to);
  if (end < begin) return -businessSecondsBetween(calendar, to, from);
  const week = weekOf(calendar);
  let open = 0;
  for (let at = begin; at < end; ) {
    const stretch = stretchAt(calendar.timeZone, at);
    const until = Math.min(stretch.to, end);
    open += week.openBefore(until + stretch.offset) - week.openBefore(at + stretch.offset);
    at = until;
  }
  return open / 1_000;
}

/** Whether the calendar is open at this instant. */
export function isOpen(calendar: Calendar, at: string): boolean {
  const instant = Date.parse(at);
  const reading = instant + stretchAt(calendar.timeZone, instant).offset;
  const week = weekOf(calendar);
  return week.openBefore(reading + 1) > week.openBefore(reading);
}

/**
 * The instant this long after another, or null when a calendar is needed that is missing or never open. Business days
 * come first: each is the next open day, with the same clock reading held into that day's hours; a part of a day counts
 * as that part of the calendar's average open day. Business hours and minutes follow from there.
 */
export function addDuration(
  duration: Duration,
  calendar: Calendar | null,
  from: string,
): string | null {
  const wall = wallSeconds(duration);
  if (wall !== null) return addSeconds(from, wall);
  if (
    !calendar ||
    !('businessDays' in duration || 'businessHours' in duration || 'businessMinutes' in duration)
  ) {
    return null;
  }
  const { businessDays = 0, businessHours = 0, businessMinutes = 0 } = duration;
  const week = weekOf(calendar);
  const wholeDays = Math.floor(businessDays);
  const day = week.openDaysPerWeek === 0 ? 0 : week.perWeek / week.openDaysPerWeek / 1_000;
  const seconds = (businessDays - wholeDays) * day + businessHours * 3_600 + businessMinutes * 60;
  const base = wholeDays === 0 ? from : addOpenDays(calendar, week, from, wholeDays);
  return base === null ? null : addBusinessSeconds(calendar, base, seconds);
}

/** What keeps this from being a usable calendar, in plain English; empty when nothing does. */
export function calendarProblems(calendar: Calendar): readonly string[] {
  const problems: string[] = [];
  if (!isTimeZone(calendar.timeZone))
    problems.push(`“${calendar.timeZone}” is no known time zone.`);
  for (const day of WEEKDAYS) {
    for (const [from = '', to = ''] of calendar.week[day] ?? []) {
      if (from >= to) problems.push(`On ${day} “${from}” to “${to}” ends before it begins.`);
    }
  }
  for (const date of calendar.holidays ?? []) {
    if (!isDate(date)) problems.push(`“${date}” is no date.`);
  }
  return problems;
}

function addOpenDays(
  calendar: Calendar,
  week: OpenWeek,
  from: string,
  days: number,
): string | null {
  if (week.perWeek === 0) return null;
  const instant = Date.parse(from);
  const reading = instant + stretchAt(calendar.timeZone, instant).offset;
  const today = Math.floor(reading / DAY) * DAY;
  let missing = days;
  for (let day = 1; day <= MOST_DAYS; day += 1) {
    const midnight = today + day * DAY;
    const hours = week.hoursOf(midnight);
    if (!hours) continue;
    missing -= 1;
    if (missing > 0) continue;
    const time = Math.min(Math.max(reading - today, hours.from), hours.to);
    return new Date(instantOf(calendar.timeZone, midnight + time)).toISOString();
  }
  return null;
}

/** The first reading up to which this much is open; it exists between `from` and `to`, and openness never falls. */
function firstReading(week: OpenWeek, from: number, to: number, wanted: number): number {
  let low = from;
  let high = to;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (week.openBefore(middle) >= wanted) high = middle;
    else low = middle;
  }
  return high;
}

const remembered = new WeakMap<Calendar, OpenWeek>();

function weekOf(calendar: Calendar): OpenWeek {
  const known = remembered.get(calendar);
  if (known) return known;
  const week = openWeek(calendar.week, (calendar.holidays ?? []).filter(isDate));
  remembered.set(calendar, week);
  return week;
}

function isDate(text: string): boolean {
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}
