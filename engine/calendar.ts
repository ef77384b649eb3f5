/**
 * Business time: when so much of it will have passed, or had still to pass, and how much lies between two instants. A
 * moment is open when its local clock reading lies in an interval of its local date: those of an exception for that date,
 * else none on a holiday, else those of the week that holds then. So both passes of a repeated hour count, and readings
 * that the clock skips count nothing. Pure: the same calendar and zone rules, the same answer. Since zone rules change,
 * answers that a run depends on are recorded, never computed again.
 */
import { type Static, Type } from 'typebox';
import { hoursOf, type OpenHours } from './calendar/hours.ts';
import { DAY } from './calendar/week.ts';
import { stretchAt } from './calendar/zone.ts';
import type { Frozen } from './json.ts';

const closed = { additionalProperties: false } as const;

const Time = Type.String({
  pattern: '^(([01]\\d|2[0-3]):[0-5]\\d|24:00)$',
  description: 'A local clock reading; `24:00` closes a day.',
});
const LocalDate = (description: string) =>
  Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$', description });

const hoursSaying = (description: string) =>
  Type.Optional(
    Type.Array(Type.Array(Time, { minItems: 2, maxItems: 2 }), { maxItems: 24, description }),
  );
const Day = hoursSaying('Opening and closing times; a missing day is closed.');
const Week = Type.Object(
  { mon: Day, tue: Day, wed: Day, thu: Day, fri: Day, sat: Day, sun: Day },
  closed,
);

const Period = Type.Object(
  {
    from: Type.Optional(LocalDate('The first day it holds; without one it always has.')),
    until: Type.Optional(LocalDate('The last day it holds; without one it holds for good.')),
    week: Week,
  },
  { ...closed, description: 'A week, and the days for which it holds.' },
);

const Exception = Type.Object(
  {
    date: LocalDate('The local date.'),
    name: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
    open: hoursSaying('When it is open on that day; without any it is closed.'),
  },
  {
    ...closed,
    description: 'One day that is otherwise: it counts before holidays, the week and its periods.',
  },
);

export const Calendar = Type.Object(
  {
    timeZone: Type.String({ minLength: 1, maxLength: 100, description: 'An IANA time zone.' }),
    week: Type.Optional(Week),
    periods: Type.Optional(
      Type.Array(Period, {
        minItems: 1,
        maxItems: 200,
        description: 'Instead of `week`, where the hours change; outside of them it is closed.',
      }),
    ),
    holidays: Type.Optional(
      Type.Array(LocalDate('Closed on this local date.'), { maxItems: 5_000 }),
    ),
    exceptions: Type.Optional(Type.Array(Exception, { maxItems: 5_000 })),
  },
  { description: 'Business hours in one time zone.' },
);
export type Calendar = Frozen<Static<typeof Calendar>>;

/** Nothing is looked for further away than this: a calendar that is hardly ever open has no answer. */
export const MOST_DAYS = 400 * 366;
/** No zone's clock has ever been put forward or back by more than this at once. */
const LARGEST_JUMP = 2 * DAY;

/** The earliest instant at which so much business time has passed, or null when it never does. */
export function addBusinessSeconds(
  calendar: Calendar,
  from: string,
  seconds: number,
): string | null {
  const begin = Date.parse(from);
  let missing = Math.round(seconds * 1_000);
  if (missing <= 0) return new Date(begin).toISOString();
  const hours = hoursOf(calendar);
  const limit = begin + MOST_DAYS * DAY;
  for (let at = begin; at < limit; ) {
    const { to, offset } = stretchAt(calendar.timeZone, at);
    if (at + offset > hours.closes + LARGEST_JUMP) return null;
    const end = Math.min(to, limit);
    const openBefore = hours.openBefore(at + offset);
    const open = hours.openBefore(end + offset) - openBefore;
    if (open >= missing) {
      const reading = firstReading(hours, at + offset, end + offset, openBefore + missing);
      return new Date(reading - offset).toISOString();
    }
    missing -= open;
    at = end;
  }
  return null;
}

/** The latest instant from which on so much business time passes until another one, or null when there is none. */
export function subtractBusinessSeconds(
  calendar: Calendar,
  until: string,
  seconds: number,
): string | null {
  const end = Date.parse(until);
  let missing = Math.round(seconds * 1_000);
  if (missing <= 0) return new Date(end).toISOString();
  const hours = hoursOf(calendar);
  const limit = end - MOST_DAYS * DAY;
  for (let at = end; at > limit; ) {
    const { from, offset } = stretchAt(calendar.timeZone, at - 1);
    if (at + offset < hours.opens - LARGEST_JUMP) return null;
    const begin = Math.max(from, limit);
    const openBefore = hours.openBefore(at + offset);
    const open = openBefore - hours.openBefore(begin + offset);
    if (open >= missing) {
      const reading = lastReading(hours, begin + offset, at + offset, openBefore - missing);
      return new Date(reading - offset).toISOString();
    }
    missing -= open;
    at = begin;
  }
  return null;
}

/** How much business time lies between two instants; negative when the second is the earlier one. */
export function businessSecondsBetween(calendar: Calendar, from: string, to: string): number {
  const begin = Date.parse(from);
  const end = Date.parse(to);
  if (end < begin) return -businessSecondsBetween(calendar, to, from);
  const hours = hoursOf(calendar);
  let open = 0;
  for (let at = begin; at < end; ) {
    const stretch = stretchAt(calendar.timeZone, at);
    const until = Math.min(stretch.to, end);
    open += hours.openBefore(until + stretch.offset) - hours.openBefore(at + stretch.offset);
    at = until;
  }
  return open / 1_000;
}

/** Whether the calendar is open at this instant. */
export function isOpen(calendar: Calendar, at: string): boolean {
  const instant = Date.parse(at);
  const reading = instant + stretchAt(calendar.timeZone, instant).offset;
  const { openBefore } = hoursOf(calendar);
  return openBefore(reading + 1) > openBefore(reading);
}

/** The first reading before which this much is open; it lies after `from`, at `to` at the latest, and openness never falls. */
function firstReading(hours: OpenHours, from: number, to: number, wanted: number): number {
  return border(from, to, (reading) => hours.openBefore(reading) >= wanted) + 1;
}

/** The last reading before which no more than this is open; it lies before `to`, at `from` at the earliest. */
function lastReading(hours: OpenHours, from: number, to: number, wanted: number): number {
  return border(from, to, (reading) => hours.openBefore(reading) > wanted);
}

/** The last reading before it is so, given that it is not so at `from`, is so at `to`, and stays so. */
function border(from: number, to: number, isSo: (reading: number) => boolean): number {
  let low = from;
  let high = to;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (isSo(middle)) high = middle;
    else low = middle;
  }
  return low;
}
