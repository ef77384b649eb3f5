/** Queues as they go in and out. */
import { Type } from 'typebox';
import { Allowed, Id, Input, Key, listOf, Nullable, PageQuery, Version } from '../schemas.ts';

const Name = Type.String({ minLength: 1, maxLength: 200, pattern: '\\S' });
const GroupKey = Nullable(
  Type.String({
    minLength: 1,
    maxLength: 64,
    description: 'The key (or id) of the group that works on it.',
  }),
);

export const QueueParams = Type.Object({
  id: Type.String({ minLength: 1, maxLength: 64, description: 'A key or an id.' }),
});
export const QueueQuery = Input({ ...PageQuery });
export const Queue = Type.Object({
  id: Id,
  key: Type.String(),
  name: Type.String(),
  group: Nullable(Type.String()),
  version: Version,
  allowed: Allowed,
});
export const Queues = listOf(Queue);
export const NewQueue = Input({ key: Key, name: Name, group: Type.Optional(GroupKey) });
export const QueuePatch = Input({ name: Type.Optional(Name), group: Type.Optional(GroupKey) });
