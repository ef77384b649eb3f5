/** What keeps something that has the shape of a policy from making sense, each with the place where it stands. */
import type { Duration } from '../action.ts';
import { isDate } from '../calendar/dates.ts';
import { wallSeconds } from '../instant.ts';
import type { ClockPolicy } from './policy.ts';

/** `pointer`: a JSON pointer (RFC 6901) into the policy. */
export type PolicyProblem = { readonly pointer: string; readonly detail: string };

/** Clocks keep whole seconds, and a deadline further off than this helps nobody. */
const SECONDS_MAX = 100_000_000;

/** In plain English; empty when it is one. */
export function policyProblems(
  policy: ClockPolicy,
  isCalendar: (key: string) => boolean,
): readonly PolicyProblem[] {
  return [
    ...calendarProblems(policy, isCalendar),
    ...validityProblems(policy),
    ...targetProblems(policy, isCalendar),
    ...thresholdProblems(policy, isCalendar),
    ...customProblems(policy),
  ];
}

function calendarProblems(
  { calendar }: ClockPolicy,
  isCalendar: (key: string) => boolean,
): readonly PolicyProblem[] {
  if ('always' in calendar) return [];
  const [field, key] =
    'key' in calendar
      ? (['key', calendar.key] as const)
      : (['otherwise', calendar.otherwise] as const);
  return isCalendar(key)
    ? []
    : [{ pointer: `/calendar/${field}`, detail: `There is no calendar “${key}”.` }];
}

function validityProblems({ validFrom, validUntil }: ClockPolicy): readonly PolicyProblem[] {
  const noDate = (field: string, date: string | undefined): PolicyProblem[] =>
    date === undefined || isDate(date)
      ? []
      : [{ pointer: `/${field}`, detail: `“${date}” is no date.` }];
  const dates = [...noDate('validFrom', validFrom), ...noDate('validUntil', validUntil)];
  if (dates.length > 0 || validFrom === undefined || validUntil === undefined) return dates;
  return validUntil < validFrom
    ? [{ pointer: '/validUntil', detail: `“${validUntil}” lies before “${validFrom}”.` }]
    : [];
}

function targetProblems(
  { targets }: ClockPolicy,
  isCalendar: (key: string) => boolean,
): readonly PolicyProblem[] {
  return targets.flatMap(({ id, within, priorities, when }, index) => [
    ...lengthProblems(`/targets/${index}/within`, within, isCalendar),
    ...repeated(targets, id, index, '/targets'),
    ...(index < targets.length - 1 && !priorities && !when
      ? [
          {
            pointer: `/targets/${index + 1}`,
            detail: 'It is never asked: the target before it fits every ticket.',
          },
        ]
      : []),
  ]);
}

function thresholdProblems(
  { thresholds }: ClockPolicy,
  isCalendar: (key: string) => boolean,
): readonly PolicyProblem[] {
  return thresholds.flatMap(({ id, at }, index) => {
    const pointer = `/thresholds/${index}/at`;
    const twice = repeated(thresholds, id, index, '/thresholds');
    if ('percent' in at) return twice;
    if ('before' in at)
      return [...twice, ...lengthProblems(`${pointer}/before`, at.before, isCalendar)];
    const { after, every } = at;
    const differs = every && (wallSeconds(every) === null) !== (wallSeconds(after) === null);
    return [
      ...twice,
      // At the deadline itself is no length at all.
      ...(secondsIn(after) === 0 ? [] : lengthProblems(`${pointer}/after`, after, isCalendar)),
      ...(every ? lengthProblems(`${pointer}/every`, every, isCalendar) : []),
      ...(differs
        ? [
            {
              pointer: `${pointer}/every`,
              detail: 'Count it as `after` is counted: both on the wall, or both in business time.',
            },
          ]
        : []),
    ];
  });
}

function customProblems(policy: ClockPolicy): readonly PolicyProblem[] {
  if (policy.measures !== 'custom' || policy.stop) return [];
  return [{ pointer: '/stop', detail: 'Say when what it measures is done.' }];
}

function lengthProblems(
  pointer: string,
  length: Duration,
  isCalendar: (key: string) => boolean,
): readonly PolicyProblem[] {
  const seconds = secondsIn(length);
  const problems: PolicyProblem[] = [];
  if (seconds < 1) problems.push({ pointer, detail: 'It must be at least one second long.' });
  if (seconds > SECONDS_MAX) problems.push({ pointer, detail: 'It is longer than three years.' });
  if ('calendar' in length && length.calendar !== undefined && !isCalendar(length.calendar))
    problems.push({
      pointer: `${pointer}/calendar`,
      detail: `There is no calendar “${length.calendar}”.`,
    });
  return problems;
}

/** A business day is taken for a whole one here: this only keeps out what is nothing, or without end. */
function secondsIn(length: Duration): number {
  const wall = wallSeconds(length);
  if (wall !== null) return wall;
  const {
    businessDays = 0,
    businessHours = 0,
    businessMinutes = 0,
  } = length as {
    readonly [unit: string]: number | undefined;
  };
  return businessDays * 86_400 + businessHours * 3_600 + businessMinutes * 60;
}

function repeated(
  all: readonly { readonly id: string }[],
  id: string,
  index: number,
  pointer: string,
): readonly PolicyProblem[] {
  return all.findIndex((one) => one.id === id) === index
    ? []
    : [{ pointer: `${pointer}/${index}/id`, detail: `There is another one called “${id}”.` }];
}
