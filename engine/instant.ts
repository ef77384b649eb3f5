/**
 * Instants as text: ISO 8601 in UTC with milliseconds. Only arithmetic on given instants; nothing here looks at a clock.
 */
import type { Duration } from './action.ts';

const SECONDS = { seconds: 1, minutes: 60, hours: 3_600, days: 86_400 } as const;

/** The same instant in the engine's one spelling, or null when the text is no instant. */
export function toInstant(text: string): string | null {
  const time = /^\d{4}-\d\d-\d\dT.*(Z|[+-]\d\d:?\d\d)$/i.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(time) ? null : new Date(time).toISOString();
}

export function addSeconds(instant: string, seconds: number): string {
  return new Date(Date.parse(instant) + Math.round(seconds * 1_000)).toISOString();
}

export function secondsBetween(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / 1_000;
}

/** Whether `left` is at or before `right`. */
export function isDue(left: string, right: string): boolean {
  return Date.parse(left) <= Date.parse(right);
}

/** The seconds of a duration on the wall, or null when it is one in business time. */
export function wallSeconds(duration: Duration): number | null {
  let total = 0;
  for (const [unit, amount] of Object.entries(duration)) {
    if (!Object.hasOwn(SECONDS, unit) || typeof amount !== 'number') return null;
    total += amount * SECONDS[unit as keyof typeof SECONDS];
  }
  return total;
}

export const earlierOf = (one: string, other: string): string => (isDue(one, other) ? one : other);

export const laterOf = (one: string, other: string): string => (isDue(one, other) ? other : one);
