/** Takes holidays into a calendar, or says what taking them would do; what is there stays. */
import { type AddedHolidays, addHolidays, type NamedDay } from '#engine/calendar/holidays.ts';
import type { Calendar } from '../clocks/calendar.ts';
import { changeCalendar } from '../clocks/calendars.ts';
import { invalid } from '../errors.ts';
import type { Work } from '../work.ts';

/** As the schema of a calendar says. */
const MOST_EXCEPTIONS = 5_000;

/** @throws DomainError invalid_input when the calendar would have more than it can hold, or a day is none */
export async function importHolidays(
  work: Work,
  calendar: Calendar,
  days: readonly NamedDay[],
  { preview }: { readonly preview: boolean },
): Promise<AddedHolidays> {
  const outcome = addHolidays(calendar.hours, days);
  if ((outcome.hours.exceptions?.length ?? 0) > MOST_EXCEPTIONS)
    invalid('', `A calendar holds at most ${MOST_EXCEPTIONS} days that are otherwise.`);
  if (!preview) await changeCalendar(work, calendar, { hours: outcome.hours });
  return outcome;
}
