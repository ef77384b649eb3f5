/** Ends an escalation: somebody took it on, or there is nothing left to look after. */
import { LockMode } from '@mikro-orm/postgresql';
import { DomainError, invalid } from '../errors.ts';
import { record } from '../events/record.ts';
import { send } from '../outbox.ts';
import type { Work } from '../work.ts';
import { Escalation } from './escalation.ts';

/** Saying it twice says it once. @throws DomainError not_found; not_permitted when it is over without an answer */
export async function acknowledgeEscalation(
  work: Work,
  ticketId: string,
  id: string,
): Promise<Escalation> {
  const escalation = await escalationOn(work, ticketId, id);
  if (escalation.state === 'acknowledged') return escalation;
  if (escalation.state !== 'open')
    throw new DomainError('transition_not_allowed', `The escalation is ${escalation.state}.`);
  escalation.state = 'acknowledged';
  escalation.acknowledgedAt = work.now;
  escalation.acknowledgedBy = work.actor.kind === 'person' ? work.actor.id : null;
  escalation.nextAt = null;
  await record(work, {
    type: 'escalation.acknowledged',
    subject: { kind: 'ticket', id: ticketId },
    data: { escalationId: id, level: escalation.level },
  });
  send(work, 'escalation', id, { at: null });
  return escalation;
}

/**
 * Nobody else is asked until then, for a reason that stands in the timeline; then it goes on where it stopped, and never
 * sooner than without it.
 * @throws DomainError not_found; transition_not_allowed when it is over; invalid_input for a moment that is not to come
 */
export async function snoozeEscalation(
  work: Work,
  ticketId: string,
  id: string,
  { until, reason }: { readonly until: Date; readonly reason: string },
): Promise<Escalation> {
  const escalation = await escalationOn(work, ticketId, id);
  if (escalation.state !== 'open')
    throw new DomainError('transition_not_allowed', `The escalation is ${escalation.state}.`);
  const latest = new Date(work.now.getTime() + SNOOZE_MOST_MS);
  if (until <= work.now || until > latest)
    invalid('/until', 'Choose a moment within the next seven days.');
  // A rest that there is already may be made shorter.
  const { levelDueAt } = escalation;
  const nextAt = levelDueAt > until ? levelDueAt : until;
  Object.assign(escalation, { nextAt, snoozedUntil: until, snoozeReason: reason });
  await record(work, {
    type: 'escalation.snoozed',
    subject: { kind: 'ticket', id: ticketId },
    data: { escalationId: id, until: until.toISOString(), reason, internal: true },
  });
  send(work, 'escalation', id, { at: nextAt.toISOString() });
  return escalation;
}

const SNOOZE_MOST_MS = 7 * 86_400_000;

async function escalationOn(work: Work, ticketId: string, id: string): Promise<Escalation> {
  const escalation = await work.em.findOne(
    Escalation,
    { id, ticketId },
    { lockMode: LockMode.PESSIMISTIC_WRITE },
  );
  if (!escalation)
    throw new DomainError('not_found', 'There is no such escalation on this ticket.');
  return escalation;
}

/** The ticket is finished or gone. */
export async function closeEscalations(work: Work, ticketId: string): Promise<void> {
  for (const escalation of await work.em.find(
    Escalation,
    { ticketId, state: 'open' },
    { lockMode: LockMode.PESSIMISTIC_WRITE },
  )) {
    escalation.state = 'cancelled';
    escalation.nextAt = null;
    send(work, 'escalation', escalation.id, { at: null });
  }
}
