/**
 * A scenario: what is given, what happens then, and the trace that is expected of it. Plain JSON, so that the same file is
 * played by the pure rehearsal, in a browser and against real parts.
 */
import { type Static, Type } from 'typebox';
import { Duration, Id, Key } from '../action.ts';
import type { Frozen } from '../json.ts';
import { MOMENT } from './week.ts';

const closed = { additionalProperties: false };
const Values = Type.Record(Type.String(), Type.Unknown());
const Name = Type.String({ minLength: 1, maxLength: 200 });
const Reason = Type.Optional(Type.String({ maxLength: 2_000 }));
const Moment = Type.String({
  pattern: MOMENT,
  maxLength: 40,
  title: '`Fri 16:00` or an ISO 8601 instant',
  description:
    '`Fri 15:00` of the week it begins in, `Mon+1 09:00` of the next, or an ISO 8601 instant.',
});
const Waiting = Type.Optional(
  Type.String({ description: 'What it waits for, where several tokens are at the element.' }),
);

const happening = <T extends string, P extends Parameters<typeof Type.Object>[0]>(
  type: T,
  properties: P,
) => Type.Object({ type: Type.Literal(type), ...properties }, closed);

export const Happening = Type.Union(
  [
    happening('complete', {
      element: Id,
      outcome: Type.Optional(Type.Union([Name, Type.Null()])),
      values: Type.Optional(Values),
    }),
    /** At an approval, or by a board. */
    happening('decide', {
      element: Id,
      outcome: Type.Enum(['approved', 'rejected', 'timedOut', 'deferred']),
    }),
    /** One of those who are asked votes; with the vote that decides, the approval is decided. */
    happening('vote', {
      element: Id,
      voter: Type.String({ minLength: 1, maxLength: 400 }),
      decision: Type.Enum(['approve', 'reject', 'abstain']),
    }),
    /** A gateway that waits to be told takes these flows; none: its default. */
    happening('choose', { element: Id, flows: Type.Array(Id, { maxItems: 100 }) }),
    /** The outside world answers a call. */
    happening('answer', { element: Id, variables: Type.Optional(Values) }),
    /** The next ask or call of this element fails. */
    happening('fail', { element: Id, code: Name }),
    happening('retry', { element: Id }),
    happening('skip', {
      element: Id,
      waiting: Waiting,
      outcome: Type.Optional(Type.Union([Name, Type.Null()])),
      reason: Reason,
    }),
    happening('move', { element: Id, waiting: Waiting, to: Id, reason: Reason }),
    happening('correct', { variables: Values, reason: Reason }),
    happening('cancel', { reason: Reason, undo: Type.Optional(Type.Boolean()) }),
    /** With `element`: to whoever waits there, under whatever key. */
    happening('message', {
      name: Name,
      element: Type.Optional(Id),
      key: Type.Optional(Type.Union([Type.String({ maxLength: 200 }), Type.Null()])),
      value: Type.Optional(Type.Unknown()),
    }),
    happening('signal', {
      name: Name,
      element: Type.Optional(Id),
      value: Type.Optional(Type.Unknown()),
    }),
    /** The process that was called has ended. */
    happening('return', {
      element: Id,
      outcome: Type.Optional(Type.Union([Name, Type.Null()])),
      variables: Type.Optional(Values),
    }),
    /** The call, or the process that was called, has failed. */
    happening('break', { element: Id, code: Name }),
    /** The timer here comes, whichever others would come before it. */
    happening('fire', { element: Id }),
    /** Somebody changes the ticket from outside the process. */
    happening('change', { set: Values }),
    /** Somebody who works on the ticket, or who asked for it, answers for all to read. */
    happening('reply', { by: Type.Enum(['agent', 'requester']) }),
    happening('wait', { for: Duration }),
    happening('waitUntil', {
      moment: Type.Union([Moment, Type.Literal('next timer')]),
    }),
  ],
  { description: 'Something that happens, at the time that has come.' },
);

export const Given = Type.Object(
  {
    at: Type.Optional(Moment),
    start: Type.Optional(Id),
    variables: Type.Optional(Values),
    ticket: Type.Optional(Values),
    requester: Type.Optional(Values),
    undecided: Type.Optional(
      Type.Array(Id, {
        description: 'Gateways that do not decide by the facts, but wait to be told (`choose`).',
      }),
    ),
    voters: Type.Optional(
      Type.Record(Id, Type.Array(Name, { minItems: 1, maxItems: 100 }), {
        description: 'Approvals whose voters are named; at others each approver stands for them.',
      }),
    ),
    failing: Type.Optional(
      Type.Record(Id, Name, {
        description: 'Elements whose first ask or call fails, and the code.',
      }),
    ),
  },
  closed,
);

export const Scenario = Type.Object(
  {
    name: Name,
    process: Type.Optional(Key),
    given: Type.Optional(Given),
    happenings: Type.Array(Happening, { maxItems: 500 }),
    trace: Type.Optional(
      Type.Array(Type.String({ maxLength: 4_000 }), {
        maxItems: 5_000,
        description:
          'What is expected, line by line; a line begins with the time where it has changed.',
      }),
    ),
  },
  closed,
);

export type Happening = Frozen<Static<typeof Happening>>;
export type Given = Frozen<Static<typeof Given>>;
export type Scenario = Frozen<Static<typeof Scenario>>;
