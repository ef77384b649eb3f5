/** Which clocks a ticket gets when it is opened, worked out from policies and calendars without asking the database. */
import type { Calendar as Hours } from '#engine/calendar.ts';
import { newId } from '../ids.ts';
import { type Ledger, read } from './ledger.ts';

export type Policy = {
  readonly key: string;
  readonly name: string;
  readonly ticketTypes: readonly string[];
  readonly targets: Readonly<Record<string, number>>;
  readonly calendarKey: string;
};

export type CalendarInForce = {
  readonly key: string;
  readonly version: number;
  readonly hours: Hours;
};

export type PlannedClock = {
  readonly id: string;
  readonly policyKey: string;
  readonly name: string;
  readonly calendarKey: string;
  readonly calendarVersion: number;
  readonly targetSeconds: number;
  readonly warnAt: Date | null;
  readonly dueAt: Date | null;
};

/** Every active policy for this type that has a target for this priority, started now. */
export function planClocks(
  policies: readonly Policy[],
  calendars: ReadonlyMap<string, CalendarInForce>,
  ticket: { readonly type: string; readonly priority: number },
  now: Date,
): PlannedClock[] {
  return policies.flatMap((policy) => {
    const targetSeconds = targetOf(policy, ticket);
    const calendar = calendars.get(policy.calendarKey);
    if (targetSeconds === null || !calendar) return [];
    const ledger: Ledger = {
      segments: [{ state: 'running', from: now, to: null }],
      targetSeconds,
      calendar: calendar.hours,
    };
    const { warnAt, dueAt } = read(ledger, now);
    return [
      {
        id: newId(),
        policyKey: policy.key,
        name: policy.name,
        calendarKey: calendar.key,
        calendarVersion: calendar.version,
        targetSeconds,
        warnAt,
        dueAt,
      },
    ];
  });
}

export const targetOf = (
  policy: Policy,
  ticket: { readonly type: string; readonly priority: number },
): number | null =>
  policy.ticketTypes.includes(ticket.type)
    ? (policy.targets[String(ticket.priority)] ?? null)
    : null;

/** The earliest of some instants; null when there is none. */
export function earliest(instants: readonly (Date | null)[]): Date | null {
  return instants.reduce(
    (first, at) => (at !== null && (first === null || at < first) ? at : first),
    null,
  );
}
