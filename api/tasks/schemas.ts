/** User tasks: what is to be done, by whom, and how it can end. */
import { Type } from 'typebox';
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
  PersonRef,
  Priority,
  Version,
} from '../schemas.ts';

export const TASK_STATES = ['open', 'completed', 'cancelled'] as const;

const KeyRef = Type.Object({ id: Id, key: Type.String(), name: Type.String() });

export const Task = Type.Object({
  id: Id,
  ticket: Nullable(
    Type.Object({
      id: Id,
      number: Type.String(),
      title: Type.String(),
      priority: Priority,
      requester: PersonRef,
    }),
  ),
  run: Id,
  process: Key,
  element: Type.String(),
  name: Type.String(),
  instructions: Type.String(),
  state: Choice(TASK_STATES),
  assignee: Nullable(PersonRef),
  queue: Nullable(KeyRef),
  group: Nullable(KeyRef),
  form: Nullable(
    Type.Record(Type.String(), Type.Unknown(), {
      description: 'JSON Schema of the values asked for.',
    }),
  ),
  uiSchema: Nullable(JsonObject),
  outcomes: Type.Array(Type.Object({ key: Type.String(), label: Type.String() }), {
    description: 'How it can end; one of them is given when it is completed.',
  }),
  completesOnStatus: Type.Record(Type.String(), Type.String(), {
    description: 'Ticket status → the outcome with which moving the ticket there completes it.',
  }),
  outcome: Nullable(Type.String()),
  values: Nullable(JsonObject),
  dueAt: Nullable(Instant),
  openedAt: Instant,
  completedAt: Nullable(Instant),
  completedBy: Nullable(PersonRef),
  version: Version,
  allowed: Allowed,
});
export const Tasks = listOf(Task);

export const Completion = Input({
  outcome: Type.Optional(
    Nullable(
      Type.String({
        maxLength: 64,
        description: 'The key of one of the outcomes; may be left out where there is only one.',
      }),
    ),
  ),
  values: Type.Optional(JsonObject),
});

export const TaskQuery = Input({
  ...PageQuery,
  state: Type.Optional(
    Type.String({
      maxLength: 60,
      description: 'open, completed, cancelled; several separated by commas.',
    }),
  ),
  assignee: Type.Optional(
    Type.String({
      maxLength: 320,
      description: '`me`: mine, and those that wait for one of my groups; `none`; or an address.',
    }),
  ),
  exact: Type.Optional(
    Type.Boolean({ description: 'With `assignee=me`: only what is assigned to me.' }),
  ),
  queue: Type.Optional(Key),
  ticket: Type.Optional(Id),
});
