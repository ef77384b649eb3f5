/** When the wait of a level is over: on the wall, or in the calendar that it, its ladder or the tenant names. */
import { addDuration } from '#engine/calendar/duration.ts';
import type { LadderLevel } from '#engine/escalation/ladder.ts';
import { Calendar } from '../clocks/calendar.ts';
import { usualCalendar } from '../clocks/usual-calendar.ts';
import type { Work } from '../work.ts';

/** Where business time cannot be counted, since its calendar is gone or never open. */
const WITHOUT_CALENDAR_MS = 3_600_000;

export async function waitFrom(
  work: Work,
  from: Date,
  wait: LadderLevel['wait'],
  calendar: string | undefined,
): Promise<Date> {
  const { tenantId } = work;
  const named = 'calendar' in wait ? wait.calendar : undefined;
  const key = named ?? calendar ?? (await usualCalendar(work));
  const row = key === undefined ? null : await work.em.findOne(Calendar, { tenantId, key });
  const at = addDuration(wait, row?.hours ?? null, from.toISOString());
  return new Date(at ?? from.getTime() + WITHOUT_CALENDAR_MS);
}
