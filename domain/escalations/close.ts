/** Ends an escalation: somebody took it on, or there is nothing left to look after. */
import { LockMode } from '@mikro-orm/postgresql';
import { DomainError } from '../errors.ts';
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
  const escalation = await work.em.findOne(
    Escalation,
    { id, ticketId },
    { lockMode: LockMode.PESSIMISTIC_WRITE },
  );
  if (!escalation)
    throw new DomainError('not_found', 'There is no such escalation on this ticket.');
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
