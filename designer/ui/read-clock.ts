/**
 * How a ticket's promise stands at an instant: calm, soon due, over, paused, met. What the server counted grows old on the
 * screen, so it is counted on here, second by second, in the hours that the server told. Pure.
 */
import type { TicketClock, TicketItem } from '#designer/client/types/tickets.ts';

const SOON_SECONDS = 3_600;

export type ClockTone = 'calm' | 'soon' | 'over' | 'paused' | 'met';

export type ClockReading = {
  readonly tone: ClockTone;
  /** Of what counts: left, or over; null where the time says nothing. */
  readonly seconds: number | null;
  /** It runs and nobody is there: when it counts again, null where that is not known. */
  readonly closed: { readonly until: string | null } | null;
};

export function readClock(clock: TicketClock, now: number): ClockReading {
  const { state, standing, dueAt } = clock;
  if (state === 'met') return { tone: 'met', seconds: null, closed: null };
  const left = leftAt(clock, now);
  const closed = standing === 'running' ? closedAt(clock, now) : null;
  if (state === 'breached' || (dueAt !== null && Date.parse(dueAt) <= now))
    return { tone: 'over', seconds: left === null ? null : Math.max(0, -left), closed };
  if (state === 'paused') return { tone: 'paused', seconds: left, closed: null };
  return { tone: left !== null && left < SOON_SECONDS ? 'soon' : 'calm', seconds: left, closed };
}

const FINISHED: ReadonlySet<string> = new Set(['resolved', 'closed', 'cancelled']);

type Due = Pick<TicketItem, 'clock' | 'dueAt' | 'status' | 'updatedAt'>;

/** The nearest clock; of what is due by hand, one that counts every second until then. */
export function clockOrDue(ticket: Due, name: string): TicketClock | null {
  const { clock, dueAt, status, updatedAt } = ticket;
  if (clock !== null || dueAt === null || FINISHED.has(status)) return clock;
  const remainingSeconds = Math.round((Date.parse(dueAt) - Date.parse(updatedAt)) / 1_000);
  return {
    name,
    state: 'running',
    standing: 'running',
    dueAt,
    remainingSeconds,
    asOf: updatedAt,
    hours: null,
  };
}

/** Whether every second of it is shown: where the last hour runs, or the first one over. */
export function runsBySeconds(clock: TicketClock, now: number): boolean {
  const { tone, seconds, closed } = readClock(clock, now);
  const ticks = clock.standing === 'running' && closed === null;
  return (
    ticks && (tone === 'soon' || (tone === 'over' && (seconds ?? SOON_SECONDS) < SOON_SECONDS))
  );
}

function leftAt({ remainingSeconds, asOf, hours, standing }: TicketClock, now: number) {
  if (remainingSeconds === null || standing !== 'running') return remainingSeconds;
  const from = Date.parse(asOf);
  return Math.round(remainingSeconds - countedBetween(hours, from, Math.max(now, from)) / 1_000);
}

function countedBetween(hours: TicketClock['hours'], from: number, to: number): number {
  if (hours === null) return to - from;
  const again = hours.opensAt === null ? 0 : Math.max(0, to - Date.parse(hours.opensAt));
  if (!hours.open) return again;
  return again + (hours.closesAt === null ? to : Math.min(to, Date.parse(hours.closesAt))) - from;
}

function closedAt({ hours }: TicketClock, now: number): ClockReading['closed'] {
  if (hours === null) return null;
  const { open, closesAt, opensAt } = hours;
  const reopened = opensAt !== null && now >= Date.parse(opensAt);
  const isOpen = reopened || (open && (closesAt === null || now < Date.parse(closesAt)));
  return isOpen ? null : { until: opensAt };
}
