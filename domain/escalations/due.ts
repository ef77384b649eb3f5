/**
 * What the escalation workflow asks when it wakes: ask the next level, once, and say when to come again. The ladder is
 * short for now: the group of the ticket's queue, then the managers, then nobody is left and the escalation is exhausted.
 */
import { LockMode } from '@mikro-orm/postgresql';
import { queueMembers } from '../clocks/people-in-charge.ts';
import { record } from '../events/record.ts';
import { notify } from '../mail/notify.ts';
import { Ticket } from '../tickets/ticket.ts';
import type { Work } from '../work.ts';
import { Escalation } from './escalation.ts';

const LADDER = [
  { who: 'the group of the queue', waitMinutes: 30 },
  { who: 'the managers', waitMinutes: 60 },
] as const;

const MANAGERS = 'managers';

/** Returns when the next level is due, or null when the escalation is over. */
export async function escalationDue(work: Work, id: string): Promise<Date | null> {
  const escalation = await work.em.findOne(
    Escalation,
    { id },
    { lockMode: LockMode.PESSIMISTIC_WRITE },
  );
  if (escalation?.state !== 'open' || !escalation.nextAt) return null;
  if (escalation.nextAt > work.now) return escalation.nextAt;
  const ticket = await work.em.findOneOrFail(Ticket, { id: escalation.ticketId });
  const step = LADDER[escalation.level];
  if (!step) return exhaust(work, escalation);
  escalation.level += 1;
  escalation.nextAt = new Date(work.now.getTime() + step.waitMinutes * 60_000);
  const people =
    escalation.level === 1
      ? ticket.queueId
        ? await queueMembers(work, ticket.queueId)
        : []
      : await managers(work);
  const about = { number: ticket.number, target: escalation.target };
  await notify(work, people, { kind: 'escalation', ...about }, ticket.id);
  await record(work, {
    type: 'escalation.raised',
    subject: { kind: 'ticket', id: ticket.id },
    data: { escalationId: id, level: escalation.level, asked: step.who, people: people.length },
  });
  return escalation.nextAt;
}

async function exhaust(work: Work, escalation: Escalation): Promise<null> {
  escalation.state = 'exhausted';
  escalation.nextAt = null;
  await record(work, {
    type: 'escalation.exhausted',
    subject: { kind: 'ticket', id: escalation.ticketId },
    data: { escalationId: escalation.id },
  });
  return null;
}

async function managers(work: Work): Promise<string[]> {
  const rows = await work.em.execute<{ id: string }[]>(
    `select p.id from people_group g join group_member m on m.group_id = g.id join person p on p.id = m.person_id
     where g.tenant_id = ? and g.key = ? and p.active order by p.id`,
    [work.tenantId, MANAGERS],
  );
  return rows.map((row) => row.id);
}
