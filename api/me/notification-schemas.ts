/** What one was told inside the product. */
import { Type } from 'typebox';
import { Id, Input, Instant, listOf, Nullable, PageQuery } from '../schemas.ts';

export const Notifications = listOf(
  Type.Object({
    id: Id,
    text: Type.String(),
    ticket: Nullable(Type.Object({ id: Id, number: Type.String() })),
    meeting: Nullable(
      Type.Object({ id: Id }, { description: 'The meeting of a board that it is about.' }),
    ),
    at: Instant,
    readAt: Nullable(Instant),
  }),
);

export const NotificationQuery = Input({
  ...PageQuery,
  unread: Type.Optional(Type.Boolean({ description: 'Only what has not been read.' })),
});

export const ReadNotifications = Input({
  ids: Type.Optional(Type.Array(Id, { maxItems: 200 })),
  until: Type.Optional(Instant),
});
