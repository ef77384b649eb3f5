/** Hours of the week on the wall of a zone, from Monday's first (0) to Sunday's last (167). */
import { stretchAt } from '../calendar/zone.ts';

export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;
export const WEEK_HOURS = 168;
/** The first hour of 1970 was the first of a Thursday. */
const FIRST = 72;

export function hourOfWeek(zone: string, at: number): number {
  const reading = at + stretchAt(zone, at).offset;
  const hour = Math.floor(reading / HOUR) + FIRST;
  return ((hour % WEEK_HOURS) + WEEK_HOURS) % WEEK_HOURS;
}

/** The instant at which the day of this one began there. */
export function dayOf(zone: string, at: number): number {
  const reading = at + stretchAt(zone, at).offset;
  const midnight = Math.floor(reading / DAY) * DAY;
  return midnight - stretchAt(zone, midnight - stretchAt(zone, at).offset).offset;
}

export const isWeekend = (hour: number): boolean => hour >= 120;
