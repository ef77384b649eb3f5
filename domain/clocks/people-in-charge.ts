/** Who must hear of a clock: the assignee, else the group that works on the ticket's queue. */
import type { Ticket } from '../tickets/ticket.ts';
import type { Work } from '../work.ts';

export async function peopleInCharge(
  work: Work,
  ticket: Pick<Ticket, 'assigneeId' | 'queueId'>,
): Promise<string[]> {
  if (ticket.assigneeId) return [ticket.assigneeId];
  return ticket.queueId ? queueMembers(work, ticket.queueId) : [];
}

export async function queueMembers(work: Work, queueId: string): Promise<string[]> {
  const rows = await work.em.execute<{ id: string }[]>(
    `select p.id from queue q join group_member m on m.group_id = q.group_id join person p on p.id = m.person_id
     where q.id = ? and p.active order by p.id`,
    [queueId],
  );
  return rows.map((row) => row.id);
}
