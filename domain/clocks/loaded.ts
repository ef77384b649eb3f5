/** Clocks with their ledgers and the calendars they count with, as the database has them. */
import type { Calendar as Hours } from '#engine/calendar.ts';
import type { Work } from '../work.ts';
import { Calendar } from './calendar.ts';
import { Clock, ClockSegment, type SegmentCause } from './clock.ts';
import type { Ledger } from './ledger.ts';
import type { CalendarInForce, Policy } from './plan.ts';
import { SlaPolicy } from './sla-policy.ts';

export type LoadedClock = {
  readonly clock: Clock;
  readonly segments: ClockSegment[];
  readonly hours: Hours;
};

export async function loadClocks(work: Work, ticketId: string): Promise<LoadedClock[]> {
  const clocks = await work.em.find(
    Clock,
    { ticketId },
    { orderBy: { startedAt: 'asc', id: 'asc' } },
  );
  if (clocks.length === 0) return [];
  const segments = await work.em.find(
    ClockSegment,
    { clockId: { $in: clocks.map((clock) => clock.id) } },
    { orderBy: { clockId: 'asc', ord: 'asc' } },
  );
  const hours = await loadHours(work, clocks);
  return clocks.map((clock) => ({
    clock,
    segments: segments.filter((segment) => segment.clockId === clock.id),
    hours: hours.get(`${clock.calendarKey}:${clock.calendarVersion}`) ?? missing(clock),
  }));
}

export const ledgerOf = ({ clock, segments, hours }: LoadedClock): Ledger => ({
  targetSeconds: clock.targetSeconds,
  calendar: hours,
  segments: segments.map((segment) => ({
    state: segment.state,
    from: segment.fromAt,
    to: segment.toAt ?? null,
  })),
});

/** Closes the open segment and, with a state, begins the next one. */
export function turn(
  work: Work,
  loaded: LoadedClock,
  state: 'running' | 'paused' | null,
  cause: SegmentCause,
): void {
  const { clock, segments } = loaded;
  const last = segments.at(-1);
  if (last && !last.toAt) last.toAt = work.now;
  if (state === null) return;
  const next = {
    clockId: clock.id,
    ord: (last?.ord ?? 0) + 1,
    tenantId: work.tenantId,
    state,
    fromAt: work.now,
    toAt: null,
    cause,
  };
  segments.push(work.em.create(ClockSegment, next, { persist: true }));
}

export async function loadPolicies(work: Pick<Work, 'em' | 'tenantId'>): Promise<Policy[]> {
  return work.em.find(
    SlaPolicy,
    { tenantId: work.tenantId, active: true },
    { orderBy: { key: 'asc' }, disableIdentityMap: true },
  );
}

export async function loadCalendars(
  work: Pick<Work, 'em' | 'tenantId'>,
): Promise<Map<string, CalendarInForce>> {
  const calendars = await work.em.find(
    Calendar,
    { tenantId: work.tenantId },
    { disableIdentityMap: true },
  );
  return new Map(
    calendars.map((calendar) => [
      calendar.key,
      { key: calendar.key, version: calendar.version, hours: calendar.hours },
    ]),
  );
}

async function loadHours(work: Work, clocks: readonly Clock[]): Promise<Map<string, Hours>> {
  const keys = [...new Set(clocks.map((clock) => clock.calendarKey))];
  const rows = await work.em.execute<{ key: string; number: number; hours: Hours }[]>(
    `select calendar_key as key, number, hours from calendar_version where tenant_id = ? and calendar_key in (${keys.map(() => '?').join(', ')})`,
    [work.tenantId, ...keys],
  );
  return new Map(rows.map((row) => [`${row.key}:${row.number}`, row.hours]));
}

function missing(clock: Clock): never {
  throw new Error(
    `invariant: version ${clock.calendarVersion} of calendar ${clock.calendarKey} is kept as long as a clock counts with it`,
  );
}
