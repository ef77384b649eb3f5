/**
 * A calendar while it is being edited: hours as texts, so that half a word is never lost, and all days that are otherwise in
 * one list, whether the record calls them holidays or exceptions. Pure.
 */
import { isDate } from '#engine/calendar/dates.ts';
import { specialDays } from '#engine/calendar/differences.ts';
import type { NamedDay } from '#engine/calendar/holidays.ts';
import { WEEKDAYS, type Weekday } from '#engine/calendar/week.ts';
import type { Calendar } from '#engine/calendar.ts';
import { readHours, writeHours } from './hours-text.ts';

export type WeekTexts = { readonly [day in Weekday]: string };
/** Empty dates: from ever, or for good. */
export type PeriodDraft = {
  readonly from: string;
  readonly until: string;
  readonly week: WeekTexts;
};
/** No hours: closed. */
export type DayDraft = { readonly date: string; readonly name: string; readonly hours: string };

export type CalendarDraft = {
  readonly name: string;
  readonly timeZone: string;
  /** One without dates where the week always holds. */
  readonly periods: readonly PeriodDraft[];
  readonly days: readonly DayDraft[];
};

export const CLOSED: WeekTexts = { mon: '', tue: '', wed: '', thu: '', fri: '', sat: '', sun: '' };
export const ALL_DAY = '00:00–24:00';

export function toDraft({ name, ...hours }: Calendar & { readonly name: string }): CalendarDraft {
  const periods = hours.periods ?? [{ week: hours.week ?? {} }];
  return {
    name,
    timeZone: hours.timeZone,
    periods: periods.map((period) => {
      const { from = '', until = '' } = { from: undefined, until: undefined, ...period };
      const texts = WEEKDAYS.map((day) => [day, spelled(period.week[day])]);
      return { from, until, week: { ...CLOSED, ...Object.fromEntries(texts) } };
    }),
    days: [...specialDays(hours)]
      .map(([date, day]) => ({ date, name: day.name ?? '', hours: writeHours(day.open) }))
      .sort(byDate),
  };
}

const spelled = (intervals: readonly (readonly string[])[] = []): string =>
  intervals.map(([from, to]) => `${from}–${to}`).join(', ');

const byDate = (one: DayDraft, other: DayDraft): number => (one.date < other.date ? -1 : 1);

/** What is wrong with it: the place in the draft, as `periods/0/week/mon` or `days/3/date`. */
export type Mistake = { readonly at: string; readonly what: 'hours' | 'date' | 'twice' | 'name' };

export function mistakesIn({ name, periods, days }: CalendarDraft): readonly Mistake[] {
  const dates = new Set<string>();
  return [
    ...(name.trim() === '' ? [{ at: 'name', what: 'name' } as const] : []),
    ...periods.flatMap(({ from, until, week }, index) => [
      ...wrongDate(`periods/${index}/from`, from, true),
      ...wrongDate(`periods/${index}/until`, until, true),
      ...WEEKDAYS.flatMap((day) => wrongHours(`periods/${index}/week/${day}`, week[day])),
    ]),
    ...days.flatMap(({ date, hours }, index): Mistake[] => {
      const isSecond = date !== '' && dates.has(date);
      dates.add(date);
      return [
        ...wrongDate(`days/${index}/date`, date, false),
        ...(isSecond ? [{ at: `days/${index}/date`, what: 'twice' } as const] : []),
        ...wrongHours(`days/${index}/hours`, hours),
      ];
    }),
  ];
}

const wrongHours = (at: string, text: string): Mistake[] =>
  readHours(text) === null ? [{ at, what: 'hours' }] : [];
const wrongDate = (at: string, text: string, mayLack: boolean): Mistake[] =>
  (text === '' && mayLack) || isDate(text) ? [] : [{ at, what: 'date' }];

/** As far as it can be read: what cannot counts as closed, and days without a date are left out. */
export function toHours({ timeZone, periods, days }: CalendarDraft): Calendar {
  const weeks = periods.map(({ from, until, week }) => ({
    ...(isDate(from) ? { from } : {}),
    ...(isDate(until) ? { until } : {}),
    week: toWeek(week),
  }));
  const [only] = weeks;
  const isAlways = weeks.length === 1 && only && !('from' in only) && !('until' in only);
  const dated = days.filter(({ date }) => isDate(date)).toSorted(byDate);
  const isBare = ({ name, hours }: DayDraft) => name.trim() === '' && isClosed(hours);
  return {
    timeZone,
    ...(isAlways ? { week: only.week } : { periods: weeks }),
    holidays: dated.filter(isBare).map(({ date }) => date),
    exceptions: dated
      .filter((day) => !isBare(day))
      .map(({ date, name, hours }) => ({
        date,
        ...(name.trim() === '' ? {} : { name: name.trim() }),
        ...(isClosed(hours) ? {} : { open: mutable(readHours(hours) ?? []) }),
      })),
  };
}

const isClosed = (text: string): boolean => (readHours(text) ?? []).length === 0;

const toWeek = (week: WeekTexts): NonNullable<Calendar['week']> =>
  Object.fromEntries(
    WEEKDAYS.flatMap((day) => {
      const hours = readHours(week[day]) ?? [];
      return hours.length > 0 ? [[day, mutable(hours)]] : [];
    }),
  );

const mutable = (hours: readonly (readonly [string, string])[]): [string, string][] =>
  hours.map(([from, to]) => [from, to]);

/** Where hours of the record stand in the draft: `/week/mon/0` is `periods/0/week/mon`. Null for what has no field. */
export function placeOf(pointer: string, draft: CalendarDraft): string | null {
  const [, part, first = '', second = '', third = ''] = pointer.split('/');
  if (part === 'week') return `periods/0/week/${first}`;
  if (part === 'periods')
    return second === 'week'
      ? `periods/${first}/week/${third}`
      : `periods/${first}/${second || 'from'}`;
  if (part !== 'exceptions' && part !== 'holidays') return null;
  const { holidays, exceptions } = toHours(draft);
  const day = part === 'exceptions' ? exceptions?.[Number(first)]?.date : holidays?.[Number(first)];
  const index = draft.days.findIndex(({ date }) => date === day);
  return index < 0 ? null : `days/${index}/${second === 'open' ? 'hours' : 'date'}`;
}

/** Days that were imported, beside those that are there. */
export function withDays(draft: CalendarDraft, days: readonly NamedDay[]): CalendarDraft {
  const names = new Map(days.map(({ date, name }) => [date, name]));
  const there = new Set(draft.days.map(({ date }) => date));
  return {
    ...draft,
    days: [
      ...draft.days.map((day) =>
        day.name.trim() === '' ? { ...day, name: names.get(day.date) ?? day.name } : day,
      ),
      ...days
        .filter(({ date }) => !there.has(date))
        .map(({ date, name }) => ({ date, name, hours: '' })),
    ].sort(byDate),
  };
}
