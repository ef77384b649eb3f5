/**
 * A calendar's week as arithmetic on local clock readings, without any time zone. A local reading is a number:
 * milliseconds since 1970-01-01T00:00 as the wall shows it. `openBefore` is the amount of open time before a reading
 * (against a fixed origin), so spans are differences and long ones cost no more than short ones.
 */

const MINUTE = 60_000;
export const DAY = 86_400_000;
const WEEK = 7 * DAY;
/** 1970-01-05, the first Monday: weeks are counted from here. */
const FIRST_MONDAY = 4 * DAY;

export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Weekday = (typeof WEEKDAYS)[number];

type Interval = { readonly from: number; readonly to: number };

export type OpenWeek = {
  /** Open time before this reading, minus that before the first Monday. */
  readonly openBefore: (reading: number) => number;
  /** Open time in a whole week without holidays. */
  readonly perWeek: number;
  readonly openDaysPerWeek: number;
  readonly holidays: number;
  /** First opening and last closing of the day that begins at this reading, or null when it is closed. */
  readonly hoursOf: (midnight: number) => Interval | null;
};

export function openWeek(
  week: { readonly [day in Weekday]?: readonly (readonly string[])[] },
  holidays: readonly string[],
): OpenWeek {
  const days = WEEKDAYS.map((day) => merge((week[day] ?? []).map(toInterval)));
  const lengths = days.map((day) => sum(day.map(({ from, to }) => to - from)));
  const perWeek = sum(lengths);
  const dayOf = (midnight: number): number => modulo((midnight - FIRST_MONDAY) / DAY, 7);
  const closed = [...new Set(holidays.map((date) => Date.parse(`${date}T00:00:00Z`)))]
    .filter((midnight) => (lengths[dayOf(midnight)] ?? 0) > 0)
    .sort((one, other) => one - other);

  const ordinaryBefore = (reading: number): number => {
    const since = reading - FIRST_MONDAY;
    const weeks = Math.floor(since / WEEK);
    const today = Math.floor((since - weeks * WEEK) / DAY);
    const whole = sum(lengths.slice(0, today));
    return weeks * perWeek + whole + openUntil(days[today] ?? [], modulo(since, DAY));
  };
  const holidayOpen = (midnight: number): number => lengths[dayOf(midnight)] ?? 0;
  // What the holidays would have been open: those before 1970 count negatively, like every reading before the origin.
  const totals: number[] = [0];
  for (const midnight of closed) totals.push((totals.at(-1) ?? 0) + holidayOpen(midnight));

  const lostBefore = (reading: number): number => {
    const begun = countBefore(closed, reading);
    const last = closed[begun - 1];
    if (last === undefined || last + DAY <= reading) return totals[begun] ?? 0;
    return (totals[begun - 1] ?? 0) + openUntil(days[dayOf(last)] ?? [], reading - last);
  };
  return {
    openBefore: (reading) => ordinaryBefore(reading) - lostBefore(reading),
    perWeek,
    openDaysPerWeek: lengths.filter((length) => length > 0).length,
    holidays: closed.length,
    hoursOf(midnight) {
      const hours = days[dayOf(midnight)] ?? [];
      const isHoliday = closed[countBefore(closed, midnight)] === midnight;
      const [first] = hours;
      const last = hours.at(-1);
      return !first || !last || isHoliday ? null : { from: first.from, to: last.to };
    },
  };
}

/** `["09:00", "12:30"]` in milliseconds of the day; what is no interval is empty. */
function toInterval([from = '', to = '']: readonly string[]): Interval {
  return { from: toTime(from), to: toTime(to) };
}

function toTime(text: string): number {
  const [, hours, minutes] = /^(\d\d):(\d\d)$/.exec(text) ?? [];
  return Number(hours) * 60 * MINUTE + Number(minutes) * MINUTE;
}

/** In order, without overlaps and without what is empty, so that no minute counts twice. */
function merge(intervals: readonly Interval[]): readonly Interval[] {
  const merged: Interval[] = [];
  const proper = intervals.filter(({ from, to }) => from < to && to <= DAY);
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

function openUntil(day: readonly Interval[], time: number): number {
  return sum(day.map(({ from, to }) => Math.max(0, Math.min(to, time) - from)));
}

/** How many of the ordered numbers are below this one. */
function countBefore(ordered: readonly number[], limit: number): number {
  let low = 0;
  let high = ordered.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ordered[middle] ?? 0) < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

function modulo(number: number, by: number): number {
  return ((number % by) + by) % by;
}
