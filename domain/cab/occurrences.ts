/** When a board meets by its rule: the wall times of its next meetings, and their instants. */

import { dateOf, firstReadingOf, isDate } from '#engine/calendar/dates.ts';
import { repeated } from '#engine/calendar/recurrence.ts';
import { instantOf, isTimeZone, stretchAt } from '#engine/calendar/zone.ts';
import { readRule } from '../changes/rule-text.ts';
import { invalid } from '../errors.ts';
import type { BoardFields } from './board.ts';

/** So many are looked at: some of them may have been called off. */
const MOST = 30;
/** No further: a rule may lie years apart, or have ended. */
const HORIZON_MS = 800 * 86_400_000;

export type Occurrence = {
  /** `2026-12-01T10:00`, on the wall of the board. */
  readonly occurs: string;
  readonly at: Date;
};

/** @throws DomainError invalid_input */
export function demandMeets({ meets, timeZone }: Pick<BoardFields, 'meets' | 'timeZone'>): void {
  if (!isTimeZone(timeZone)) invalid('/timeZone', 'is no IANA time zone.');
  if (meets === null) return;
  const { date, time } = parted(meets.starts);
  if (!isDate(date) || !/^([01]\d|2[0-3]):[0-5]\d$/.test(time))
    invalid('/meets/starts', 'is no date and time of day.');
  if (meets.rrule !== null) readRule(meets.rrule, { time, timeZone }, '/meets/rrule');
}

/** The next that begin after `now`, at most so many. */
export function nextOccurrences(
  { meets, timeZone }: Pick<BoardFields, 'meets' | 'timeZone'>,
  now: Date,
  most = MOST,
): readonly Occurrence[] {
  if (meets === null) return [];
  const { date, time } = parted(meets.starts);
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  const today = dateOf(now.getTime() + stretchAt(timeZone, now.getTime()).offset);
  const last = dateOf(now.getTime() + HORIZON_MS);
  const dates =
    meets.rrule === null
      ? [date]
      : repeated(date, readRule(meets.rrule, { time, timeZone }), today, last);
  return dates
    .map((day) => ({
      occurs: `${day}T${time}`,
      at: new Date(instantOf(timeZone, firstReadingOf(day) + (hours * 60 + minutes) * 60_000)),
    }))
    .filter(({ at }) => at > now)
    .slice(0, most);
}

/** The wall time of a moment, as occurrences are named. */
export const wallTime = (timeZone: string, now: Date): string =>
  new Date(now.getTime() + stretchAt(timeZone, now.getTime()).offset).toISOString().slice(0, 16);

const parted = (starts: string): { readonly date: string; readonly time: string } => ({
  date: starts.slice(0, 10),
  time: starts.slice(11),
});
