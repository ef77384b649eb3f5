/** Events: where a process begins and ends, waits, and says something. */
import { Type } from 'typebox';
import { Expression, Id, Text } from '../action.ts';
import { Code, caught, interrupting, Message, repeat, Signal, Timer } from './caught.ts';
import { base, closed } from './every-element.ts';
import { Trigger } from './trigger.ts';

export const StartEvent = Type.Object(
  { ...base, type: Type.Literal('startEvent'), trigger: Trigger },
  closed,
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
