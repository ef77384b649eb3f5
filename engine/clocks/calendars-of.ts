/** The calendars a policy names, wherever it does. */
import type { Duration } from '../action.ts';
import type { ClockPolicy } from './policy.ts';

export function calendarsOf({ calendar, targets, thresholds }: ClockPolicy): readonly string[] {
  const lengths = [
    ...targets.map(({ within }) => within),
    ...thresholds.flatMap(({ at }) => {
      if ('percent' in at) return [];
      return 'before' in at ? [at.before] : [at.after, ...(at.every ? [at.every] : [])];
    }),
  ];
  const chosen = 'key' in calendar ? [calendar.key] : 'of' in calendar ? [calendar.otherwise] : [];
  return [...new Set([...chosen, ...lengths.flatMap(calendarIn)])];
}

const calendarIn = (length: Duration): readonly string[] =>
  'calendar' in length && length.calendar !== undefined ? [length.calendar] : [];
