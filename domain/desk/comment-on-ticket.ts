/** A person says something on a ticket. In public it is an answer, and the ticket's clocks hear of it. */
import { talked } from '../clocks/clock-facts.ts';
import { followTicket } from '../clocks/follow.ts';
import { addComment, type Comment } from '../tickets/comment.ts';
import { lockTicket } from '../tickets/update.ts';
import type { Work } from '../work.ts';

/** `worksOnIt`: whether who says it may change the ticket. @throws DomainError not_found */
export async function commentOnTicket(
  work: Work,
  ticketId: string,
  said: { readonly body: string; readonly internal?: boolean; readonly worksOnIt: boolean },
): Promise<Comment> {
  const { body, internal = false } = said;
  const ticket = await lockTicket(work, ticketId);
  const by = said.worksOnIt && work.actor.id !== ticket.requesterId ? 'agent' : 'requester';
  if (internal) return addComment(work, ticket, { body, internal, by });
  const happening = by === 'agent' ? 'agentAnswered' : 'requesterAnswered';
  const before = { answered: Boolean(ticket.answeredAt), awaiting: ticket.awaiting };
  const conversation = talked(before, happening);
  const dueAt = await followTicket(work, ticket, { happening, changes: {}, conversation });
  // Past the ticket's version: who is just changing one of its fields does not stand in the way of an answer.
  await work.em.execute(
    `update ticket set awaiting = ?, answered_at = coalesce(answered_at, ?)${dueAt === undefined ? '' : ', due_at = ?'} where id = ?`,
    [
      conversation.awaiting,
      conversation.answered ? work.now : null,
      ...(dueAt === undefined ? [] : [dueAt]),
      ticket.id,
    ],
  );
  return addComment(work, ticket, { body, internal, by });
}
