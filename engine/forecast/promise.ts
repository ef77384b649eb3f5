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

/** Sums of hours in floating point are never off by as much as this. */
const HARDLY_ANY = 1e-6;

/**
 * Whether what has so much left of its target when a stretch begins is late when it ends, as a clock is (engine/clocks/ledger.ts):
 * ending at the very instant of the deadline is in time, ending after it is not, though nobody is there to count.
 */
export function isLate(
  { toCounted, toInstant }: Timeline,
  { from, to }: { readonly from: number; readonly to: number },
  left: number,
): boolean {
  if (to <= from) return left < -HARDLY_ANY;
  const begun = toCounted(from);
  if (toCounted(to) - begun < left - HARDLY_ANY) return false;
  return to > Math.ceil(toInstant(begun + left - HARDLY_ANY));
}

/** Whether it was broken by then; null while that is open, and where nothing is promised. */
export function brokenBy(ticket: PastTicket, line: PolicyLine, until: number): boolean | null {
  const target = targetOf(line.policy, ticket.priority);
  if (target === null) return null;
  const timeline = line.lineOf(ticket.priority);
  let left = target;
  for (const { from, to, isHeld } of ticket.stays) {
    const end = Math.min(to ?? until, until);
    if (isHeld || end <= from) continue;
    if (isLate(timeline, { from, to: end }, left)) return true;
    left -= timeline.toCounted(end) - timeline.toCounted(from);
  }
  return ticket.endedAt !== null && ticket.endedAt <= until ? false : null;
}
