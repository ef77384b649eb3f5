/** The words that go out when a clock nears its target or passes it. Each is told once: the clock's row remembers. */
import { openEscalation } from '../escalations/open.ts';
import { record } from '../events/record.ts';
import { notify } from '../mail/notify.ts';
import type { Ticket } from '../tickets/ticket.ts';
import type { Work } from '../work.ts';
import type { LoadedClock } from './loaded.ts';
import { peopleInCharge } from './people-in-charge.ts';

/** A breach told more than this after it happened says so. */
const LATE_AFTER_MS = 60_000;

export async function tellWarning(
  work: Work,
  ticket: Ticket,
  { clock }: LoadedClock,
  dueAt: Date,
): Promise<void> {
  clock.warnedAt = work.now;
  await record(work, {
    type: 'clock.warned',
    subject: { kind: 'clock', id: clock.id },
    ticketId: ticket.id,
    data: { name: clock.name, policy: clock.policyKey, dueAt: dueAt.toISOString() },
  });
  const about = { number: ticket.number, target: clock.name, dueAt: dueAt.toISOString() };
  const people = await peopleInCharge(work, ticket);
  await notify(work, people, { kind: 'clockWarning', ...about }, ticket.id);
}

/** `escalate`: work on the ticket goes on, so somebody must look after it. */
export async function tellBreach(
  work: Work,
  ticket: Ticket,
  { clock }: LoadedClock,
  breachedAt: Date,
  escalate: boolean,
): Promise<void> {
  const latenessMs = work.now.getTime() - breachedAt.getTime();
  clock.breachedAt = breachedAt;
  clock.warnedAt ??= work.now;
  await record(work, {
    type: 'clock.breached',
    subject: { kind: 'clock', id: clock.id },
    ticketId: ticket.id,
    data: {
      name: clock.name,
      policy: clock.policyKey,
      targetSeconds: clock.targetSeconds,
      breachedAt: breachedAt.toISOString(),
      ...(latenessMs > LATE_AFTER_MS
        ? { late: true, latenessSeconds: Math.round(latenessMs / 1000) }
        : {}),
    },
  });
  const about = { number: ticket.number, target: clock.name };
  const people = await peopleInCharge(work, ticket);
  await notify(work, people, { kind: 'clockBreach', ...about }, ticket.id);
  if (escalate) await openEscalation(work, ticket.id, clock.name);
}
