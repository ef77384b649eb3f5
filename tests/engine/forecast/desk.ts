/** Pasts of made-up desks: tickets of one stay or a few, in hours from a Monday. */
import type { Desk, PastStay, PastTicket } from '#engine/forecast/past.ts';
import type { ForecastPolicy } from '#engine/forecast/promise.ts';
import { OFFICE } from '#tests/support/clock.ts';

export const HOUR = 3_600_000;
/** A Monday, midnight in UTC. */
export const MONDAY = Date.parse('2026-03-02T00:00:00.000Z');
export const hours = (count: number): number => MONDAY + count * HOUR;

export const ALWAYS: Desk = { hours: {}, otherwise: 'always', zone: 'UTC' };
export const IN_OFFICE: Desk = {
  hours: {},
  otherwise: { ...OFFICE, timeZone: 'UTC' },
  zone: 'UTC',
};

export const stay = (from: number, to: number | null, more: Partial<PastStay> = {}): PastStay => ({
  element: 'work',
  group: 'desk',
  isHeld: false,
  from: hours(from),
  begun: hours(from),
  to: to === null ? null : hours(to),
  ...more,
});

export function ticket(id: string, stays: readonly PastStay[], priority = 3): PastTicket {
  return { id, priority, stays, endedAt: stays.at(-1)?.to ?? null };
}

export const promise = (
  withinHours: number,
  more: Partial<ForecastPolicy> = {},
): ForecastPolicy => {
  const seconds = withinHours * 3_600;
  return {
    key: 'solved',
    hours: 'always',
    targetSeconds: { 1: seconds, 2: seconds, 3: seconds, 4: seconds },
    ...more,
  };
};
