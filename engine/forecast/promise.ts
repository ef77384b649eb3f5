/** A promise about tickets as a forecast counts it: so much time from opening to end, without what it waits for others. */
import type { Hours } from '../clocks/ledger.ts';
import type { PastTicket } from './past.ts';
import { type Timeline, timelineOf } from './timeline.ts';

export type ForecastPolicy = {
  readonly key: string;
  readonly hours: Hours;
  /** Where they are others for some priorities: around the clock for what is urgent, say. */
  readonly hoursOf?: { readonly [priority: number]: Hours };
  /** By priority; without one nothing is promised. */
  readonly targetSeconds: { readonly [priority: number]: number };
};

export type PolicyLine = {
  readonly policy: ForecastPolicy;
  readonly lineOf: (priority: number) => Timeline;
};

export const linesOf = (
  policies: readonly ForecastPolicy[],
  from: number,
  to: number,
): readonly PolicyLine[] =>
  policies.map((policy) => {
    const usual = timelineOf(policy.hours, from, to);
    const others = new Map(
      Object.entries(policy.hoursOf ?? {}).map(([priority, hours]) => [
        Number(priority),
        timelineOf(hours, from, to),
      ]),
    );
    return { policy, lineOf: (priority) => others.get(priority) ?? usual };
  });

export const targetOf = ({ targetSeconds }: ForecastPolicy, priority: number): number | null =>
  targetSeconds[priority] ?? null;

/** What has been counted of a ticket until then. */
export function countedOf(
  { stays, priority }: PastTicket,
  { lineOf }: PolicyLine,
  until: number,
): number {
  const { toCounted } = lineOf(priority);
  let seconds = 0;
  for (const { from, to, isHeld } of stays) {
    const end = Math.min(to ?? until, until);
    if (!isHeld && end > from) seconds += toCounted(end) - toCounted(from);
  }
  return seconds;
}

/** Whether it was broken by then; null while that is open, and where nothing is promised. */
export function brokenBy(ticket: PastTicket, line: PolicyLine, until: number): boolean | null {
  const target = targetOf(line.policy, ticket.priority);
  if (target === null) return null;
  if (countedOf(ticket, line, until) > target) return true;
  return ticket.endedAt !== null && ticket.endedAt <= until ? false : null;
}
