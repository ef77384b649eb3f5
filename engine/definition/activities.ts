/** Activities: the work that people, rules and other systems do, and the sub-processes that hold such work. */
import type { Static } from 'typebox';
import { Type } from 'typebox';
import { Action, Approver, Duration, Expression, Id, Key, Party, Text } from '../action.ts';
import { APPROVAL_MODES } from '../approval/tally.ts';
import { conditionRef } from '../condition.ts';
import type { Frozen } from '../json.ts';
import { base, closed, Name } from './every-element.ts';
import { LIMITS } from './limits.ts';

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

/** A key, or one placeholder that stands for one. */
const KeyOrPlaceholder = Type.String({
  pattern: '^([a-z0-9][a-z0-9-]{0,63}|\\{\\{\\s*[A-Za-z_][A-Za-z0-9_.-]*\\s*\\}\\})$',
  maxLength: 200,
  description: 'A key, or a placeholder such as `{{variables.step.assignment.group}}`.',
});

const who = {
  user: Type.Optional(Type.String()),
  queue: Type.Optional(KeyOrPlaceholder),
  group: Type.Optional(KeyOrPlaceholder),
  relation: Type.Optional(Type.Enum(['requester', 'assignee', 'requesterManager'])),
};

export const Outcome = Type.Object({ key: Id, label: Name }, closed);

export const Task = Type.Object(
  {
    title: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: LIMITS.nameLength,
        description:
          'What this doing of it is called, with `{{placeholders}}`; the element’s name unless said.',
      }),
    ),
    step: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: LIMITS.nameLength,
        description:
          'The key of the step of the change’s plan that is carried out, or where it is done to undo, taken back.',
      }),
    ),
    instructions: Type.Optional(Text),
    assignment: Type.Optional(
      Type.Object(
        {
          ...who,
          otherwise: Type.Optional(
            Type.Object(who, {
              additionalProperties: false,
              description: 'Where nobody of those is found.',
            }),
          ),
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

/** A fact that is part of what is put before approvers. */
const Material = Type.String({
  pattern: '^(ticket|requester|variables)(\\.[A-Za-z0-9_-]+)+$',
  maxLength: 200,
});

/** What comes of an approval that nobody has decided in time. */
export const LateApproval = Type.Object(
  {
    escalateTo: Type.Optional(
      Type.Array(Party, {
        minItems: 1,
        maxItems: 20,
        description: 'May then decide the open stage by themselves, the first of them who does.',
      }),
    ),
    after: Type.Optional(Duration),
    outcome: Type.Optional(
      Type.Enum(['approved', 'rejected', 'timedOut'], {
        description: 'What it comes to at the end; `timedOut` unless said.',
      }),
    ),
  },
  {
    additionalProperties: false,
    description:
      'At the due time: others are asked, who have `after` (else as long again); then the outcome.',
  },
);

const groupRule = {
  mode: Type.Enum(APPROVAL_MODES, {
    description:
      '`any`: the first approve or reject decides; `all`: everybody who does not abstain must approve; `nOfM`: `needed` must approve; `majority`: more than half; `percent`: so many of a hundred; `weighted`: approvals of `needed` weight.',
  }),
  needed: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000 })),
  percent: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
  approvers: Type.Array(Approver, { minItems: 1, maxItems: 50 }),
};

export const ApprovalGroup = Type.Object(
  {
    id: Id,
    name: Type.Optional(Name),
    when: Type.Optional(conditionRef),
    ...groupRule,
  },
  {
    additionalProperties: false,
    description: 'People who are asked together, counted by one rule.',
  },
);

export const ApprovalStage = Type.Object(
  {
    id: Id,
    name: Type.Optional(Name),
    when: Type.Optional(conditionRef),
    groups: Type.Array(ApprovalGroup, { minItems: 1, maxItems: 20 }),
    enough: Type.Optional(
      Type.Array(Type.Array(Id, { minItems: 1, maxItems: 20 }), {
        minItems: 1,
        maxItems: 20,
        description: 'Which groups are enough: one of these lists, whole. All groups unless said.',
      }),
    ),
  },
  {
    additionalProperties: false,
    description:
      'Groups that are asked at once. A stage begins when the one before it has approved.',
  },
);

export const ApprovalRound = Type.Object(
  {
    mode: Type.Optional(groupRule.mode),
    needed: Type.Optional(groupRule.needed),
    percent: Type.Optional(groupRule.percent),
    approvers: Type.Optional(groupRule.approvers),
    stages: Type.Optional(
      Type.Array(ApprovalStage, {
        minItems: 1,
        maxItems: 20,
        description:
          'In order, in place of `mode` and `approvers`, which are one stage of one group.',
      }),
    ),
    message: Type.Optional(Text),
    due: Type.Optional(Duration),
    late: Type.Optional(LateApproval),
    remindAfter: Type.Optional(Duration),
    selfApproval: Type.Optional(
      Type.Boolean({
        description: 'Whether the requester’s own vote is allowed; false unless said.',
      }),
    ),
    repeatVoters: Type.Optional(
      Type.Boolean({
        description:
          'Whether who has decided in one stage may decide in a later one; false unless said.',
      }),
    ),
    askAgainOn: Type.Optional(
      Type.Array(Material, {
        maxItems: 50,
        description:
          'What is material: facts such as `ticket.impact` or `variables.cost`. When one of them changes while it is open, everybody is asked anew.',
      }),
    ),
    waitsForAnswers: Type.Optional(
      Type.Boolean({
        description:
          'Whether time stands still while a question to the requester is open; false unless said.',
      }),
    ),
    decideByLink: Type.Optional(
      Type.Boolean({
        description:
          'Whether the mail leads to a page on which its addressee decides without signing in; false unless said.',
      }),
    ),
    signature: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 500,
        description:
          'What a decision is signed as, such as “I have reviewed this and answer for it.”: whoever decides gives their password again. Nothing is signed unless said.',
      }),
    ),
    fallback: Type.Optional(
      Type.Array(Party, {
        minItems: 1,
        maxItems: 20,
        description:
          'Who is asked in place of an approver who is missing, has left or asked for this; the administrators unless said.',
      }),
    ),
  },
  {
    additionalProperties: false,
    description: 'Who decides, by what rule and until when: `mode` and `approvers`, or `stages`.',
  },
);

export const Approval = Type.Object(
  { ...activity, type: Type.Literal('approval'), approval: ApprovalRound },
  closed,
);

export const CabReview = Type.Object(
  {
    ...activity,
    type: Type.Literal('cabReview'),
    cab: Type.Object(
      {
        board: Key,
        message: Type.Optional(Text),
      },
      {
        additionalProperties: false,
        description:
          'The board on whose agenda the change is put, and what it is told beside the change.',
      },
    ),
  },
  {
    additionalProperties: false,
    description:
      'Puts the change on the agenda of a board’s next meeting and waits until a meeting has ended that decided about it: `approved`, `rejected`, or `deferred`, which sends it back to whoever planned it.',
  },
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
export type ApprovalStage = Frozen<Static<typeof ApprovalStage>>;
export type ApprovalGroup = Frozen<Static<typeof ApprovalGroup>>;
export type LateApproval = Frozen<Static<typeof LateApproval>>;
