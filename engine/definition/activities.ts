/** Activities: the work that people, rules and other systems do, and the sub-processes that hold such work. */
import type { Static } from 'typebox';
import { Type } from 'typebox';
import { Action, Duration, Expression, Id, Key, Party, Text } from '../action.ts';
import type { Frozen } from '../json.ts';
import { base, closed, Name } from './every-element.ts';

export const Loop = Type.Object(
  {
    each: Expression,
    as: Type.Optional(Id),
    sequential: Type.Optional(Type.Boolean()),
    atOnce: Type.Optional(Type.Integer({ minimum: 1, maximum: 500 })),
    until: Type.Optional(Expression),
    collect: Type.Optional(Type.Object({ into: Id, value: Expression }, closed)),
  },
  {
    additionalProperties: false,
    description:
      'Once for each item of a list, or so many times: in sequence, or in parallel with at most `atOnce` under way; `until` ends it early.',
  },
);

const Mapping = Type.Record(Id, Expression);

/** What every activity may have: its own variables, repetition, and what undoes it. */
const activity = {
  ...base,
  loop: Type.Optional(Loop),
  inputs: Type.Optional(Mapping),
  outputs: Type.Optional(Mapping),
  undo: Type.Optional(
    Type.String({ description: 'The element that undoes this one when it is compensated.' }),
  ),
  forCompensation: Type.Optional(
    Type.Boolean({ description: 'Done only to undo another; no flow leads here.' }),
  ),
};

export const Outcome = Type.Object({ key: Id, label: Name }, closed);

export const Task = Type.Object(
  {
    instructions: Type.Optional(Text),
    assignment: Type.Optional(
      Type.Object(
        {
          user: Type.Optional(Type.String()),
          queue: Type.Optional(Key),
          group: Type.Optional(Key),
          relation: Type.Optional(Type.Enum(['requester', 'assignee', 'requesterManager'])),
        },
        {
          additionalProperties: false,
          description: 'Who; without any of them the ticket’s own assignee and queue.',
        },
      ),
    ),
    form: Type.Optional(
      Type.Record(Type.String(), Type.Unknown(), {
        description: 'JSON Schema (2020-12) of the values asked for.',
      }),
    ),
    uiSchema: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
    outcomes: Type.Optional(Type.Array(Outcome, { minItems: 1, maxItems: 20 })),
    due: Type.Optional(Duration),
    completesOnStatus: Type.Optional(
      Type.Record(Type.String(), Id, {
        description: 'Ticket status → outcome key: moving the ticket there completes the task.',
      }),
    ),
  },
  closed,
);

export const UserTask = Type.Object(
  { ...activity, type: Type.Literal('userTask'), task: Task },
  closed,
);

export const ApprovalRound = Type.Object(
  {
    mode: Type.Enum(['any', 'all', 'nOfM'], {
      description:
        '`any`: the first approve or reject decides; `all`: every one must approve; `nOfM`: `needed` must approve.',
    }),
    needed: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
    approvers: Type.Array(Party, { minItems: 1, maxItems: 50 }),
    message: Type.Optional(Text),
    due: Type.Optional(Duration),
    remindAfter: Type.Optional(Duration),
    selfApproval: Type.Optional(
      Type.Boolean({
        description: 'Whether the requester’s own vote is allowed; false unless said.',
      }),
    ),
  },
  closed,
);

export const Approval = Type.Object(
  { ...activity, type: Type.Literal('approval'), approval: ApprovalRound },
  closed,
);

export const ServiceTask = Type.Object(
  {
    ...activity,
    type: Type.Literal('serviceTask'),
    action: Action,
    retry: Type.Optional(
      Type.Object({ attempts: Type.Integer({ minimum: 1, maximum: 100 }) }, closed),
    ),
  },
  closed,
);

export const BusinessRuleTask = Type.Object(
  { ...activity, type: Type.Literal('businessRuleTask'), ruleset: Key },
  { additionalProperties: false, description: 'Runs a ruleset; its results become variables.' },
);

export const SubProcess = Type.Object(
  {
    ...activity,
    type: Type.Literal('subProcess'),
    triggeredByEvent: Type.Optional(
      Type.Boolean({
        description: 'Begins by an event while its scope is open; no flow leads here.',
      }),
    ),
  },
  {
    additionalProperties: false,
    description: 'A scope of its own: the elements that name it as `parent`.',
  },
);

export const CallActivity = Type.Object(
  {
    ...activity,
    type: Type.Literal('callActivity'),
    process: Key,
    version: Type.Optional(
      Type.Integer({ minimum: 1, description: 'The version its author has pinned.' }),
    ),
    bound: Type.Optional(
      Type.Integer({
        minimum: 1,
        description:
          'Without `version`: the one that was present when this process was published, written then. A draft has none.',
      }),
    ),
  },
  { additionalProperties: false, description: 'Runs another process and waits for its end.' },
);

export type Loop = Frozen<Static<typeof Loop>>;
export type Outcome = Frozen<Static<typeof Outcome>>;
export type Task = Frozen<Static<typeof Task>>;
export type ApprovalRound = Frozen<Static<typeof ApprovalRound>>;
