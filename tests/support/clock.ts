/**
 * Time as tests write it: `Fri 15:00` in the week of 2 March 2026 (Europe/Berlin, before the clocks change), lengths such
 * as `4 working hours`, and the way back for traces.
 */
import { addBusinessSeconds, type Calendar } from '#engine/calendar.ts';
import { addSeconds } from '#engine/instant.ts';

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

const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
/** Monday, 2 March 2026, 00:00 in Berlin. */
const MONDAY = '2026-03-01T23:00:00.000Z';

/** `Fri 15:00` of that week as an instant; an instant stays what it is. */
export function instant(text: string): string {
  const [, day = '', hours, minutes] = /^(\w{3}) (\d\d):(\d\d)$/.exec(text) ?? [];
  if (!DAYS.includes(day)) return text;
  const passed = DAYS.indexOf(day) * 86_400 + Number(hours) * 3_600 + Number(minutes) * 60;
  return addSeconds(MONDAY, passed);
}

/** An instant as `Fri 15:00`, with the week where it is another one: `Mon+1 09:00`. */
export function spoken(at: string): string {
  const seconds = (Date.parse(at) - Date.parse(MONDAY)) / 1_000;
  const day = Math.floor(seconds / 86_400);
  const week = Math.floor(day / 7);
  const clock = new Date((seconds - day * 86_400) * 1_000).toISOString().slice(11, 16);
  return `${DAYS[day - week * 7]}${week === 0 ? '' : `+${week}`} ${clock}`;
}

/** The instant after `3 hours`, `90 minutes`, `2 days`, or `4 working hours`. */
export function later(from: string, length: string): string {
  const [, amount = '', working, unit = ''] =
    /^(\d+) (working )?(minute|hour|day)s?$/.exec(length) ?? [];
  const seconds = Number(amount) * ({ minute: 60, hour: 3_600, day: 86_400 }[unit] ?? Number.NaN);
  if (Number.isNaN(seconds)) throw new Error(`“${length}” is no length of time`);
  if (!working) return addSeconds(from, seconds);
  return addBusinessSeconds(OFFICE, from, seconds) ?? from;
}
