/** What two versions differ in, as it leaves. */
import { Type } from 'typebox';
import { GROUPS } from '#engine/diff/groups.ts';
import { Choice, Id, Input, Key, Nullable } from '../schemas.ts';
import { Changes } from './schemas.ts';

const Side = Type.String({
  pattern: '^(draft|[1-9][0-9]{0,8})$',
  description: 'The number of a version, or `draft` for the caller’s own.',
});

export const CompareQuery = Input({
  from: Type.Optional(Side),
  to: Type.Optional(Side),
  /** Whose draft, where it is not the caller's. */
  author: Type.Optional(Id),
});

const Change = Type.Object({
  path: Type.Array(Type.String(), {
    description:
      'From the thing down to what differs, by names and keys: `["approval", "approvers", "group:cab"]`.',
  }),
  kind: Choice(['value', 'condition', 'order', 'ends', 'document']),
  group: Choice(GROUPS, { description: 'The heading it has where the process is edited.' }),
  before: Type.Optional(Type.Unknown({ description: 'Absent where there was nothing.' })),
  after: Type.Optional(Type.Unknown()),
});

const Place = Type.Object({ x: Type.Number(), y: Type.Number() });

const Difference = Type.Object({
  id: Type.String(),
  kind: Choice(['added', 'removed', 'changed', 'moved'], {
    description: '`moved`: it lies elsewhere on the drawing and says the same.',
  }),
  changes: Type.Array(Change),
  move: Type.Optional(Type.Object({ before: Type.Optional(Place), after: Type.Optional(Place) })),
});

export const Compared = Type.Object({
  key: Key,
  from: Nullable(Type.Integer({ description: 'null: the caller’s draft.' })),
  to: Nullable(Type.Integer({ description: 'null: the caller’s draft.' })),
  summary: Changes,
  process: Type.Array(Change, {
    description: 'Of the process as a whole: name, description, variables, order of its parts.',
  }),
  elements: Type.Array(Difference),
  flows: Type.Array(Difference),
  notes: Type.Array(Difference),
  running: Type.Array(
    Type.Object({
      version: Type.Integer(),
      count: Type.Integer({ description: 'Runs that have not ended.' }),
      touched: Type.Integer({
        description: 'Of those, runs that stand on an element that was removed or changed.',
      }),
    }),
  ),
});
