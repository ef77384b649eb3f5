/** Lengths of time taken away from an instant: two business days before a change begins. */
import type { Duration } from '../action.ts';
import { type Calendar, isOpen, subtractBusinessSeconds } from '../calendar.ts';
import { addSeconds, wallSeconds } from '../instant.ts';
import { inBusiness, openDayFrom, secondsBeyondDays } from './duration.ts';

const A_MOMENT = 0.001;
/** Nothing lies before this: instants are written with years of four digits. */
const EVER = '0000-01-01T00:00:00.000Z';
const isBeyond = (until: string, seconds: number): boolean =>
  Date.parse(until) - seconds * 1_000 < Date.parse(EVER);

/**
 * The instant this long before another, or null when a calendar is needed that is missing or was never open. What `addDuration` adds
 * last is taken away first: hours and minutes, then business days, each the open day before with the same clock reading,
 * held into that day's hours. Where it is closed at that reading, it is when it last closed.
 */
export function subtractDuration(
  duration: Duration,
  calendar: Calendar | null,
  until: string,
): string | null {
  const wall = wallSeconds(duration);
  if (wall !== null) return isBeyond(until, wall) ? EVER : addSeconds(until, -wall);
  if (!calendar) return null;
  const days = Math.floor(inBusiness(duration).businessDays ?? 0);
  const seconds = secondsBeyondDays(duration, calendar, until);
  const base = seconds === null ? null : subtractBusinessSeconds(calendar, until, seconds);
  if (base === null || days === 0) return base;
  const day = openDayFrom(calendar, base, -days);
  return day === null ? null : whileOpen(calendar, day);
}

/** A day closes at an instant that belongs to it, like one that a span ends at. */
function whileOpen(calendar: Calendar, at: string): string | null {
  if (isOpen(calendar, at) || isOpen(calendar, addSeconds(at, -A_MOMENT))) return at;
  const last = subtractBusinessSeconds(calendar, at, A_MOMENT);
  return last === null ? null : addSeconds(last, A_MOMENT);
}
