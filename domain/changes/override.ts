/** Lets one change through one freeze: by somebody who may, with their name and their reason, for good. */
import { DomainError, invalid } from '../errors.ts';
import { record } from '../events/record.ts';
import { lockTicket } from '../tickets/update.ts';
import type { Work } from '../work.ts';
import { type Change, findChange } from './change.ts';
import { freezesHolding } from './hold.ts';
import { lockSchedule } from './lock.ts';

export type Overriding = {
  readonly reason: string;
  /** One of those that hold it; all of them unless said. */
  readonly freeze?: string | undefined;
};

/** @throws DomainError not_found, invalid_input where no freeze holds it, already_exists */
export async function overrideFreeze(
  work: Work,
  ticketId: string,
  { reason, freeze }: Overriding,
): Promise<Change> {
  const ticket = await lockTicket(work, ticketId);
  await lockSchedule(work);
  const change = await findChange(work, ticketId);
  if (!change) throw new DomainError('not_found', 'There is no such change.');
  const { id: personId } = work.actor;
  if (personId === null || work.actor.kind !== 'person')
    throw new DomainError('not_permitted', 'Only a person lets a change through a freeze.');
  const holding = (await freezesHolding(work, change)).filter(
    ({ id }) => freeze === undefined || id === freeze,
  );
  if (holding.length === 0)
    return invalid('/freeze', `No such freeze stands in the way of ${ticket.number}.`);
  const held = holding.filter(({ isOverridden }) => !isOverridden);
  if (held.length === 0)
    throw new DomainError('already_exists', `${ticket.number} was let through already.`);
  for (const { id, name } of held) {
    await work.em.execute(
      `insert into change_freeze_override (ticket_id, freeze_id, tenant_id, reason, person_id, at)
       values (?, ?, current_tenant(), ?, ?, ?)`,
      [ticketId, id, reason, personId, work.now],
    );
    await record(work, {
      type: 'change.freezeOverridden',
      subject: { kind: 'ticket', id: ticketId },
      data: { freeze: id, name, reason, internal: true },
    });
  }
  return (await findChange(work, ticketId)) ?? change;
}
