/** Causes, suspects and the past of similar changes, as they go in and out. */
import { Type } from 'typebox';
import { STATUSES, TICKET_TYPES } from '#domain/tickets/values.ts';
import { Kind, Result } from '../change-plan.ts';
import { Allowed, Choice, Id, Input, Instant, Nullable, PersonRef, Priority } from '../schemas.ts';

const Ref = { id: Id, number: Type.String(), title: Type.String() };
const Item = Type.Object({ key: Type.String(), name: Type.String() });
const nextCursor = Type.Null({ description: 'They come in one page.' });

export const CauseAnswer = Type.Object({
  cause: Nullable(
    Type.Object({
      ...Ref,
      status: Choice(STATUSES),
      kind: Kind,
      result: Nullable(Result),
      namedBy: Nullable(PersonRef),
      namedAt: Instant,
    }),
  ),
  allowed: Allowed,
});

export const CauseChange = Input({
  change: Nullable(
    Type.String({
      minLength: 1,
      maxLength: 64,
      description: 'The number or the id of a change; null: none has caused it.',
    }),
  ),
});

export const Suspects = Type.Object({
  items: Type.Array(
    Type.Object({
      ...Ref,
      status: Choice(STATUSES),
      kind: Kind,
      begunAt: Instant,
      reason: Choice(['same_item', 'depends_on', 'time']),
      path: Type.Array(Item, {
        description: 'From an item of the ticket, one step at a time, to one that was changed.',
      }),
    }),
  ),
  nextCursor,
});

export const CausedTickets = Type.Object({
  items: Type.Array(
    Type.Object({
      ...Ref,
      type: Choice(TICKET_TYPES),
      status: Choice(STATUSES),
      priority: Priority,
      createdAt: Instant,
      namedAt: Instant,
    }),
  ),
  nextCursor,
});

export const History = Type.Object({
  similar: Type.Integer({
    description: 'Changes of the same items that were opened in the year before and are over.',
  }),
  similarFailed: Type.Integer({
    description: 'Those of them that were backed out, failed, or caused something.',
  }),
  items: Type.Array(
    Type.Object({
      ...Ref,
      kind: Kind,
      result: Result,
      createdAt: Instant,
      endedAt: Nullable(Instant),
      incidents: Type.Integer(),
      items: Type.Array(Item),
    }),
  ),
  nextCursor,
});
