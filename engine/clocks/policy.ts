/**
 * What is promised, about which tickets, and how the time of it is counted. One policy gives one clock to each ticket (or to
 * each task or approval of one) that it is about. Of the policies of one kind that measure the same thing the first in the
 * tenant's order that fits is the one that holds; what the others would have promised is told beside it.
 */
import { type Static, Type } from 'typebox';
import { Duration, Key, Text } from '../action.ts';
import { conditionDefs, conditionRef } from '../condition.ts';
import { TICKET_TYPES } from '../definition.ts';
import type { Frozen } from '../json.ts';
import { ThresholdAction } from './threshold-action.ts';

const closed = { additionalProperties: false } as const;

export const CLOCK_KINDS = ['sla', 'ola', 'contract'] as const;
export const MEASURES = [
  'firstResponse',
  'nextResponse',
  'resolution',
  'update',
  'approval',
  'task',
  'custom',
] as const;
export type ClockKind = (typeof CLOCK_KINDS)[number];
export type Measure = (typeof MEASURES)[number];

const Id = Type.String({ pattern: '^[A-Za-z0-9_][A-Za-z0-9_-]{0,63}$' });
const LocalDate = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' });
const optionalCondition = (description: string) =>
  Type.Optional(Type.Unsafe<Frozen<Static<typeof conditionRef>>>({ ...conditionRef, description }));

const Target = Type.Object(
  {
    id: Id,
    name: Type.Optional(Type.String({ maxLength: 200 })),
    priorities: Type.Optional(
      Type.Array(Type.Integer({ minimum: 1, maximum: 4 }), { minItems: 1, uniqueItems: true }),
    ),
    when: optionalCondition(
      'Only then; the ticket, who asked, their organization and its contract.',
    ),
    within: Duration,
  },
  { ...closed, description: 'So much time, on the wall or in business hours.' },
);

const ThresholdAt = Type.Union([
  Type.Object({ percent: Type.Number({ exclusiveMinimum: 0, maximum: 100 }) }, closed),
  Type.Object({ before: Duration }, closed),
  Type.Object(
    {
      after: Duration,
      every: Type.Optional(Duration),
      times: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000 })),
    },
    { ...closed, description: 'After the deadline; with `every` again and again while it runs.' },
  ),
]);

const PolicyThreshold = Type.Object(
  { id: Id, at: ThresholdAt, actions: Type.Array(ThresholdAction, { maxItems: 20 }) },
  closed,
);

const CalendarChoice = Type.Union(
  [
    Type.Object({ key: Key }, closed),
    Type.Object({ of: Type.Enum(['organization', 'requester']), otherwise: Key }, closed),
    Type.Object({ always: Type.Literal(true) }, closed),
  ],
  { description: 'One calendar, that of the organization or the requester, or every second.' },
);

export const ClockPolicy = Type.Object(
  {
    key: Key,
    name: Type.String({ minLength: 1, maxLength: 200, pattern: '\\S' }),
    description: Type.Optional(Text),
    active: Type.Optional(Type.Boolean()),
    kind: Type.Enum(CLOCK_KINDS, {
      description: 'A service level, an operational level inside, or an underpinning contract.',
    }),
    measures: Type.Enum(MEASURES),
    ticketTypes: Type.Array(Type.Enum(TICKET_TYPES), { minItems: 1, uniqueItems: true }),
    when: optionalCondition('Which tickets it is about.'),
    validFrom: Type.Optional(LocalDate),
    validUntil: Type.Optional(LocalDate),
    beside: Type.Optional(
      Type.Boolean({ description: 'Has its own clock beside whichever policy holds.' }),
    ),
    targets: Type.Array(Target, {
      minItems: 1,
      maxItems: 100,
      description: 'The first that fits; a ticket that none fits has no clock of it.',
    }),
    calendar: CalendarChoice,
    timeZone: Type.Optional(
      Type.Enum(['organization', 'requester'], {
        description: 'Whose zone the hours are read in; the calendar’s own when not given.',
      }),
    ),
    countFrom: Type.Optional(
      Type.String({
        pattern: '^(createdAt|custom\\.[A-Za-z0-9_-]{1,64})$',
        description: 'The field that says from when on; the instant it begins when not given.',
      }),
    ),
    start: optionalCondition('When it begins.'),
    pause: optionalCondition('While it stands still.'),
    resume: optionalCondition('When it goes on; as soon as `pause` does not hold when not given.'),
    stop: optionalCondition('When what was promised is done.'),
    reset: optionalCondition('When it begins anew.'),
    cancel: optionalCondition('When nothing is promised any more.'),
    afterStop: Type.Optional(Type.Enum(['stay', 'continue', 'restart'])),
    thresholds: Type.Array(PolicyThreshold, { maxItems: 50 }),
  },
  { ...closed, $id: 'clock-policy', $defs: conditionDefs },
);

export type ClockPolicy = Frozen<Static<typeof ClockPolicy>>;
