/**
 * The calendar as weeks of days on somebody's wall, with what falls on them: freezes, windows and holidays as bands from their
 * first day to their last, changes on each of their days. A day that clocks make longer or shorter is a day. Pure.
 */

import type { CalendarEntry } from '#designer/client/types/changes.ts';
import { toWall } from '#designer/ui/wall-time.ts';
import { firstReadingOf } from '#engine/calendar/dates.ts';
import { DAY } from '#engine/calendar/week.ts';
import { instantOf } from '#engine/calendar/zone.ts';
import type { View } from './search.ts';

/** Weeks begin on Monday, as service calendars have them. */
const FIRST_MONDAY = Date.parse('1970-01-05T00:00:00Z');

export const addDays = (date: string, days: number): string =>
  new Date(firstReadingOf(date) + days * DAY).toISOString().slice(0, 10);

const mondayOf = (date: string): string => {
  const since = firstReadingOf(date) - FIRST_MONDAY;
  return addDays('1970-01-05', Math.floor(since / (7 * DAY)) * 7);
};

/** The days a view shows around one of them: a week, the weeks of a month, or four weeks from it on. */
export function daysOf(view: View, date: string): readonly string[] {
  const row = (first: string, days: number) =>
    Array.from({ length: days }, (_, index) => addDays(first, index));
  if (view === 'week') return row(mondayOf(date), 7);
  if (view === 'list') return row(date, 28);
  const first = mondayOf(`${date.slice(0, 7)}-01`);
  const next = addDays(`${date.slice(0, 7)}-28`, 4).slice(0, 7);
  const weeks = Math.ceil((firstReadingOf(`${next}-01`) - firstReadingOf(first)) / (7 * DAY));
  return row(first, weeks * 7);
}

/** The day to go to from here. */
export function stepFrom(view: View, date: string, way: 1 | -1): string {
  if (view === 'week') return addDays(date, way * 7);
  if (view === 'list') return addDays(date, way * 28);
  const middle = addDays(`${date.slice(0, 7)}-15`, way * 30);
  return `${middle.slice(0, 7)}-01`;
}

/** From the first midnight to the one after the last day. */
export function spanOf(timeZone: string, days: readonly string[]): { from: string; to: string } {
  const at = (date: string) => new Date(instantOf(timeZone, firstReadingOf(date))).toISOString();
  const [first = '1970-01-01'] = days;
  return { from: at(first), to: at(addDays(days.at(-1) ?? first, 1)) };
}

/** The first and the last day on which it is; what ends at midnight is not on the day that begins. */
export function datesOf(
  timeZone: string,
  { from, to }: Pick<CalendarEntry, 'from' | 'to'>,
): readonly [string, string] {
  const last = new Date(Math.max(Date.parse(from), Date.parse(to) - 1)).toISOString();
  return [toWall(timeZone, from).slice(0, 10), toWall(timeZone, last).slice(0, 10)];
}

/** What of it lies on a day that it touches: all of it, its beginning, its end, or neither. */
export function partOn(
  timeZone: string,
  entry: Pick<CalendarEntry, 'from' | 'to'>,
  date: string,
): 'whole' | 'begins' | 'lasts' | 'ends' {
  const [first, last] = datesOf(timeZone, entry);
  if (first === last) return 'whole';
  if (date === first) return 'begins';
  return date === last ? 'ends' : 'lasts';
}

export type ChangeEntry = Extract<CalendarEntry, { type: 'change' }>;
export type BandEntry = Exclude<CalendarEntry, { type: 'change' }>;

export type Week = {
  readonly days: readonly { readonly date: string; readonly changes: readonly ChangeEntry[] }[];
  /** `first` and `last` count the week's days from 0. */
  readonly bands: readonly {
    readonly entry: BandEntry;
    readonly first: number;
    readonly last: number;
    /** Which of the bands above one another, from 0. */
    readonly row: number;
  }[];
};

export function weeksOf(
  timeZone: string,
  days: readonly string[],
  entries: readonly CalendarEntry[],
): readonly Week[] {
  const placed = entries.map((entry) => ({ entry, dates: datesOf(timeZone, entry) }));
  const weeks: Week[] = [];
  for (let begin = 0; begin < days.length; begin += 7) {
    const dates = days.slice(begin, begin + 7);
    const isOn = ([first, last]: readonly [string, string], date: string) =>
      first <= date && date <= last;
    const here = placed.filter((one) => dates.some((date) => isOn(one.dates, date)));
    const bands: Week['bands'][number][] = [];
    for (const { entry, dates: on } of here) {
      if (entry.type === 'change') continue;
      const first = dates.findIndex((date) => isOn(on, date));
      const last = dates.findLastIndex((date) => isOn(on, date));
      let row = 0;
      while (bands.some((one) => one.row === row && one.first <= last && first <= one.last))
        row += 1;
      bands.push({ entry, first, last, row });
    }
    weeks.push({
      bands,
      days: dates.map((date) => ({
        date,
        changes: here.flatMap(({ entry, dates: on }) =>
          entry.type === 'change' && isOn(on, date) ? [entry] : [],
        ),
      })),
    });
  }
  return weeks;
}
