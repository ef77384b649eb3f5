/** What a process can wait for: a time, a message, a signal, and what goes wrong or is reported inside of it. */
import type { Static } from 'typebox';
import { Type } from 'typebox';
import { Duration, Expression, Id } from '../action.ts';
import { FactPath } from '../condition.ts';
import type { Frozen } from '../json.ts';
import { closed } from './every-element.ts';

/** Name of a message, a signal, an error or an escalation. */
export const Code = Type.String({
  pattern: '^[A-Za-z_][A-Za-z0-9_.-]{0,99}$',
  description: 'A name that thrower and catcher agree on.',
});

const Into = Type.Optional(Id);

export const Timer = Type.Union([
  Type.Object({ after: Duration }, closed),
  Type.Object({ at: Type.String({ format: 'date-time' }) }, closed),
  Type.Object(
    { fact: FactPath, before: Type.Optional(Duration) },
    {
      additionalProperties: false,
      description:
        'An instant held by a fact, such as `ticket.dueAt`, or, with `before`, so long before it.',
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

const ErrorCatch = Type.Object(
  { code: Type.Optional(Code), into: Into },
  {
    additionalProperties: false,
    description:
      'Errors with this code, else all; `{ code, message, element }` becomes the variable `into`.',
  },
);

const EscalationCatch = Type.Object(
  { code: Type.Optional(Code) },
  { additionalProperties: false, description: 'Escalations with this code, else all.' },
);

/** What is waited for beside the work: on the border of an activity, or in the background of a scope. */
export const caught = {
  timer: Type.Optional(Timer),
  message: Type.Optional(Message),
  signal: Type.Optional(Signal),
  error: Type.Optional(ErrorCatch),
  escalation: Type.Optional(EscalationCatch),
};

export const interrupting = Type.Optional(
  Type.Boolean({ description: 'Whether what it stands beside is called off; true unless said.' }),
);

export const repeat = Type.Optional(
  Type.Integer({
    minimum: 1,
    maximum: 1_000,
    description: 'How often a timer that calls nothing off comes again.',
  }),
);

export type Timer = Frozen<Static<typeof Timer>>;
export type Message = Frozen<Static<typeof Message>>;
export type Signal = Frozen<Static<typeof Signal>>;
