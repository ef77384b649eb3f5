/** What keeps something from being a usable calendar, each with the place where it stands. */
import type { Calendar } from '../calendar.ts';
import { isDate } from './dates.ts';
import { type Spelled, WEEKDAYS } from './week.ts';
import { isTimeZone } from './zone.ts';

/** `pointer`: a JSON pointer (RFC 6901) into the calendar. */
export type CalendarProblem = { readonly pointer: string; readonly detail: string };

/** In plain English; empty when it is one. */
export function calendarProblems(calendar: Calendar): readonly CalendarProblem[] {
  return [
    ...zoneProblems(calendar),
    ...hoursProblems(calendar),
    ...(calendar.holidays ?? []).flatMap((date, index) => noDate(`/holidays/${index}`, date)),
    ...exceptionProblems(calendar.exceptions ?? []),
  ];
}

function zoneProblems({ timeZone }: Calendar): readonly CalendarProblem[] {
  if (isTimeZone(timeZone)) return [];
  return [{ pointer: '/timeZone', detail: `“${timeZone}” is no known time zone.` }];
}

function hoursProblems({ week, periods }: Calendar): readonly CalendarProblem[] {
  if (week && periods) {
    const detail = 'A calendar has either one `week` or `periods`, each with its own.';
    return [{ pointer: '/periods', detail }];
  }
  if (week) return weekProblems('/week', week);
  if (periods) return periodProblems(periods);
  return [{ pointer: '/week', detail: 'Say when it is open: with a `week`, or with `periods`.' }];
}

type Week = NonNullable<Calendar['week']>;
type Periods = NonNullable<Calendar['periods']>;

function weekProblems(pointer: string, week: Week): readonly CalendarProblem[] {
  return WEEKDAYS.flatMap((day) => intervalProblems(`${pointer}/${day}`, `On ${day}`, week[day]));
}

function intervalProblems(
  pointer: string,
  when: string,
  intervals: Spelled = [],
): readonly CalendarProblem[] {
  return intervals.flatMap(([from = '', to = ''], index) =>
    from < to
      ? []
      : [
          {
            pointer: `${pointer}/${index}`,
            detail: `${when} “${from}” to “${to}” ends before it begins.`,
          },
        ],
  );
}

function periodProblems(periods: Periods): readonly CalendarProblem[] {
  const each = periods.flatMap(({ from, until, week }, index): readonly CalendarProblem[] => {
    const pointer = `/periods/${index}`;
    const dates = [
      ...(from === undefined ? [] : noDate(`${pointer}/from`, from)),
      ...(until === undefined ? [] : noDate(`${pointer}/until`, until)),
    ];
    const isBackwards = from !== undefined && until !== undefined && until < from;
    const order = isBackwards
      ? [{ pointer: `${pointer}/until`, detail: `“${until}” lies before “${from}”.` }]
      : [];
    return [...dates, ...order, ...weekProblems(`${pointer}/week`, week)];
  });
  return each.length > 0 ? each : overlaps(periods);
}

/** Dates compare as texts; one that is missing lies before, or after, all of them. */
const LAST = '9999-12-31';

function overlaps(periods: Periods): readonly CalendarProblem[] {
  const inOrder = periods
    .map((period, index) => ({ from: '', until: LAST, ...period, index }))
    .sort((one, other) => (one.from < other.from ? -1 : 1));
  let longest = inOrder[0];
  return inOrder.slice(1).flatMap((period): readonly CalendarProblem[] => {
    const earlier = longest;
    if (!earlier || earlier.until < period.from) {
      longest = period;
      return [];
    }
    if (earlier.until < period.until) longest = period;
    const [other, later] = [period.index, earlier.index].sort((a, b) => a - b);
    const detail = `It holds on days on which \`/periods/${other}\` holds too.`;
    return [{ pointer: `/periods/${later}`, detail }];
  });
}

function exceptionProblems(
  exceptions: NonNullable<Calendar['exceptions']>,
): readonly CalendarProblem[] {
  const seen = new Set<string>();
  return exceptions.flatMap(({ date, open }, index): readonly CalendarProblem[] => {
    const pointer = `/exceptions/${index}`;
    const isSecond = seen.has(date);
    seen.add(date);
    return [
      ...noDate(`${pointer}/date`, date),
      ...(isSecond
        ? [{ pointer: `${pointer}/date`, detail: `There is another exception for “${date}”.` }]
        : []),
      ...intervalProblems(`${pointer}/open`, `On ${date}`, open),
    ];
  });
}

const noDate = (pointer: string, date: string): readonly CalendarProblem[] =>
  isDate(date) ? [] : [{ pointer, detail: `“${date}” is no date.` }];
