/**
 * What a process is: elements joined by flows, as plain JSON. This schema is the one description of the process
 * language that the API, the canvas, the interpreter, the lint and the published JSON Schema share. Element types are
 * BPMN 2.0's own names; `approval` is a `userTask` with an ITSM extension and is written as one in BPMN XML.
 * A definition holds meaning only in `elements`, `flows` and `variables`; `layout` and `notes` are for the reader, so
 * that moving a box makes no new version.
 */
import type { Static } from 'typebox';
import { Type } from 'typebox';
import { Action, Duration, Id, Key, Party, Text } from './action.ts';
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
} as const;

const closed = { additionalProperties: false };

const Name = Type.String({
  maxLength: LIMITS.nameLength,
  description: 'What people read on the diagram.',
});

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
]);

const base = { id: Id, name: Type.Optional(Name), documentation: Type.Optional(Text) };

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
  { ...base, type: Type.Literal('userTask'), task: Task },
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
  { ...base, type: Type.Literal('approval'), approval: ApprovalRound },
  closed,
);

export const ServiceTask = Type.Object(
  {
    ...base,
    type: Type.Literal('serviceTask'),
    action: Action,
    retry: Type.Optional(
      Type.Object({ attempts: Type.Integer({ minimum: 1, maximum: 100 }) }, closed),
    ),
  },
  closed,
);

export const BusinessRuleTask = Type.Object(
  { ...base, type: Type.Literal('businessRuleTask'), ruleset: Key },
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

export const ParallelGateway = Type.Object(
  { ...base, type: Type.Literal('parallelGateway') },
  closed,
);

export const TimerEvent = Type.Object(
  {
    ...base,
    type: Type.Literal('intermediateCatchEvent'),
    timer: Type.Union([
      Type.Object({ after: Duration }, closed),
      Type.Object({ at: Type.String({ format: 'date-time' }) }, closed),
      Type.Object(
        { fact: FactPath },
        {
          additionalProperties: false,
          description: 'An instant held by a fact, such as `ticket.dueAt`.',
        },
      ),
    ]),
  },
  closed,
);

export const EndEvent = Type.Object(
  {
    ...base,
    type: Type.Literal('endEvent'),
    outcome: Type.Optional(Id),
    terminate: Type.Optional(Type.Boolean()),
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
  parallelGateway: ParallelGateway,
  intermediateCatchEvent: TimerEvent,
  endEvent: EndEvent,
} as const;

export const Element = Type.Union([
  StartEvent,
  UserTask,
  Approval,
  ServiceTask,
  BusinessRuleTask,
  ExclusiveGateway,
  ParallelGateway,
  TimerEvent,
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
  },
  { additionalProperties: false, $id: 'process-definition', $defs: conditionDefs },
);

export type Definition = Frozen<Static<typeof Definition>>;
export type Element = Frozen<Static<typeof Element>>;
export type Flow = Frozen<Static<typeof Flow>>;
export type Note = Frozen<Static<typeof Note>>;
export type Trigger = Frozen<Static<typeof Trigger>>;
export type Outcome = Frozen<Static<typeof Outcome>>;
export type Task = Frozen<Static<typeof Task>>;
export type ApprovalRound = Frozen<Static<typeof ApprovalRound>>;
export type ElementType = Element['type'];
export type ElementOf<T extends ElementType> = Extract<Element, { type: T }>;
export type Point = Frozen<Static<typeof Point>>;
