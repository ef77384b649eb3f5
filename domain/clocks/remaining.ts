/**
 * The time left on a ticket's nearest clock, for lists: from the clock's own row and the calendar version it counts with.
 * Calendar versions never change, so each is read once.
 */
import { businessSecondsBetween, type Calendar as Hours } from '#engine/calendar.ts';
import { remembered } from '../memory.ts';
import { readRows } from '../read-rows.ts';
import type { Work } from '../work.ts';

export type ClockRow = {
  readonly state: 'running' | 'paused' | 'met' | 'breached' | 'cancelled';
  readonly dueAt: Date | null;
  readonly remainingSeconds: number | null;
  readonly calendarKey: string;
  readonly calendarVersion: number;
};

const KEPT = Symbol('calendar versions');

/** Gives a function that says how many business seconds are left, below zero when overdue; null where it cannot be told. */
export async function remainingBy(
  work: Pick<Work, 'em' | 'tenantId' | 'now'>,
  clocks: readonly ClockRow[],
): Promise<(clock: ClockRow) => number | null> {
  const kept = remembered(work.em, KEPT, () => new Map<string, Hours>());
  const nameOf = (clock: ClockRow): string =>
    `${work.tenantId}:${clock.calendarKey}:${clock.calendarVersion}`;
  if (clocks.some((clock) => clock.dueAt !== null && !kept.has(nameOf(clock)))) {
    const rows = await readRows<{ key: string; number: number; hours: Hours }>(
      work,
      'select calendar_key as key, number, hours from calendar_version where tenant_id = ?',
      [work.tenantId],
    );
    for (const row of rows) kept.set(`${work.tenantId}:${row.key}:${row.number}`, row.hours);
  }
  return (clock) => {
    if (clock.dueAt === null) return clock.remainingSeconds;
    const hours = kept.get(nameOf(clock));
    return hours
      ? Math.round(businessSecondsBetween(hours, work.now.toISOString(), clock.dueAt.toISOString()))
      : null;
  };
}
