/**
 * What two states of a calendar differ in, as somebody would say it: days that are closed now, hours of which day, the zone.
 * How it is spelled does not matter, only when it is open: hours that touch are the same as one stretch.
 */
import type { Calendar } from '../calendar.ts';
import { openDay, type Spelled, WEEKDAYS, type Weekday } from './week.ts';

export type Hours = readonly (readonly [string, string])[];
type Week = NonNullable<Calendar['week']>;

/** `from`, `until`: of the period that holds it; neither where the week always holds. */
type Span = { readonly from?: string; readonly until?: string };

export type CalendarDifference =
  | { readonly kind: 'zone'; readonly before: string; readonly after: string }
  | ({
      readonly kind: 'hours';
      readonly day: Weekday;
      readonly before: Hours;
      readonly after: Hours;
    } & Span)
  | ({ readonly kind: 'periodAdded' | 'periodRemoved' } & Span)
  | { readonly kind: 'dayAdded' | 'dayRemoved'; readonly date: string; readonly day: SpecialDay }
  | {
      readonly kind: 'dayChanged';
      readonly date: string;
      readonly before: SpecialDay;
      readonly after: SpecialDay;
    };

/** A day that is otherwise; no hours: closed. */
export type SpecialDay = { readonly name: string | null; readonly open: Hours };

export function calendarDifferences(
  before: Calendar,
  after: Calendar,
): readonly CalendarDifference[] {
  const zone: readonly CalendarDifference[] =
    before.timeZone === after.timeZone
      ? []
      : [{ kind: 'zone', before: before.timeZone, after: after.timeZone }];
  return [...zone, ...weekDifferences(before, after), ...dayDifferences(before, after)];
}

function weekDifferences(before: Calendar, after: Calendar): readonly CalendarDifference[] {
  const weeks = weeksOf(before);
  const then = weeksOf(after);
  const spans = [...new Set([...weeks.keys(), ...then.keys()])].sort();
  return spans.flatMap((key): readonly CalendarDifference[] => {
    const [one, other] = [weeks.get(key), then.get(key)];
    const span = (other ?? one)?.span ?? {};
    if (one && other) return hoursDifferences(span, one.week, other.week);
    // Both sides say the same of a week without dates: the lack of one is a week that is closed.
    return [
      { kind: other ? 'periodAdded' : 'periodRemoved', ...span },
      ...hoursDifferences(span, one?.week ?? {}, other?.week ?? {}),
    ];
  });
}

const hoursDifferences = (span: Span, before: Week, after: Week): readonly CalendarDifference[] =>
  WEEKDAYS.flatMap((day): readonly CalendarDifference[] => {
    const [one, other] = [hoursText(before[day]), hoursText(after[day])];
    if (JSON.stringify(one) === JSON.stringify(other)) return [];
    return [{ kind: 'hours', day, before: one, after: other, ...span }];
  });

function weeksOf({ week, periods }: Calendar): Map<string, { span: Span; week: Week }> {
  const all = periods ?? (week ? [{ week }] : []);
  return new Map(
    all.map((one) => {
      const { from, until } = { from: undefined, until: undefined, ...one };
      const span = { ...(from ? { from } : {}), ...(until ? { until } : {}) };
      return [`${from ?? ''} ${until ?? ''}`, { span, week: one.week }];
    }),
  );
}

function dayDifferences(before: Calendar, after: Calendar): readonly CalendarDifference[] {
  const [days, then] = [specialDays(before), specialDays(after)];
  const dates = [...new Set([...days.keys(), ...then.keys()])].sort();
  return dates.flatMap((date): readonly CalendarDifference[] => {
    const [one, other] = [days.get(date), then.get(date)];
    if (one && other) {
      if (JSON.stringify(one) === JSON.stringify(other)) return [];
      return [{ kind: 'dayChanged', date, before: one, after: other }];
    }
    if (other) return [{ kind: 'dayAdded', date, day: other }];
    return one ? [{ kind: 'dayRemoved', date, day: one }] : [];
  });
}

/** The days that are not like their week. An exception counts before a holiday. */
export function specialDays({ holidays = [], exceptions = [] }: Calendar): Map<string, SpecialDay> {
  const days = new Map<string, SpecialDay>();
  for (const date of holidays) days.set(date, { name: null, open: [] });
  for (const { date, name = null, open } of exceptions)
    days.set(date, { name, open: hoursText(open) });
  return days;
}

/** In order and merged, as clock readings. */
export const hoursText = (spelled: Spelled = []): Hours =>
  openDay(spelled).map(({ from, to }) => [timeText(from), timeText(to)] as const);

const MINUTE = 60_000;
export const timeText = (time: number): string =>
  [Math.floor(time / MINUTE / 60), (time / MINUTE) % 60]
    .map((part) => String(part).padStart(2, '0'))
    .join(':');
