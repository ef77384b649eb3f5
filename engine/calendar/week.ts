/**
 * Seven days of opening times as arithmetic on local clock readings, without any time zone. A local reading is a number:
 * milliseconds since 1970-01-01T00:00 as the wall shows it. A midnight is the reading at which a day begins.
 */

const MINUTE = 60_000;
export const DAY = 86_400_000;
const WEEK = 7 * DAY;
/** 1970-01-05, the first Monday: weeks are counted from here. */
const FIRST_MONDAY = 4 * DAY;

export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Weekday = (typeof WEEKDAYS)[number];

/** Milliseconds of a day, from (inclusive) and to (exclusive). */
type Interval = { readonly from: number; readonly to: number };
/** In order, none touching another. */
export type OpenDay = readonly Interval[];
/** Opening and closing times as a calendar spells them: `["09:00", "12:30"]`. */
export type Spelled = readonly (readonly string[])[];

export type OpenWeek = {
  /** Open time before this reading, minus that before the first Monday. */
  readonly openBefore: (reading: number) => number;
  /** When it is open on the day that begins at this midnight. */
  readonly dayOf: (midnight: number) => OpenDay;
  /** Open time in a whole week. */
  readonly perWeek: number;
  readonly openDays: number;
};

export function openWeek(week: { readonly [day in Weekday]?: Spelled | undefined }): OpenWeek {
  const days = WEEKDAYS.map((day) => openDay(week[day] ?? []));
  const before = [0];
  for (const day of days) before.push((before.at(-1) ?? 0) + openUntil(day, DAY));
  const perWeek = before[7] ?? 0;
  return {
    openBefore(reading) {
      const since = reading - FIRST_MONDAY;
      const weeks = Math.floor(since / WEEK);
      const inWeek = since - weeks * WEEK;
      const today = Math.floor(inWeek / DAY);
      const open = openUntil(days[today] ?? [], inWeek - today * DAY);
      return weeks * perWeek + (before[today] ?? 0) + open;
    },
    dayOf: (midnight) => days[modulo((midnight - FIRST_MONDAY) / DAY, 7)] ?? [],
    perWeek,
    openDays: days.filter((day) => day.length > 0).length,
  };
}

/** In order, without overlaps and without what is empty, so that no minute counts twice. */
export function openDay(spelled: Spelled): OpenDay {
  const merged: Interval[] = [];
  const proper = spelled.map(toInterval).filter(({ from, to }) => from < to && to <= DAY);
  for (const next of proper.sort((one, other) => one.from - other.from)) {
    const last = merged.at(-1);
    if (last && next.from <= last.to) {
      merged[merged.length - 1] = { from: last.from, to: Math.max(last.to, next.to) };
    } else {
      merged.push(next);
    }
  }
  return merged;
}

/** How long a day has been open by this time of it. */
export function openUntil(day: OpenDay, time: number): number {
  let open = 0;
  for (const { from, to } of day) open += Math.max(0, Math.min(to, time) - from);
  return open;
}

/** What is no time of day is no number, and so is in no interval. */
function toInterval([from = '', to = '']: readonly string[]): Interval {
  return { from: toTime(from), to: toTime(to) };
}

function toTime(text: string): number {
  const [, hours, minutes] = /^(\d\d):(\d\d)$/.exec(text) ?? [];
  return Number(hours) * 60 * MINUTE + Number(minutes) * MINUTE;
}

function modulo(number: number, by: number): number {
  return ((number % by) + by) % by;
}
