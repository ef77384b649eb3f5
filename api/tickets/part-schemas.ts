/** What hangs on a ticket, as it goes in and out: comments, events, clocks, escalations. */
import { Type } from 'typebox';
import { LIMITS } from '#domain/tickets/values.ts';
import {
  Allowed,
  Choice,
  Id,
  Input,
  Instant,
  listOf,
  Nullable,
  PageQuery,
  PersonRef,
} from '../schemas.ts';
import { TicketParams } from './schemas.ts';

export const Comment = Type.Object({
  id: Id,
  author: Nullable(PersonRef),
  body: Type.String(),
  internal: Type.Boolean({ description: 'Only for those who work on the ticket.' }),
  createdAt: Instant,
});
export const Comments = listOf(Comment);
export const NewComment = Input({
  body: Type.String({ minLength: 1, maxLength: LIMITS.commentLength, pattern: '\\S' }),
  internal: Type.Optional(Type.Boolean({ default: false })),
});

export const PartQuery = Input({ ...PageQuery });

export const Clock = Type.Object({
  id: Id,
  name: Type.String(),
  policy: Type.String({ description: 'The policy’s key.' }),
  calendar: Type.Object({ key: Type.String(), version: Type.Integer() }),
  state: Choice(['running', 'paused', 'met', 'breached', 'cancelled']),
  targetSeconds: Type.Integer(),
  elapsedSeconds: Type.Integer({ description: 'Business seconds.' }),
  remainingSeconds: Type.Integer(),
  startedAt: Instant,
  dueAt: Nullable(Instant),
  warnedAt: Nullable(Instant),
  breachedAt: Nullable(Instant),
  stoppedAt: Nullable(Instant),
  segments: Type.Array(
    Type.Object({
      from: Instant,
      to: Nullable(Instant),
      state: Choice(['running', 'paused']),
      cause: Nullable(Type.String()),
    }),
  ),
});
export const Clocks = listOf(Clock);

export const Escalation = Type.Object({
  id: Id,
  reason: Type.String(),
  level: Type.Integer(),
  state: Choice(['open', 'acknowledged', 'exhausted', 'cancelled']),
  openedAt: Instant,
  nextAt: Nullable(Instant),
  acknowledgedAt: Nullable(Instant),
  acknowledgedBy: Nullable(Id),
  allowed: Allowed,
});
export const Escalations = listOf(Escalation);
export const EscalationParams = Type.Object({ id: TicketParams.properties.id, eid: Id });
