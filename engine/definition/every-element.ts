/** What the schema of every element is made of. An object that says more than its schema knows is refused everywhere. */
import { Type } from 'typebox';
import { Id, Text } from '../action.ts';
import { LIMITS } from './limits.ts';

export const closed = { additionalProperties: false };

export const Name = Type.String({
  maxLength: LIMITS.nameLength,
  description: 'What people read on the diagram.',
});

export const base = {
  id: Id,
  name: Type.Optional(Name),
  documentation: Type.Optional(Text),
  parent: Type.Optional(
    Type.String({ description: 'The sub-process it lies in; without one it lies in the process.' }),
  ),
};
