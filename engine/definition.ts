/**
 * What a process is: elements joined by flows, as plain JSON. This schema is the one description of the process
 * language that the API, the canvas, the interpreter, the lint and the published JSON Schema share. Element types are
 * BPMN 2.0's own names; `approval` and `cabReview` are `userTask`s with an ITSM extension and are written as such in BPMN XML.
 * A definition holds meaning only in `elements`, `flows` and `variables`; `layout`, `collapsed`, `groups` and `notes` are
 * for the reader, so that moving a box makes no new version; `origin` is what a BPMN document says beyond that. The families of elements
 * are described one file each in `definition/`; everyone else comes in by this door.
 */
import type { Static } from 'typebox';
import { Type } from 'typebox';
import { Id, Key, Text } from './action.ts';
import { conditionDefs, conditionRef } from './condition.ts';
import {
  Approval,
  BusinessRuleTask,
  CabReview,
  CallActivity,
  ServiceTask,
  SubProcess,
  UserTask,
} from './definition/activities.ts';
import {
  BoundaryEvent,
  CatchEvent,
  EndEvent,
  StartEvent,
  ThrowEvent,
} from './definition/events.ts';
import { closed, Name } from './definition/every-element.ts';
import {
  EventBasedGateway,
  ExclusiveGateway,
  InclusiveGateway,
  ParallelGateway,
} from './definition/gateways.ts';
import { LIMITS } from './definition/limits.ts';
import type { Frozen } from './json.ts';

export type { Approver, CallAction } from './action.ts';
export { Action, Duration, Party } from './action.ts';
export { Condition } from './condition.ts';
export type {
  ApprovalGroup,
  ApprovalRound,
  ApprovalStage,
  LateApproval,
  Loop,
  Outcome,
  Task,
} from './definition/activities.ts';
export { Message, Signal, Timer } from './definition/caught.ts';
export { BoundaryEvent, EndEvent } from './definition/events.ts';
export { LIMITS } from './definition/limits.ts';
export { TICKET_TYPES, Trigger } from './definition/trigger.ts';

/** Schema of each element type, for forms and for errors that name the field instead of a whole union. */
export const ELEMENT_SCHEMAS = {
  startEvent: StartEvent,
  userTask: UserTask,
  approval: Approval,
  cabReview: CabReview,
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
  CabReview,
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
      '`port` names the outcome a flow leaves by (`approved`, `rejected`, `timedOut`, `deferred`, or a task’s outcome key); a flow without one is taken by every outcome that has no flow of its own.',
  },
);

const Point = Type.Object({ x: Type.Number(), y: Type.Number() }, closed);

/** So large a note is drawn that does not say its own size. */
export const NOTE_SIZE = { width: 160, height: 64 } as const;
export const NOTE_LENGTH = { minimum: 16, maximum: 4_000 } as const;
const NoteLength = Type.Number(NOTE_LENGTH);

export const Note = Type.Object(
  {
    id: Id,
    text: Text,
    x: Type.Number(),
    y: Type.Number(),
    width: Type.Optional(NoteLength),
    height: Type.Optional(NoteLength),
    about: Type.Optional(Id),
  },
  {
    additionalProperties: false,
    description:
      'What authors say to each other, in the drawing: its top left corner and size there, and the element it is about. No part of the meaning.',
  },
);

export const Group = Type.Object(
  {
    id: Id,
    name: Type.Optional(Name),
    elements: Type.Array(Id, { minItems: 1, maxItems: LIMITS.elements }),
  },
  { additionalProperties: false, description: 'A named rectangle behind these elements.' },
);

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
    collapsed: Type.Optional(
      Type.Array(Id, {
        maxItems: LIMITS.elements,
        description: 'Sub-processes drawn as one box; no part of the meaning.',
      }),
    ),
    groups: Type.Optional(Type.Array(Group, { maxItems: LIMITS.elements })),
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
export type Group = Frozen<Static<typeof Group>>;
export type ElementType = Element['type'];
export type ElementOf<T extends ElementType> = Extract<Element, { type: T }>;

export type Point = Frozen<Static<typeof Point>>;
