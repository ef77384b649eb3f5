/**
 * Time as tests write it: `Fri 15:00` in the week of 2 March 2026 (Europe/Berlin, before the clocks change), lengths such
 * as `4 working hours`, and the way back for traces.
 */
import type { Duration } from '#engine/action.ts';
import type { Calendar } from '#engine/calendar.ts';
import { Week } from '#engine/rehearsal/index.ts';

export const OFFICE: Calendar = {
  timeZone: 'Europe/Berlin',
  week: {
    mon: [['09:00', '17:00']],
    tue: [['09:00', '17:00']],
    wed: [['09:00', '17:00']],
    thu: [['09:00', '17:00']],
    fri: [['09:00', '17:00']],
  },
  holidays: [],
};

const WEEK = new Week(OFFICE.timeZone, '2026-03-02T12:00:00.000Z');

/** `Fri 15:00` of that week as an instant; an instant stays what it is. */
export function instant(text: string): string {
  const found = WEEK.instant(text);
  if (found === null) throw new Error(`“${text}” is no moment`);
  return found;
}

/** An instant as `Fri 15:00`, with the week where it is another one: `Mon+1 09:00`. */
export const spoken = (at: string): string => WEEK.spoken(at);

/** `3 hours`, `90 minutes`, `2 days`, or `4 working hours`; null for what is no length of time. */
export function lengthOf(text: string): Duration | null {
  const [, amount = '', working, unit = ''] =
    /^(\d+) (working )?(minute|hour|day)s?$/.exec(text) ?? [];
  if (unit === '') return null;
  const units = { minute: 'Minutes', hour: 'Hours', day: 'Days' } as const;
  const name = units[unit as keyof typeof units];
  return { [working ? `business${name}` : name.toLowerCase()]: Number(amount) };
}
