/**
 * What a process is: elements joined by flows, as plain JSON. This schema is the one description of the process
 * language that the API, the canvas, the interpreter, the lint and the published JSON Schema share. Element types are
 * BPMN 2.0's own names; `approval` is a `userTask` with an ITSM extension and is written as one in BPMN XML.
 * A definition holds meaning only in `elements`, `flows` and `variables`; `layout` and `notes` are for the reader, so
 * that moving a box makes no new version; `origin` is what a BPMN document says beyond that.
 */
import type { Static } from 'typebox';
import { Type } from 'typebox';
import { Action, Duration, Expression, Id, Key, Party, Text } from './action.ts';
import { conditionDefs, conditionRef, FactPath } from './condition.ts';
import type { Frozen } from './json.ts';

export type { CallAction, RecordAction } from './action.ts';
export { Action, Duration, Party } from './action.ts';
export { Condition } from './condition.ts';

/** The most a single definition may hold. Larger processes are split with call activities. */
export const LIMITS = {
  elements: 1_000,
  flows: 2_000,
  nameLength: 200,
  textLength: 20_000,
  conditionDepth: 10,
  /** How deeply sub-processes may lie in one another. */
  nesting: 10,
} as const;

const closed = { additionalProperties: false };

const Name = Type.String({
  maxLength: LIMITS.nameLength,
  description: 'What people read on the diagram.',
});

/** Name of a message, a signal, an error or an escalation. */
const Code = Type.String({
  pattern: '^[A-Za-z_][A-Za-z0-9_.-]{0,99}$',
  description: 'A name that thrower and catcher agree on.',
});

const Into = Type.Optional(Id);

export const Timer = Type.Union([
  Type.Object({ after: Duration }, closed),
  Type.Object({ at: Type.String({ format: 'date-time' }) }, closed),
  Type.Object(
    { fact: FactPath },
    {
      additionalProperties: false,
      description: 'An instant held by a fact, such as `ticket.dueAt`.',
    },
  ),
]);

export const Message = Type.Object(
  {
    name: Code,
    key: Type.Optional(Expression),
    into: Into,
  },
  {
    additionalProperties: false,
    description:
      'A message by name, for this run alone where `key` says which one; its content becomes the variable `into`.',
  },
);

export const Signal = Type.Object(
  { name: Code, into: Into },
  { additionalProperties: false, description: 'A signal, heard by everyone who waits for it.' },
);

export const ErrorCatch = Type.Object(
  { code: Type.Optional(Code), into: Into },
  {
    additionalProperties: false,
    description:
      'Errors with this code, else all; `{ code, message, element }` becomes the variable `into`.',
  },
);

export const EscalationCatch = Type.Object(
  { code: Type.Optional(Code) },
  { additionalProperties: false, description: 'Escalations with this code, else all.' },
);

/** What is waited for beside the work: on the border of an activity, or in the background of a scope. */
const caught = {
  timer: Type.Optional(Timer),
  message: Type.Optional(Message),
  signal: Type.Optional(Signal),
  error: Type.Optional(ErrorCatch),
  escalation: Type.Optional(EscalationCatch),
};

const interrupting = Type.Optional(
  Type.Boolean({ description: 'Whether what it stands beside is called off; true unless said.' }),
);

const repeat = Type.Optional(
  Type.Integer({
    minimum: 1,
    maximum: 1_000,
    description: 'How often a timer that calls nothing off comes again.',
  }),
);

export const TICKET_TYPES = ['incident', 'service_request', 'problem', 'change', 'task'] as const;

export const Trigger = Type.Union([
  Type.Object(
    { type: Type.Literal('manual') },
    { additionalProperties: false, description: 'Started by a person or through the API.' },
  ),
  Type.Object(
    {
      type: Type.Literal('ticketCreated'),
      ticketTypes: Type.Optional(Type.Array(Type.Enum(TICKET_TYPES))),
      catalogItem: Type.Optional(Key),
      conditions: Type.Optional(conditionRef),
      alongside: Type.Optional(
        Type.Boolean({
          description:
            'Whether it also starts beside the process of a catalog item; false unless said.',
        }),
      ),
    },
    {
      additionalProperties: false,
      description:
        'Started by a new ticket that fits; a catalog item makes it that item’s process.',
    },
  ),
  Type.Object(
    { type: Type.Literal('called') },
    { additionalProperties: false, description: 'Started by a call from another process.' },
  ),
  Type.Object(
    { type: Type.Literal('inner') },
    { additionalProperties: false, description: 'Where a sub-process begins.' },
  ),
  Type.Object(
    { type: Type.Literal('event'), ...caught, interrupting, repeat },
    {
      additionalProperties: false,
      description: 'What an event sub-process waits for while its scope is open: one of these.',
    },
  ),
]);

const base = {
  id: Id,
  name: Type.Optional(Name),
  documentation: Type.Optional(Text),
  parent: Type.Optional(
    Type.String({ description: 'The sub-process it lies in; without one it lies in the process.' }),
  ),
};

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

export const StartEvent = Type.Object(
  { ...base, type: Type.Literal('startEvent'), trigger: Trigger },
  closed,
);

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

export const ExclusiveGateway = Type.Object(
  { ...base, type: Type.Literal('exclusiveGateway'), default: Type.Optional(Id) },
  {
    additionalProperties: false,
    description:
      'The first outgoing flow (in the order of `flows`) whose conditions hold, else `default`.',
  },
);

export const InclusiveGateway = Type.Object(
  { ...base, type: Type.Literal('inclusiveGateway'), default: Type.Optional(Id) },
  {
    additionalProperties: false,
    description:
      'Every outgoing flow whose conditions hold, else `default`; coming together, it waits for what can still come.',
  },
);

export const ParallelGateway = Type.Object(
  {
    ...base,
    type: Type.Literal('parallelGateway'),
    join: Type.Optional(
      Type.Object(
        {
          needed: Type.Integer({ minimum: 1, maximum: 100 }),
          cancelRest: Type.Optional(Type.Boolean()),
        },
        {
          additionalProperties: false,
          description:
            'Goes on when so many branches have come; the rest is called off, or let in without effect.',
        },
      ),
    ),
  },
  closed,
);

export const EventBasedGateway = Type.Object(
  { ...base, type: Type.Literal('eventBasedGateway') },
  {
    additionalProperties: false,
    description: 'The catch event behind it that happens first wins.',
  },
);

export const CatchEvent = Type.Object(
  {
    ...base,
    type: Type.Literal('intermediateCatchEvent'),
    timer: Type.Optional(Timer),
    message: Type.Optional(Message),
    signal: Type.Optional(Signal),
  },
  { additionalProperties: false, description: 'Waits for one of these.' },
);

export const BoundaryEvent = Type.Object(
  {
    ...base,
    type: Type.Literal('boundaryEvent'),
    attachedTo: Type.String({ description: 'The activity on whose border it lies.' }),
    ...caught,
    interrupting,
    repeat,
  },
  {
    additionalProperties: false,
    description: 'Waits for one of these while the activity is under way.',
  },
);

/** What is thrown; the message’s `value` is what it says. */
const thrown = {
  escalation: Type.Optional(Type.Object({ code: Code }, closed)),
  signal: Type.Optional(Type.Object({ name: Code, value: Type.Optional(Expression) }, closed)),
  message: Type.Optional(
    Type.Object(
      { name: Code, key: Type.Optional(Expression), value: Type.Optional(Expression) },
      closed,
    ),
  ),
  compensation: Type.Optional(
    Type.Object(
      { activity: Type.Optional(Id) },
      {
        additionalProperties: false,
        description: 'Undoes what this scope has done, the latest first, or only this activity.',
      },
    ),
  ),
};

export const ThrowEvent = Type.Object(
  { ...base, type: Type.Literal('intermediateThrowEvent'), ...thrown },
  { additionalProperties: false, description: 'Says one of these and goes on.' },
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
      Type.Integer({ minimum: 1, description: 'Bound when this process is published.' }),
    ),
  },
  { additionalProperties: false, description: 'Runs another process and waits for its end.' },
);

export const EndEvent = Type.Object(
  {
    ...base,
    type: Type.Literal('endEvent'),
    outcome: Type.Optional(Id),
    terminate: Type.Optional(Type.Boolean()),
    error: Type.Optional(Type.Object({ code: Code, message: Type.Optional(Text) }, closed)),
    ...thrown,
  },
  closed,
);

/** Schema of each element type, for forms and for errors that name the field instead of a whole union. */
export const ELEMENT_SCHEMAS = {
  startEvent: StartEvent,
  userTask: UserTask,
  approval: Approval,
  serviceTask: ServiceTask,
  businessRuleTask: BusinessRuleTask,
  exclusiveGateway: ExclusiveGateway,
  inclusiveGateway: InclusiveGateway,
  parallelGateway: ParallelGateway,
  eventBasedGateway: EventBasedGateway,
  intermediateCatchEvent: CatchEvent,
  boundaryEvent: BoundaryEvent,
  intermediateThrowEvent: ThrowEvent,
  subProcess: SubProcess,
  callActivity: CallActivity,
  endEvent: EndEvent,
} as const;

export const Element = Type.Union([
  StartEvent,
  UserTask,
  Approval,
  ServiceTask,
  BusinessRuleTask,
  ExclusiveGateway,
  InclusiveGateway,
  ParallelGateway,
  EventBasedGateway,
  CatchEvent,
  BoundaryEvent,
  ThrowEvent,
  SubProcess,
  CallActivity,
  EndEvent,
]);

export const Flow = Type.Object(
  {
    id: Id,
    from: Id,
    to: Id,
    port: Type.Optional(Id),
    name: Type.Optional(Name),
    conditions: Type.Optional(conditionRef),
  },
  {
    additionalProperties: false,
    description:
      '`port` names the outcome a flow leaves by (`approved`, `rejected`, `timedOut`, or a task’s outcome key); a flow without one is taken by every outcome that has no flow of its own.',
  },
);

const Point = Type.Object({ x: Type.Number(), y: Type.Number() }, closed);

export const Note = Type.Object({ id: Id, text: Text, x: Type.Number(), y: Type.Number() }, closed);

const Origin = Type.Object(
  {
    format: Type.Literal('bpmn'),
    process: Type.String({
      maxLength: 1_000,
      description: 'The id of this process in the document.',
    }),
    document: Type.String({ maxLength: 5_000_000 }),
  },
  {
    additionalProperties: false,
    description:
      'The document it was imported from: what the process language has no word for goes out again as it came. No part of the meaning.',
  },
);

export const Definition = Type.Object(
  {
    key: Key,
    name: Name,
    description: Type.Optional(Text),
    elements: Type.Array(Element, { maxItems: LIMITS.elements }),
    flows: Type.Array(Flow, { maxItems: LIMITS.flows }),
    variables: Type.Optional(
      Type.Record(Type.String(), Type.Unknown(), {
        description: 'JSON Schema of the run’s variables.',
      }),
    ),
    notes: Type.Optional(Type.Array(Note, { maxItems: LIMITS.elements })),
    layout: Type.Optional(
      Type.Record(Id, Point, {
        additionalProperties: false,
        description: 'Element id → top left corner on the canvas; no part of the meaning.',
      }),
    ),
    origin: Type.Optional(Origin),
  },
  { additionalProperties: false, $id: 'process-definition', $defs: conditionDefs },
);

export type Definition = Frozen<Static<typeof Definition>>;
/** As much of it as the interpreter reads (`skeleton.ts`). */
export type Skeleton = Pick<Definition, 'elements' | 'flows'>;
export type Element = Frozen<Static<typeof Element>>;
export type Flow = Frozen<Static<typeof Flow>>;
export type Note = Frozen<Static<typeof Note>>;
export type Loop = Frozen<Static<typeof Loop>>;
export type Timer = Frozen<Static<typeof Timer>>;
export type Message = Frozen<Static<typeof Message>>;
export type Signal = Frozen<Static<typeof Signal>>;
export type Trigger = Frozen<Static<typeof Trigger>>;
export type Outcome = Frozen<Static<typeof Outcome>>;
export type Task = Frozen<Static<typeof Task>>;
export type ApprovalRound = Frozen<Static<typeof ApprovalRound>>;
export type ElementType = Element['type'];
export type ElementOf<T extends ElementType> = Extract<Element, { type: T }>;
/** What can be repeated, mapped, undone, and have events on its border. */
export const ACTIVITY_TYPES = [
  'userTask',
  'approval',
  'serviceTask',
  'businessRuleTask',
  'subProcess',
  'callActivity',
] as const satisfies readonly ElementType[];
export type Activity = ElementOf<(typeof ACTIVITY_TYPES)[number]>;

const activityTypes: ReadonlySet<string> = new Set(ACTIVITY_TYPES);

export function isActivity(element: Element): element is Activity {
  return activityTypes.has(element.type);
}

export type Point = Frozen<Static<typeof Point>>;
