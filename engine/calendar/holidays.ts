/**
 * Holidays that come from somewhere else, put into a calendar. Nothing that is there is taken away: a day that has hours of
 * its own, or another name, stays as it is and is told. A holiday that was only a date gets its name.
 */
import type { Calendar } from '../calendar.ts';

export type NamedDay = { readonly date: string; readonly name: string };

export type LeftDay = NamedDay & {
  /** `there`: just so already. `named`: closed under another name. `open`: somebody gave it hours. */
  readonly why: 'there' | 'named' | 'open';
};

export type AddedHolidays = {
  readonly hours: Calendar;
  readonly added: readonly NamedDay[];
  /** Were closed already, and have a name now. */
  readonly changed: readonly NamedDay[];
  readonly left: readonly LeftDay[];
};

export function addHolidays(calendar: Calendar, days: readonly NamedDay[]): AddedHolidays {
  const exceptions = new Map((calendar.exceptions ?? []).map((day) => [day.date, day]));
  const holidays = new Set(calendar.holidays ?? []);
  const added: NamedDay[] = [];
  const changed: NamedDay[] = [];
  const left: LeftDay[] = [];
  for (const day of mergedByDate(days)) {
    const there = exceptions.get(day.date);
    if (there?.open?.length) left.push({ ...day, why: 'open' });
    else if (there?.name === day.name) left.push({ ...day, why: 'there' });
    else if (there?.name !== undefined) left.push({ ...day, why: 'named' });
    else {
      exceptions.set(day.date, day);
      (there || holidays.has(day.date) ? changed : added).push(day);
    }
  }
  if (added.length + changed.length === 0) return { hours: calendar, added, changed, left };
  const inOrder = [...exceptions.values()].sort((one, other) => (one.date < other.date ? -1 : 1));
  return { hours: { ...calendar, exceptions: inOrder }, added, changed, left };
}

const LONGEST_NAME = 200;

/** In order of their dates; what falls on one day is one holiday with both names. */
export function mergedByDate(days: readonly NamedDay[]): readonly NamedDay[] {
  const names = new Map<string, Set<string>>();
  for (const { date, name } of days)
    names.set(date, (names.get(date) ?? new Set<string>()).add(name));
  return [...names]
    .map(([date, all]) => ({ date, name: cutName([...all].join(' / ')) }))
    .sort((one, other) => (one.date < other.date ? -1 : 1));
}

/** No character is cut in two: half of one cannot be kept. */
const cutName = (name: string): string => name.slice(0, LONGEST_NAME).replace(/\p{Cs}$/u, '');
