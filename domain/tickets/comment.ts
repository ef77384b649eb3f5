/** What somebody, or a run, says on a ticket. An internal comment is for those who work on it, never for its requester. */
import { defineEntity, p } from '@mikro-orm/postgresql';
import { record } from '../events/record.ts';
import { newId } from '../ids.ts';
import type { Work } from '../work.ts';
import type { Ticket } from './ticket.ts';

const CommentSchema = defineEntity({
  name: 'Comment',
  tableName: 'comment',
  properties: {
    id: p.uuid().primary(),
    tenantId: p.uuid(),
    ticketId: p.uuid(),
    authorId: p.uuid().nullable(),
    runId: p.uuid().nullable(),
    body: p.text(),
    internal: p.boolean(),
    createdAt: p.datetime(),
  },
});

export class Comment extends CommentSchema.class {}
CommentSchema.setClass(Comment);

/**
 * Whose side it is said from. An agent works on the ticket and did not ask for it; what an agent says on a ticket of their own
 * is said as its requester. Everybody else who may say something stands on the requester's side.
 */
export type Side = 'agent' | 'requester' | 'run';

/** Adds to the conversation. What a run writes is sealed under the requester's key, what a person writes under theirs. */
export async function addComment(
  work: Work,
  ticket: Pick<Ticket, 'id' | 'requesterId'>,
  said: { body: string; internal?: boolean; by?: Side },
): Promise<Comment> {
  const { actor } = work;
  const comment = work.em.create(
    Comment,
    {
      id: newId(),
      tenantId: work.tenantId,
      ticketId: ticket.id,
      authorId: actor.kind === 'person' ? actor.id : null,
      runId: actor.kind === 'run' ? actor.id : null,
      body: said.body,
      internal: said.internal ?? false,
      createdAt: work.now,
    },
    { persist: true },
  );
  await record(work, {
    type: 'comment.added',
    subject: { kind: 'ticket', id: ticket.id },
    data: { commentId: comment.id, internal: comment.internal, by: said.by ?? 'run' },
    personal: {
      personId: actor.kind === 'person' ? actor.id : ticket.requesterId,
      fields: { body: { before: null, after: said.body } },
    },
  });
  return comment;
}
