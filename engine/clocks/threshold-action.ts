/** What a threshold does when it is passed; everything happens in the record, in one transaction, once. */
import { type Static, Type } from 'typebox';
import { Key, Party, Text } from '../action.ts';
import type { Frozen } from '../json.ts';

const closed = { additionalProperties: false } as const;

/** `inCharge`: the assignee, else those who work the ticket's queue. */
export const ClockParty = Type.Union([
  Party,
  Type.Object({ relation: Type.Enum(['inCharge', 'assigneeManager']) }, closed),
]);
export type ClockParty = Frozen<Static<typeof ClockParty>>;

export const ThresholdAction = Type.Union([
  Type.Object(
    {
      type: Type.Literal('notify'),
      to: Type.Array(ClockParty, { minItems: 1, maxItems: 20 }),
      message: Type.Optional(Text),
    },
    closed,
  ),
  Type.Object(
    {
      type: Type.Literal('reassign'),
      queue: Type.Optional(Key),
      assignee: Type.Optional(
        Type.Union([Type.String({ minLength: 1, maxLength: 320 }), Type.Null()]),
      ),
    },
    { ...closed, minProperties: 2 },
  ),
  Type.Object(
    {
      type: Type.Literal('raisePriority'),
      by: Type.Optional(Type.Integer({ minimum: 1, maximum: 3 })),
    },
    closed,
  ),
  Type.Object(
    {
      type: Type.Literal('tag'),
      add: Type.Array(Type.String({ minLength: 1, maxLength: 64 }), { minItems: 1, maxItems: 20 }),
    },
    closed,
  ),
  Type.Object({ type: Type.Literal('startProcess'), process: Key }, closed),
  Type.Object({ type: Type.Literal('escalate'), ladder: Type.Optional(Key) }, closed),
]);

export type ThresholdAction = Frozen<Static<typeof ThresholdAction>>;
