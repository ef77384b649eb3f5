/**
 * The days that an iCalendar file (RFC 5545) names: its all-day events, each of their days with the event's name. What is no
 * day of its own is listed as left out with the reason, so that nobody believes a holiday was taken that was not.
 */
import ICAL from 'ical.js';
import { dateOf, firstReadingOf, isDate } from '#engine/calendar/dates.ts';
import { mergedByDate, type NamedDay } from '#engine/calendar/holidays.ts';
import { daysLookedAt, isKnown, type Rule, repeated } from '#engine/calendar/recurrence.ts';
import { DAY } from '#engine/calendar/week.ts';
import { invalid } from '../errors.ts';

export type LeftOut = {
  readonly name: string;
  /** As the file says it. */
  readonly from: string | null;
  readonly why: 'timed' | 'cancelled' | 'no_date' | 'rule' | 'too_long' | 'other_years';
};

export type FileDays = { readonly days: readonly NamedDay[]; readonly leftOut: readonly LeftOut[] };

/** First and last, both included. */
export type Years = { readonly first: number; readonly last: number };

const MOST_EVENTS = 5_000;
const MOST_DAYS_OF_ONE = 366;
/** Of all events together; a second's work. */
const MOST_LOOKED_AT = 1_000_000;

/** Only days in these years. @throws DomainError invalid_input at `/ics` for what is no iCalendar file */
export function daysOfFile(text: string, years: Years): FileDays {
  const events = eventsOf(text);
  if (events.length > MOST_EVENTS)
    invalid('/ics', `The file has ${events.length} events; at most ${MOST_EVENTS} can be read.`);
  const moved = movedDates(events);
  const patience = { days: MOST_LOOKED_AT };
  const days: NamedDay[] = [];
  const leftOut: LeftOut[] = [];
  for (const event of events) {
    const name = textOf(event, 'summary').trim() || '—';
    const found = datesOf(event, years, moved, patience);
    if (typeof found === 'string')
      leftOut.push({ name, from: rawOf(event, 'dtstart'), why: found });
    else for (const date of found) days.push({ date, name });
  }
  return { days: mergedByDate(days), leftOut };
}

type Event = InstanceType<typeof ICAL.Component>;

function eventsOf(text: string): readonly Event[] {
  try {
    const parsed: unknown = ICAL.parse(text);
    // Several calendars in one file come as a list of them.
    const roots = Array.isArray(parsed) && typeof parsed[0] === 'string' ? [parsed] : parsed;
    const calendars = (Array.isArray(roots) ? roots : []).map((root) => new ICAL.Component(root));
    if (calendars.length > 0 && calendars.every(({ name }) => name === 'vcalendar'))
      return calendars.flatMap((calendar) => calendar.getAllSubcomponents('vevent'));
  } catch (error) {
    const why = error instanceof Error ? error.message : '';
    return invalid('/ics', `This is no iCalendar file: ${why}`);
  }
  return invalid('/ics', 'This is no iCalendar file: it has no VCALENDAR.');
}

/** How many days may still be looked at. */
type Patience = { days: number };

function datesOf(
  event: Event,
  years: Years,
  moved: Moved,
  patience: Patience,
): readonly string[] | LeftOut['why'] {
  const start = event.getFirstProperty('dtstart');
  if (textOf(event, 'status').toUpperCase() === 'CANCELLED') return 'cancelled';
  if (!start) return 'no_date';
  if (start.type !== 'date') return 'timed';
  const first = rawOf(event, 'dtstart') ?? '';
  const length = lengthOf(event, first);
  if (!isDate(first) || length === null) return 'no_date';
  if (length > MOST_DAYS_OF_ONE) return 'too_long';
  const starts = startsOf(event, first, years, moved, patience);
  if (starts === null) return 'rule';
  const dates = daysFrom(starts, length, years);
  spend(patience, dates.length);
  return dates.length > 0 ? dates : 'other_years';
}

function spend(patience: Patience, days: number): void {
  patience.days -= days;
  if (patience.days < 0) invalid('/ics', 'Too much in the file repeats, over too many years.');
}

function startsOf(
  event: Event,
  first: string,
  { first: year, last }: Years,
  moved: Moved,
  patience: Patience,
): readonly string[] | null {
  const rules = event.getAllProperties('rrule').map((one) => toRule(decoded(one)));
  if (rules.some((rule) => rule === null || !isKnown(rule)) || event.hasProperty('exrule'))
    return null;
  const [from, until] = [`${spelled(Math.max(0, year - 1))}-01-01`, `${spelled(last)}-12-31`];
  const repeats = rules.flatMap((rule) => {
    if (!rule) return [];
    spend(patience, daysLookedAt(first, rule, from, until));
    return repeated(first, rule, from, until);
  });
  const isSingle = rules.length === 0;
  const not = new Set(valuesOf(event, 'exdate'));
  // An event that stands for one of the others does not take itself away.
  const elsewhere = event.hasProperty('recurrence-id') ? null : moved.get(textOf(event, 'uid'));
  const more = valuesOf(event, 'rdate').filter((date) => isDate(date));
  const all = new Set([...(isSingle ? [first] : repeats), ...more]);
  return [...all].filter(
    (date) => from <= date && date <= until && !not.has(date) && !elsewhere?.has(date),
  );
}

const spelled = (year: number): string => String(year).padStart(4, '0');

/** For each event that repeats, the days that another one stands for. */
type Moved = ReadonlyMap<string, ReadonlySet<string>>;

function movedDates(events: readonly Event[]): Moved {
  const moved = new Map<string, Set<string>>();
  for (const event of events) {
    const [date] = valuesOf(event, 'recurrence-id');
    const uid = textOf(event, 'uid');
    if (date !== undefined) moved.set(uid, (moved.get(uid) ?? new Set<string>()).add(date));
  }
  return moved;
}

/** In days. The end is the day after the last one; without one, and without a length, it is one day. */
function lengthOf(event: Event, first: string): number | null {
  const end = rawOf(event, 'dtend');
  if (end !== null)
    return isDate(end.slice(0, 10))
      ? Math.max(1, (firstReadingOf(end.slice(0, 10)) - firstReadingOf(first)) / DAY)
      : null;
  const length = event.getFirstProperty('duration');
  if (!length) return 1;
  const duration = decoded(length);
  if (!(duration instanceof ICAL.Duration)) return null;
  return Math.max(1, Math.ceil(duration.toSeconds() / 86_400));
}

/** Each day once, however many begin before it. */
function daysFrom(starts: readonly string[], length: number, { first, last }: Years): string[] {
  const dates: string[] = [];
  let next = firstReadingOf(`${spelled(first)}-01-01`);
  const end = firstReadingOf(`${spelled(last)}-12-31`) + DAY;
  for (const start of starts.map(firstReadingOf).sort((one, other) => one - other)) {
    const until = Math.min(end, start + length * DAY);
    for (next = Math.max(next, start); next < until; next += DAY) dates.push(dateOf(next));
  }
  return dates;
}

/** The library reads a value when it is asked for, and throws at what it cannot read. */
function decoded(property: InstanceType<typeof ICAL.Property>): unknown {
  try {
    return property.getFirstValue();
  } catch {
    return undefined;
  }
}

const toRule = (value: unknown): Rule | null =>
  value instanceof ICAL.Recur ? ruleOf(value) : null;

/** As the arithmetic of days reads it; of `until` only the day. */
export function ruleOf(value: InstanceType<typeof ICAL.Recur>): Rule {
  const { BYMONTH = [], BYMONTHDAY = [], BYDAY = [], ...others } = value.parts;
  return {
    freq: value.freq,
    interval: value.interval,
    count: value.count,
    until: value.until?.toString().slice(0, 10) ?? null,
    months: [BYMONTH].flat().map(Number),
    monthDays: [BYMONTHDAY].flat().map(Number),
    weekStart: value.wkst - 1,
    weekdays: [BYDAY].flat().map(String),
    others: Object.keys(others),
  };
}

const textOf = (event: Event, name: string): string => rawOf(event, name) ?? '';

/** As the file spells it, before a day that does not exist becomes another one. */
function rawOf(event: Event, name: string): string | null {
  const raw: unknown = event.getFirstProperty(name)?.toJSON()[3];
  return typeof raw === 'string' ? raw : null;
}

const valuesOf = (event: Event, name: string): readonly string[] =>
  event
    .getAllProperties(name)
    .flatMap((property): unknown[] => property.toJSON().slice(3))
    .filter((value): value is string => typeof value === 'string')
    .map((value) => value.slice(0, 10));
