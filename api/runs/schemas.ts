/** Runs: where one execution of a process stands. */
import { Type } from 'typebox';
import { PATH_MAX } from '#domain/processes/run-path.ts';
import { RUN_STATES } from '#domain/processes/run-state.ts';
import { ELEMENT_SCHEMAS, type ElementType } from '#engine/definition.ts';
import {
  Allowed,
  Choice,
  Id,
  Input,
  Instant,
  JsonObject,
  Key,
  listOf,
  Nullable,
  PageQuery,
  Problem,
  Version,
} from '../schemas.ts';
import { TicketPartParams } from '../ticket-part.ts';

export const Run = Type.Object({
  id: Id,
  process: Key,
  processName: Type.String(),
  version: Type.Integer({
    description: 'The version of the process that it runs; it never changes by itself.',
  }),
  state: Choice(RUN_STATES),
  workflowId: Type.String({ description: 'The Temporal workflow.' }),
  ticket: Nullable(Type.Object({ id: Id, number: Type.String(), title: Type.String() })),
  startedAt: Instant,
  endedAt: Nullable(Instant),
  outcome: Nullable(Type.String()),
  failure: Nullable(
    Type.Object(
      { element: Type.String(), code: Type.String(), message: Type.String() },
      { description: 'What has failed and waits to be tried again.' },
    ),
  ),
  variables: JsonObject,
  revision: Version,
  here: Type.Optional(
    Nullable(
      Type.Object(
        {
          since: Instant,
          tokens: Type.Integer(),
          failure: Nullable(Type.Object({ code: Type.String(), message: Type.String() })),
        },
        { description: 'How it stands at the `element` that was asked for.' },
      ),
    ),
  ),
  allowed: Allowed,
});
export const Runs = listOf(Run);

export const Causes = Type.Object({
  items: Type.Array(
    Type.Object({
      process: Key,
      processName: Type.String(),
      element: Type.String(),
      elementName: Nullable(Type.String()),
      code: Type.String(),
      message: Type.String({ description: 'As the latest of them says it.' }),
      runs: Type.Integer(),
      versions: Type.Array(Type.Integer()),
      since: Type.Unsafe<string>({ ...Instant, description: 'Since when the oldest waits.' }),
    }),
  ),
});

export const RunQuery = Input({
  ...PageQuery,
  state: Type.Optional(
    Type.String({
      maxLength: 100,
      description: `${RUN_STATES.join(', ')}; several separated by commas.`,
    }),
  ),
  process: Type.Optional(Key),
  ticket: Type.Optional(TicketPartParams.properties.id),
  version: Type.Optional(
    Type.String({
      maxLength: 100,
      pattern: '^\\d{1,9}(,\\d{1,9})*$',
      description: 'Several separated by commas.',
    }),
  ),
  element: Type.Optional(
    Type.String({ minLength: 1, maxLength: 64, description: 'Runs that stand there now.' }),
  ),
  code: Type.Optional(
    Type.String({ minLength: 1, maxLength: 100, description: 'Runs that have failed with this.' }),
  ),
  startedBefore: Type.Optional(Instant),
  startedSince: Type.Optional(Instant),
  late: Type.Optional(
    Type.Boolean({ description: 'Only those with a clock of their ticket that has run out.' }),
  ),
  endedSince: Type.Optional(
    Type.Unsafe<string>({
      ...Instant,
      description: 'Runs that ended then or later; open ones are left out.',
    }),
  ),
  endedBefore: Type.Optional(
    Type.Unsafe<string>({
      ...Instant,
      description: 'Runs that ended before; open ones are left out.',
    }),
  ),
});

export const ProgressQuery = Input({ run: Type.Optional(Id) });

export const Progress = Type.Object({
  run: Run,
  definition: Nullable(
    Type.Record(Type.String(), Type.Unknown(), {
      description: 'The drawing; null for those who only follow their own request.',
    }),
  ),
  names: Nullable(
    Type.Record(Type.String(), Type.Record(Type.String(), Type.String()), {
      description:
        'What the keys in the drawing are called: by `queue`, `group`, `role`, `ruleset` and `user`.',
    }),
  ),
  version: Type.Integer(),
  elements: Type.Record(
    Type.String(),
    Type.Object({
      state: Choice(['waiting', 'done', 'failed', 'calledOff']),
      count: Type.Integer({ description: 'How often it was entered.' }),
      enteredAt: Instant,
      leftAt: Nullable(Instant),
      outcome: Nullable(Type.String()),
    }),
  ),
  tokens: Type.Array(
    Type.Object({
      token: Type.String(),
      element: Type.String(),
      waitingFor: Type.String(),
      since: Instant,
      until: Nullable(Type.Unsafe<string>({ ...Instant, description: 'When a timer comes.' })),
      beside: Type.Boolean({
        description: 'It waits on a border or in the background, and is no part of the flow.',
      }),
      failure: Nullable(Type.Object({ code: Type.String(), message: Type.String() })),
    }),
  ),
  flowsTaken: Type.Array(Type.String()),
  path: Type.Optional(
    Type.Array(
      Type.Object({
        token: Type.String(),
        element: Type.String(),
        enteredAt: Instant,
        leftAt: Nullable(Instant),
        outcome: Nullable(Type.String()),
        failed: Type.Boolean(),
        by: Type.Array(Type.String(), { description: 'Who completed it, or voted on it.' }),
      }),
      {
        description: `Its stays, the latest ${PATH_MAX} of them in order; for a run asked for by id.`,
      },
    ),
  ),
  repairs: Type.Optional(
    Type.Record(
      Type.String(),
      Type.Object({
        outcomes: Nullable(
          Type.Array(Type.String(), {
            description: 'What it may be skipped with; null where it cannot be skipped.',
          }),
        ),
        needsOutcome: Type.Boolean(),
        to: Type.Array(Type.String(), { description: 'Where a token there may be moved.' }),
      }),
      {
        description: 'By element: what may be done with a token there, by who may operate the run.',
      },
    ),
  ),
  steps: Type.Array(
    Type.Object({
      element: Type.String(),
      type: Choice(Object.keys(ELEMENT_SCHEMAS) as ElementType[]),
      name: Nullable(Type.String()),
      state: Choice(['done', 'calledOff', 'current', 'next']),
      outcome: Nullable(
        Type.String({ description: 'How an approval ended: approved, rejected or timedOut.' }),
      ),
      at: Nullable(Instant),
    }),
    {
      description:
        'The same for people: what is behind, what it waits for, and what comes when all goes well.',
    },
  ),
});

export const Cancel = Input({
  reason: Type.Optional(Type.String({ maxLength: 2_000 })),
  undo: Type.Optional(
    Type.Boolean({ description: 'Undo first what it has done, the latest first.' }),
  ),
});

const Why = Type.String({
  minLength: 1,
  maxLength: 2_000,
  description: 'Kept with the repair for ever.',
});
const TokenId = Type.String({ pattern: '^t\\d{1,9}$', description: 'As the diagram tells it.' });

export const Repair = Type.Union([
  Input({
    kind: Type.Literal('skip'),
    token: TokenId,
    outcome: Type.Optional(Nullable(Type.String({ maxLength: 64 }))),
    reason: Why,
  }),
  Input({
    kind: Type.Literal('move'),
    token: TokenId,
    to: Type.String({ maxLength: 64 }),
    reason: Why,
  }),
  Input({
    kind: Type.Literal('correct'),
    token: Type.Optional(
      Nullable(
        Type.String({
          pattern: '^t\\d{1,9}$',
          description: 'Whose variables; null for those of the process itself.',
        }),
      ),
    ),
    variables: JsonObject,
    reason: Why,
  }),
]);

const ElementId = Type.String({ minLength: 1, maxLength: 64 });

export const Bulk = Input({
  ids: Type.Array(Id, { minItems: 1, maxItems: 200 }),
  reason: Why,
  act: Type.Union([
    Input({ kind: Type.Literal('retry') }),
    Input({ kind: Type.Literal('cancel'), undo: Type.Optional(Type.Boolean()) }),
    Input({
      kind: Type.Literal('skip'),
      element: ElementId,
      outcome: Type.Optional(Nullable(Type.String({ maxLength: 64 }))),
    }),
    Input({ kind: Type.Literal('move'), element: ElementId, to: ElementId }),
    Input({ kind: Type.Literal('correct'), variables: JsonObject }),
  ]),
});

export const BulkAnswer = Type.Object({
  items: Type.Array(
    Type.Object({
      id: Id,
      status: Type.Integer({ description: 'As if it had been asked alone.' }),
      run: Type.Optional(Run),
      problem: Type.Optional(Problem),
    }),
  ),
});

export const Reason = Input({ reason: Type.Optional(Type.String({ maxLength: 2_000 })) });
