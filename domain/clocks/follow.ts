/**
 * Keeps a ticket's clocks in step with it, in the transaction of the change: on hold pauses, work resumes, the end stops,
 * reopening goes on counting, and another priority is another target for the time that has already passed. What was due
 * while nobody could say so (the engine was away) is told here, late but once.
 */

import { closeEscalations } from '../escalations/close.ts';
import { newId } from '../ids.ts';
import { send } from '../outbox.ts';
import type { Ticket } from '../tickets/ticket.ts';
import type { Status } from '../tickets/values.ts';
import type { Work } from '../work.ts';
import { Clock, type SegmentCause } from './clock.ts';
import { read } from './ledger.ts';
import {
  type LoadedClock,
  ledgerOf,
  loadCalendars,
  loadClocks,
  loadPolicies,
  turn,
} from './loaded.ts';
import { earliest, type Policy, targetOf } from './plan.ts';
import { tellBreach } from './tell.ts';

type Seen = {
  readonly status: Status;
  readonly priority: number;
  readonly deletedAt?: Date | null;
};
type Standing = 'running' | 'paused' | 'stopped' | 'cancelled';

const STANDING: Readonly<Partial<Record<Status, Standing>>> = {
  on_hold: 'paused',
  resolved: 'stopped',
  closed: 'stopped',
  cancelled: 'cancelled',
};

const standingOf = (ticket: Seen): Standing =>
  ticket.deletedAt ? 'cancelled' : (STANDING[ticket.status] ?? 'running');

/** Sets `ticket.dueAt` to the nearest deadline of its clocks. The caller holds the ticket's lock. */
export async function followTicket(work: Work, ticket: Ticket, before: Seen): Promise<void> {
  const want = standingOf(ticket);
  const moved = want !== standingOf(before);
  const weighed = ticket.priority !== before.priority && (want === 'running' || want === 'paused');
  if (!moved && !weighed) return;
  const clocks = await loadClocks(work, ticket.id);
  if (weighed) await retarget(work, ticket, clocks);
  for (const loaded of clocks) {
    if (loaded.clock.state !== 'cancelled' || want === 'running')
      move(work, loaded, want, { ...causeOf(work), status: ticket.status });
    await settle(work, ticket, loaded, want);
  }
  if (want === 'stopped' || want === 'cancelled') await closeEscalations(work, ticket.id);
  arm(work, ticket, clocks, want);
}

function move(work: Work, loaded: LoadedClock, want: Standing, cause: SegmentCause): void {
  const last = loaded.segments.at(-1);
  const now = last && !last.toAt ? last.state : null;
  const next = want === 'running' || want === 'paused' ? want : null;
  if (now !== next) turn(work, loaded, next, cause);
}

/** Brings the clock's own row in line with its ledger. */
async function settle(
  work: Work,
  ticket: Ticket,
  loaded: LoadedClock,
  want: Standing,
): Promise<void> {
  const { clock } = loaded;
  const reading = read(ledgerOf(loaded), work.now);
  if (reading.state === 'breached') {
    if (!clock.breachedAt)
      await tellBreach(work, ticket, loaded, reading.reachedAt ?? work.now, want === 'running');
    clock.state = 'breached';
  } else {
    // A longer target: the breach that was told stays in the events, the clock itself is in time again.
    clock.breachedAt = null;
    clock.state = want === 'cancelled' ? 'cancelled' : reading.state;
  }
  if (reading.warnAt && reading.warnAt > work.now) clock.warnedAt = null;
  clock.dueAt = reading.dueAt;
  clock.remainingSeconds = reading.ticking ? null : reading.remainingSeconds;
  clock.stoppedAt =
    want === 'stopped' || want === 'cancelled' ? (clock.stoppedAt ?? work.now) : null;
}

/** Gives each clock the target of the new priority (one that has none keeps the old), and begins those that had none. */
async function retarget(work: Work, ticket: Ticket, clocks: LoadedClock[]): Promise<void> {
  const policies = await loadPolicies(work);
  for (const { clock } of clocks) {
    const policy = policies.find((one) => one.key === clock.policyKey);
    clock.targetSeconds = (policy && targetOf(policy, ticket)) ?? clock.targetSeconds;
  }
  const missing = policies.filter(
    (policy) =>
      !clocks.some(({ clock }) => clock.policyKey === policy.key) &&
      targetOf(policy, ticket) !== null,
  );
  if (missing.length > 0) clocks.push(...(await begin(work, ticket, missing)));
}

async function begin(
  work: Work,
  ticket: Ticket,
  policies: readonly Policy[],
): Promise<LoadedClock[]> {
  const calendars = await loadCalendars(work);
  return policies.flatMap((policy) => {
    const calendar = calendars.get(policy.calendarKey);
    const targetSeconds = targetOf(policy, ticket);
    if (!calendar || targetSeconds === null) return [];
    const clock = work.em.create(
      Clock,
      {
        id: newId(),
        tenantId: work.tenantId,
        ticketId: ticket.id,
        policyKey: policy.key,
        name: policy.name,
        calendarKey: calendar.key,
        calendarVersion: calendar.version,
        targetSeconds,
        state: 'running',
        startedAt: work.now,
        dueAt: null,
        warnedAt: null,
        breachedAt: null,
        stoppedAt: null,
        remainingSeconds: null,
      },
      { persist: true },
    );
    return [{ clock, segments: [], hours: calendar.hours }];
  });
}

function arm(work: Work, ticket: Ticket, clocks: readonly LoadedClock[], want: Standing): void {
  if (clocks.length === 0) return;
  const next = want === 'running' ? nextInstant(clocks, work.now) : null;
  if (want === 'running') ticket.dueAt = earliest(clocks.map(({ clock }) => clock.dueAt ?? null));
  if (want === 'paused') ticket.dueAt = null;
  send(work, 'clock', ticket.id, { at: next?.toISOString() ?? null });
}

/** When the next warning or breach is to be told. */
export function nextInstant(clocks: readonly LoadedClock[], now: Date): Date | null {
  return earliest(
    clocks.flatMap((loaded) => {
      const reading = read(ledgerOf(loaded), now);
      const { clock } = loaded;
      return [
        clock.warnedAt || clock.breachedAt ? null : reading.warnAt,
        clock.breachedAt ? null : reading.dueAt,
      ];
    }),
  );
}

export function causeOf(work: Work): SegmentCause {
  return {
    kind: work.cause.kind,
    id: work.cause.id,
    label: work.cause.label,
    actor: work.actor.id,
  };
}
