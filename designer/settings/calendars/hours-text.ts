/**
 * Hours of a day as somebody types them: `9-12:30, 13:30-17`, or nothing when it is closed. What cannot be read stays as it was
 * typed, and is told. Pure.
 */
import { type Hours, hoursText } from '#engine/calendar/differences.ts';

const TIME = '(\\d{1,2})(?:[:.٫h](\\d{2}))?';
const INTERVAL = new RegExp(`^${TIME}\\s*[-–—]\\s*${TIME}$`);
const LAST = 24 * 60;

/** In order and merged; null for what are no hours. */
export function readHours(text: string): Hours | null {
  const parts = latinDigits(text)
    .split(/[,،;]/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
  const intervals = parts.map(readInterval);
  if (intervals.some((one) => one === null)) return null;
  return hoursText(intervals.filter((one) => one !== null));
}

function readInterval(text: string): readonly [string, string] | null {
  const [, fromHours, fromMinutes, toHours, toMinutes] = INTERVAL.exec(text) ?? [];
  const from = minutesOf(fromHours, fromMinutes);
  const to = minutesOf(toHours, toMinutes);
  return from === null || to === null || from >= to ? null : [clock(from), clock(to)];
}

function minutesOf(hours: string | undefined, minutes = '0'): number | null {
  if (hours === undefined || Number(minutes) > 59) return null;
  const all = Number(hours) * 60 + Number(minutes);
  return all > LAST ? null : all;
}

/** `09:30`, of the minutes since midnight. */
export const clock = (minutes: number): string =>
  [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, '0')).join(':');

export const writeHours = (hours: Hours): string =>
  hours.map(([from, to]) => `${from}–${to}`).join(', ');

/** Arabic keyboards write digits of their own. */
const latinDigits = (text: string): string =>
  text.replace(/[٠-٩]/g, (digit) => String('٠١٢٣٤٥٦٧٨٩'.indexOf(digit)));
