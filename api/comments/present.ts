/** Threads as they leave, with what the caller may do in each. */
import type { Static } from 'typebox';
import type { CommentRecord, ThreadRecord } from '#domain/comments/read.ts';
import type { Principal } from '#domain/people/access.ts';
import { toIso, toIsoOrNull } from '../instants.ts';
import type { Thread } from './schemas.ts';

export const presentThread = (
  thread: ThreadRecord,
  principal: Principal,
): Static<typeof Thread> => ({
  ...thread,
  createdAt: toIso(thread.createdAt),
  resolvedAt: toIsoOrNull(thread.resolvedAt),
  comments: thread.comments.map((comment) => presentComment(comment, principal)),
  allowed: thread.resolvedAt === null ? ['answer', 'resolve'] : ['reopen'],
});

const presentComment = (comment: CommentRecord, { personId }: Principal) => ({
  ...comment,
  mentions: [...comment.mentions],
  createdAt: toIso(comment.createdAt),
  editedAt: toIsoOrNull(comment.editedAt),
  deletedAt: toIsoOrNull(comment.deletedAt),
  allowed: comment.author.id === personId && comment.deletedAt === null ? ['edit', 'delete'] : [],
});
