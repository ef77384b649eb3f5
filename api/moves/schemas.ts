/** Moving running work to another version. */
import { Type } from 'typebox';
import { PER_MINUTE } from '#domain/moves/batches.ts';
import { Choice, Id, Input, Instant, Key, listOf, Nullable, Version } from '../schemas.ts';

const ElementId = Type.String({ minLength: 1, maxLength: 64 });

const request = {
  to: Type.Integer({ minimum: 1, description: 'The version to move to.' }),
  mapping: Type.Optional(
    Type.Record(ElementId, Nullable(ElementId), {
      description:
        'Old element → new element, null where what stands there is given up; elements left out keep their id.',
    }),
  ),
  from: Type.Optional(
    Type.Array(Type.Integer({ minimum: 1 }), {
      maxItems: 100,
      description: 'Only runs of these versions; all others than `to` unless said.',
    }),
  ),
  runs: Type.Optional(Type.Array(Id, { maxItems: 1_000, description: 'Only these runs.' })),
};

export const MovePreviewRequest = Input({
  ...request,
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500 })),
});

export const NewMove = Input({
  ...request,
  reason: Type.String({ minLength: 1, maxLength: 2_000 }),
  perMinute: Type.Optional(
    Type.Integer({
      minimum: 1,
      maximum: 60_000,
      description: `How many runs a minute; ${PER_MINUTE} unless said.`,
    }),
  ),
  canaryPercent: Type.Optional(
    Type.Integer({
      minimum: 1,
      maximum: 99,
      description: 'This share goes first; the rest waits until you say go on.',
    }),
  ),
});

const Holds = Type.Array(
  Type.Object({
    token: Type.String(),
    element: Type.String(),
    problem: Choice([
      'gone',
      'other_type',
      'other_place',
      'other_shape',
      'outcome_gone',
      'flow_gone',
      'under_way',
      'would_get_stuck',
    ]),
  }),
  { description: 'The tokens that hold the run back.' },
);
const Landings = Type.Array(
  Type.Object({
    token: Type.String(),
    from: Type.String(),
    to: Nullable(Type.String({ description: 'Null: it is over with the move.' })),
  }),
);

export const MovePreview = Type.Object({
  total: Type.Integer({ description: 'How many open runs this is about.' }),
  looked: Type.Integer({ description: 'How many of them were looked at, the oldest first.' }),
  moving: Type.Integer(),
  held: Type.Integer(),
  items: Type.Array(
    Type.Object({
      run: Id,
      ticket: Nullable(Type.String()),
      from: Type.Integer(),
      moves: Type.Boolean(),
      holds: Holds,
      landings: Landings,
      begun: Type.Array(Type.String()),
      forgotten: Type.Array(Type.String()),
      proved: Type.Boolean({
        description: 'Whether it is proved that the run can come to its end there.',
      }),
    }),
  ),
});

export const Move = Type.Object({
  id: Id,
  process: Key,
  to: Type.Integer(),
  mapping: Type.Record(Type.String(), Nullable(Type.String())),
  reason: Type.String(),
  state: Choice(['canary', 'running', 'stopped', 'done']),
  perMinute: Type.Integer(),
  counts: Type.Record(Type.String(), Type.Integer(), {
    description: 'How many runs are `planned`, `moved`, `held`, `skipped` or `undone`.',
  }),
  createdAt: Instant,
  version: Version,
});

export const Moves = Type.Object({ items: Type.Array(Move) });

export const MovedRuns = listOf(
  Type.Object({
    run: Id,
    ticket: Nullable(Type.String()),
    state: Choice(['planned', 'moved', 'held', 'skipped', 'undone']),
    canary: Type.Boolean(),
    from: Type.Integer(),
    holds: Holds,
    landings: Landings,
    at: Nullable(Instant),
  }),
);

export const Undone = Type.Object({
  undone: Type.Integer(),
  kept: Type.Integer({
    description:
      'They have gone on since, or the move itself closed or took in something of theirs.',
  }),
});
