/**
 * All that a calendar says of its days, as arithmetic on local clock readings: the week of whichever period holds, and the
 * days that are not like their week. `openBefore` is the amount of open time before a reading (against a fixed origin), so
 * spans are differences, and ten years cost what a day costs.
 */
import type { Calendar } from '../calendar.ts';
import { firstReadingOf, isDate } from './dates.ts';
import { DAY, type OpenDay, type OpenWeek, openDay, openUntil, openWeek } from './week.ts';

export type OpenHours = {
  /** Open time before this reading, minus that before the origin. */
  readonly openBefore: (reading: number) => number;
  /** No reading before `opens`, and none from `closes` on, is open; infinite where there is no such end. */
  readonly opens: number;
  readonly closes: number;
  /** When it is open on the day that begins at this reading. */
  readonly dayOf: (midnight: number) => OpenDay;
  /** First opening and last closing of the day that begins at this reading, or null when it is closed. */
  readonly hoursOf: (midnight: number) => { readonly from: number; readonly to: number } | null;
  /** An average open day of the week that holds then, else of the next that has one; 0 when none has. */
  readonly averageDay: (reading: number) => number;
};

type Period = OpenWeekFrom & { readonly before: number };
/** Holds from (inclusive) to (exclusive). */
type OpenWeekFrom = { readonly from: number; readonly to: number; readonly week: OpenWeek };
type Special = { readonly midnight: number; readonly open: OpenDay };

const remembered = new WeakMap<Calendar, OpenHours>();

export function hoursOf(calendar: Calendar): OpenHours {
  const known = remembered.get(calendar);
  if (known) return known;
  const hours = openHours(calendar);
  remembered.set(calendar, hours);
  return hours;
}

function openHours(calendar: Calendar): OpenHours {
  const periods = periodsOf(calendar);
  const specials = specialsOf(calendar);
  const midnights = specials.map(({ midnight }) => midnight);
  const starts = periods.map(({ from }) => from);

  const ordinaryBefore = (reading: number): number => {
    const at = Math.max(0, countBefore(starts, reading) - 1);
    const period = periods[at];
    return period ? openBy(period, reading) : 0;
  };
  const ordinaryDay = (midnight: number): OpenDay => {
    const period = periods[countBefore(starts, midnight + 1) - 1];
    return period && midnight < period.to ? period.week.dayOf(midnight) : [];
  };
  /** What a special day has more, or less, than it would have had by this time of it. */
  const difference = ({ midnight, open }: Special, time: number): number =>
    openUntil(open, time) - openUntil(ordinaryDay(midnight), time);
  const differences = [0];
  for (const day of specials) differences.push((differences.at(-1) ?? 0) + difference(day, DAY));

  const specialBefore = (reading: number): number => {
    const begun = countBefore(midnights, reading);
    const last = specials[begun - 1];
    if (!last || last.midnight + DAY <= reading) return differences[begun] ?? 0;
    return (differences[begun - 1] ?? 0) + difference(last, reading - last.midnight);
  };
  const dayOf = (midnight: number): OpenDay => {
    const special = specials[countBefore(midnights, midnight)];
    return special?.midnight === midnight ? special.open : ordinaryDay(midnight);
  };
  const opening = periods.filter(({ week }) => week.perWeek > 0);
  const openSpecials = specials.filter(({ open }) => open.length > 0);
  return {
    openBefore: (reading) => ordinaryBefore(reading) + specialBefore(reading),
    opens: Math.min(
      opening[0]?.from ?? Number.POSITIVE_INFINITY,
      openSpecials[0]?.midnight ?? Number.POSITIVE_INFINITY,
    ),
    closes: Math.max(
      opening.at(-1)?.to ?? Number.NEGATIVE_INFINITY,
      (openSpecials.at(-1)?.midnight ?? Number.NEGATIVE_INFINITY) + DAY,
    ),
    dayOf,
    hoursOf(midnight) {
      const day = dayOf(midnight);
      const [first] = day;
      const last = day.at(-1);
      return first && last ? { from: first.from, to: last.to } : null;
    },
    averageDay(reading) {
      const week = opening.find(({ to }) => reading < to)?.week;
      return week ? week.perWeek / week.openDays : 0;
    },
  };
}

/** In order, each with the open time before it; a calendar with one week has one that holds always. */
function periodsOf({ week, periods }: Calendar): readonly Period[] {
  const said: readonly OpenWeekFrom[] = periods
    ? periods.map((period) => ({
        from: period.from === undefined ? Number.NEGATIVE_INFINITY : firstReadingOf(period.from),
        to:
          period.until === undefined
            ? Number.POSITIVE_INFINITY
            : firstReadingOf(period.until) + DAY,
        week: openWeek(period.week),
      }))
    : [
        {
          from: Number.NEGATIVE_INFINITY,
          to: Number.POSITIVE_INFINITY,
          week: openWeek(week ?? {}),
        },
      ];
  let before = 0;
  return said
    .filter(({ from, to }) => from < to)
    .sort((one, other) => (one.from < other.from ? -1 : 1))
    .map((period) => {
      const counted = { ...period, before };
      before = openBy(counted, period.to);
      return counted;
    });
}

/** Open time by this reading as far as this period knows; the origin of one that has always held is its end. */
function openBy({ from, to, week, before }: Period, reading: number): number {
  const origin = Number.isFinite(from) ? from : Number.isFinite(to) ? to : 0;
  const at = Math.min(Math.max(reading, from), to);
  return Number.isFinite(at) ? before + week.openBefore(at) - week.openBefore(origin) : before;
}

/** The days that are not like their week, in order. An exception counts before a holiday. */
function specialsOf({ holidays = [], exceptions = [] }: Calendar): readonly Special[] {
  const days = new Map<number, OpenDay>();
  for (const date of holidays.filter(isDate)) days.set(firstReadingOf(date), []);
  for (const { date, open = [] } of exceptions)
    if (isDate(date)) days.set(firstReadingOf(date), openDay(open));
  return [...days]
    .map(([midnight, open]) => ({ midnight, open }))
    .sort((one, other) => one.midnight - other.midnight);
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
