/**
 * What the wall shows, by the platform's own date formatting, and an oracle of business time that knows nothing else: it
 * asks minute by minute. For zones whose clocks differ from UTC by whole minutes.
 */
import type { Calendar } from '#engine/calendar.ts';
import { addSeconds } from '#engine/instant.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;

const formats = new Map<string, Intl.DateTimeFormat>();

/** The local date and clock reading: `2026-03-29 02:30`. */
export function wallAt(timeZone: string, instant: number): string {
  const format =
    formats.get(timeZone) ??
    new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' });
  formats.set(timeZone, format);
  return format.format(instant);
}

/** A moment up to two days before the clock is put forward or back next, else the moment given. */
export function beforeNextJump(timeZone: string, at: string): string {
  const offset = (instant: number): number =>
    Date.parse(`${wallAt(timeZone, instant).replace(' ', 'T')}Z`) - instant;
  const begin = Math.ceil(Date.parse(at) / HOUR) * HOUR;
  const now = offset(begin);
  for (let day = 1; day < 366; day += 1)
    if (offset(begin + day * 24 * HOUR) !== now) return addSeconds(at, (day - 1.5) * 86_400);
  return at;
}

function isOpenAt({ timeZone, week, periods, ...days }: Calendar, instant: number): boolean {
  const [date = '', now = ''] = wallAt(timeZone, instant).split(' ');
  const day = DAYS[new Date(`${date}T00:00:00Z`).getUTCDay()] ?? 'sun';
  const inForce = periods
    ? periods.find(({ from = date, until = date }) => from <= date && date <= until)?.week
    : week;
  const exception = days.exceptions?.find((one) => one.date === date);
  const usual = days.holidays?.includes(date) ? [] : inForce?.[day];
  const hours = exception ? exception.open : usual;
  return (hours ?? []).some(([opens = '', closes = '']) => opens <= now && now < closes);
}

/** Which of so many minutes from here on are open. */
export function openMinutes(calendar: Calendar, from: string, minutes: number): readonly boolean[] {
  const begin = Date.parse(from);
  return Array.from({ length: minutes }, (_, index) => isOpenAt(calendar, begin + index * MINUTE));
}

/** The seconds from the beginning of these minutes until so many of them were open; null when fewer are. */
export function secondsUntilOpen(open: readonly boolean[], seconds: number): number | null {
  let missing = seconds;
  for (const [index, isOpen] of open.entries()) {
    if (isOpen && missing <= 60) return index * 60 + missing;
    if (isOpen) missing -= 60;
  }
  return null;
}
