/** Back-tests: what is asked for, how far it is, its numbers, and the tickets behind them. */
import { Type } from 'typebox';
import { UNPLAYED } from '#domain/backtests/play-batch.ts';
import { TICKETS_MAX, TICKETS_USUAL } from '#domain/backtests/start.ts';
import { TICKET_TYPES } from '#domain/tickets/values.ts';
import { DIFFERENCES } from '#engine/backtest/compare.ts';
import { DIVERGENCES } from '#engine/backtest/diverged.ts';
import {
  Choice,
  Id,
  Input,
  Instant,
  JsonObject,
  Key,
  KeyParams,
  listOf,
  Nullable,
  PageQuery,
  PersonRef,
  Priority,
} from '../schemas.ts';

const STATES = ['queued', 'running', 'completed', 'cancelled', 'failed'] as const;
const RESULTS = ['same', 'different', 'diverged', 'unplayed'] as const;

const filter = {
  type: Type.Optional(Choice(TICKET_TYPES)),
  category: Type.Optional(Type.String({ minLength: 1, maxLength: 100 })),
  queue: Type.Optional(Key),
  priority: Type.Optional(Priority),
  createdAfter: Type.Optional(Instant),
  createdBefore: Type.Optional(Instant),
  closedAfter: Type.Optional(Instant),
};

export const NewBacktest = Input({
  filter: Type.Optional(Input(filter)),
  limit: Type.Optional(
    Type.Integer({
      minimum: 1,
      maximum: TICKETS_MAX,
      default: TICKETS_USUAL,
      description: 'So many tickets, the last ones closed.',
    }),
  ),
});

const Count = Type.Integer({ minimum: 0 });

const ClockCounts = Type.Object({ met: Count, breached: Count, open: Count });
const ClockOutcome = Choice(['met', 'breached', 'open', 'cancelled']);

export const Backtest = Type.Object({
  id: Id,
  process: Key,
  state: Choice(STATES),
  filter: Type.Object({ ...filter, limit: Type.Integer() }),
  progress: Type.Object({ done: Count, total: Count }),
  totals: Type.Object({
    tickets: Count,
    same: Count,
    different: Count,
    diverged: Count,
    unplayed: Type.Integer({
      minimum: 0,
      description: 'Tickets that could not be played: they say nothing about the draft.',
    }),
    byKind: Type.Object(
      {
        path: Count,
        approvals: Count,
        assignment: Count,
        priority: Count,
        outcome: Count,
        clocks: Count,
      },
      {
        description:
          'Tickets in which something of this kind differs; of those that diverged, what is certain.',
      },
    ),
    divergedAt: Type.Array(Type.Object({ element: Type.String(), count: Count })),
    clocks: Type.Array(
      Type.Object({
        policy: Type.String(),
        name: Type.String(),
        before: ClockCounts,
        after: ClockCounts,
        mended: Type.Integer({ description: 'Broken then, and kept by the draft.' }),
        broken: Type.Integer({ description: 'Kept then, and broken by the draft.' }),
        unknown: Type.Integer({ description: 'Where the draft diverged.' }),
      }),
      { description: 'By what is promised about tickets when the back-test begins.' },
    ),
  }),
  draftRevision: Nullable(
    Type.Integer({ description: 'Of the draft that is tested; null: it is a published version.' }),
  ),
  version: Nullable(Type.Integer()),
  baseVersion: Nullable(Type.Integer({ description: 'The version that the draft began from.' })),
  failure: Nullable(Type.String()),
  by: Nullable(PersonRef),
  at: Instant,
  endedAt: Nullable(Instant),
});

export const Backtests = listOf(Backtest);

const Path = Type.Array(Type.Object({ element: Type.String(), flow: Nullable(Type.String()) }), {
  description: 'The elements in their order, each with the flow by which it was reached.',
});

export const testedTicket = {
  ticket: Type.Object({ id: Id, number: Type.String(), title: Type.String() }),
  run: Id,
  version: Type.Integer({ description: 'The version that the run ran on.' }),
  result: Choice(RESULTS),
  diverged: Nullable(
    Type.Object(
      { element: Type.String(), reason: Choice(DIVERGENCES) },
      {
        description: 'Where history has no answer any more, and why.',
      },
    ),
  ),
  unplayed: Nullable(
    Choice(UNPLAYED, { description: 'Why it could not be played; it then differs in nothing.' }),
  ),
  differences: Type.Array(
    Type.Object({
      kind: Choice(DIFFERENCES),
      of: Type.Optional(Type.String()),
      before: Type.Unknown(),
      after: Type.Unknown(),
    }),
  ),
  paths: Type.Object({ before: Path, after: Path }),
  waitedMs: Type.Object({ before: Type.Integer(), after: Nullable(Type.Integer()) }),
  clocks: Type.Array(
    Type.Object({
      track: Type.String({ description: 'What there is one clock of.' }),
      policy: Type.String(),
      name: Type.String(),
      before: Nullable(ClockOutcome),
      after: Nullable(ClockOutcome),
    }),
    { description: 'How what is promised came out, and would have; null where nobody can know.' },
  ),
};

export const TestedTickets = listOf(Type.Object(testedTicket));
export const TestedTicket = Type.Object({
  ...testedTicket,
  drawings: Type.Object(
    { before: JsonObject, after: JsonObject },
    { description: 'The version that the run ran on, and the draft as it was tested.' },
  ),
});

export const BacktestParams = Type.Object({ ...KeyParams.properties, id: Id });
export const TestedTicketParams = Type.Object({ ...BacktestParams.properties, ticket: Id });

export const TestedQuery = Type.Object(
  {
    ...PageQuery,
    result: Type.Optional(Choice(RESULTS)),
    kind: Type.Optional(Choice(DIFFERENCES)),
    element: Type.Optional(
      Type.String({ maxLength: 64, description: 'The element at which they diverged.' }),
    ),
  },
  { additionalProperties: false },
);
