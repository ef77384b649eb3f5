/** Which clock wins, as it is asked and answered. */
import { Type } from 'typebox';
import { CLOCK_KINDS, MEASURES } from '#engine/clocks/policy.ts';
import { TICKET_TYPES } from '#engine/definition.ts';
import {
  Choice,
  Input,
  Instant,
  JsonObject,
  Key,
  Nullable,
  Priority,
  Version,
} from '../schemas.ts';
import { PolicyBody } from './schemas.ts';

const Name = Type.Optional(Nullable(Type.String({ minLength: 1, maxLength: 320 })));

const ImaginedTicket = Input(
  {
    type: Choice(TICKET_TYPES),
    priority: Priority,
    status: Type.Optional(Type.String({ minLength: 1, maxLength: 64 })),
    category: Name,
    catalogItem: Name,
    organization: Name,
    requester: Name,
    queue: Name,
    tags: Type.Optional(Type.Array(Type.String({ maxLength: 64 }), { maxItems: 50 })),
    custom: Type.Optional(JsonObject),
  },
  { description: 'A ticket that is not there, with keys and addresses.' },
);

export const ExplainBody = Input(
  {
    ticket: Type.Optional(
      Type.String({
        pattern: '^([0-9a-fA-F-]{36}|[A-Za-z]{3}-[0-9]{1,12})$',
        description: 'An id or a number.',
      }),
    ),
    facts: Type.Optional(ImaginedTicket),
    draft: Type.Optional(PolicyBody),
  },
  {
    description:
      'A ticket, or one that is imagined. `draft` is a policy that is not saved, asked in the place of the one with its key.',
  },
);

const AnyTrace = Type.Unsafe<object>({
  type: 'object',
  additionalProperties: true,
  description:
    'A condition with what it saw: `{ fact, operator, actual, expected, result }` in `all`, `any` and `not`.',
});

const VERDICTS = [
  'holds',
  'later',
  'noTarget',
  'off',
  'notYet',
  'over',
  'otherType',
  'unmet',
  'noCalendar',
] as const;

export const Explanation = Type.Object({
  today: Type.String({ description: 'The local date that decides what is valid.' }),
  ticket: Nullable(Type.Object({ id: Type.String(), number: Type.String(), title: Type.String() })),
  organization: Nullable(Type.Object({ key: Type.String(), tier: Nullable(Type.String()) })),
  contract: Nullable(Type.Object({ key: Type.String(), tier: Nullable(Type.String()) })),
  clocks: Type.Array(
    Type.Object({
      track: Type.String(),
      state: Type.String(),
      dueAt: Nullable(Instant),
      policy: Type.Object({ key: Key, version: Version, target: Type.String() }),
    }),
    {
      description:
        'The clocks that the ticket has, by what they were promised: that may be older than what would hold if they began now.',
    },
  ),
  policies: Type.Array(
    Type.Object({
      key: Key,
      name: Type.String(),
      version: Nullable(Version),
      kind: Choice(CLOCK_KINDS),
      measures: Choice(MEASURES),
      track: Type.String({
        description: 'There is one clock of each: a kind and what it measures.',
      }),
      verdict: Choice(VERDICTS, {
        description:
          '`holds`: it wins. `later`: an earlier one holds. `noTarget`: no target fits. `off`, `notYet`, `over`, `otherType`, `unmet`: it is not about this ticket. `noCalendar`: its calendar is not there, or never open.',
      }),
      holder: Nullable(Key),
      target: Nullable(Type.String()),
      when: Nullable(AnyTrace),
      targets: Type.Array(
        Type.Object({
          id: Type.String(),
          name: Nullable(Type.String()),
          fits: Type.Boolean(),
          priority: Type.Boolean(),
          when: Nullable(AnyTrace),
        }),
      ),
      calendar: Nullable(Key),
      zone: Nullable(Type.String()),
      targetSeconds: Nullable(Type.Integer()),
      dueAt: Nullable(Type.String({ format: 'date-time', description: 'If it began now.' })),
    }),
    { description: 'In the order in which they are asked.' },
  ),
});
