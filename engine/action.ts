/**
 * What a process can do and with whom: the action library, parties, and lengths of time. Texts and values may hold
 * `{{ticket.number}}` placeholders, which are filled in when the action is done (`template.ts`).
 */
import type { Static } from 'typebox';
import { Type } from 'typebox';
import { MAX_LENGTH } from './expression/read.ts';
import type { Frozen } from './json.ts';

const closed = { additionalProperties: false };

export const Id = Type.String({
  pattern: '^(?!__proto__$)[A-Za-z_][A-Za-z0-9_-]{0,63}$',
  description:
    'Stable identity of an element or flow inside its definition; survives renames and moves.',
});

export const Key = Type.String({
  pattern: '^[a-z0-9][a-z0-9-]{0,63}$',
  description: 'Lower-case key, unique in the tenant.',
});

export const Text = Type.String({ maxLength: 20_000 });

export const Expression = Type.String({
  minLength: 1,
  maxLength: MAX_LENGTH,
  description: 'An expression over facts, such as `variables.cost > 1000` (`expression/`).',
});

const amount = Type.Optional(Type.Number({ minimum: 0, maximum: 1_000_000 }));

/** Time on the wall (`{ "hours": 8 }`) or in business hours (`{ "businessHours": 8 }`); never an ambiguous `P1D`. */
export const Duration = Type.Union(
  [
    Type.Object(
      { seconds: amount, minutes: amount, hours: amount, days: amount },
      {
        additionalProperties: false,
        minProperties: 1,
        description: 'Wall time; the parts add up; a day is 24 hours.',
      },
    ),
    Type.Object(
      {
        businessMinutes: amount,
        businessHours: amount,
        businessDays: amount,
        calendar: Type.Optional(Key),
      },
      {
        additionalProperties: false,
        minProperties: 1,
        description: 'Business time in the named calendar, else the ticket’s or the tenant’s.',
      },
    ),
  ],
  { description: 'A length of time.' },
);

/** Somebody, and what else is said of them where they are named. */
const party = <More extends Type.TProperties>(more: More) =>
  Type.Union([
    Type.Object(
      {
        user: Type.String({ minLength: 1, maxLength: 320, description: 'An e-mail address.' }),
        ...more,
      },
      closed,
    ),
    Type.Object({ group: Key, ...more }, closed),
    Type.Object({ role: Key, ...more }, closed),
    Type.Object(
      { rota: Key, ...more },
      { ...closed, description: 'Whoever is on call in it at that moment.' },
    ),
    Type.Object(
      {
        relation: Type.Enum([
          'requester',
          'assignee',
          'requesterManager',
          'queueMembers',
          'itemOwners',
        ]),
        ...more,
      },
      closed,
    ),
  ]);

/** Somebody: asked to approve, given a task, or told something. `relation` is resolved against the ticket when it is needed. */
export const Party = party({});

/** What is said of an approver beside who they are. */
const vote = {
  weight: Type.Optional(
    Type.Integer({ minimum: 1, maximum: 1_000, description: 'Of each of them; 1 unless said.' }),
  ),
  veto: Type.Optional(
    Type.Boolean({
      description:
        'Their rejection rejects the stage, and it is not approved before they were heard.',
    }),
  ),
};

/** Who is asked to approve: one of ours, or somebody who has no account here. */
export const Approver = Type.Union([
  party(vote),
  Type.Object(
    {
      outside: Type.String({
        minLength: 1,
        maxLength: 320,
        description:
          'An e-mail address, or a placeholder for one that the request gives. They are asked by mail and decide by the address in it.',
      }),
      ...vote,
    },
    closed,
  ),
]);

export const UpdateTicket = Type.Object(
  {
    type: Type.Literal('updateTicket'),
    set: Type.Record(Type.String(), Type.Unknown(), {
      description:
        'Fields to set: status, priority, impact, urgency, category, queue, assignee, title, holdReason, tags, `custom.<name>`; of a change `change.kind`, `change.risk`, `change.plannedFrom`, `change.plannedTo`, `change.result`.',
    }),
  },
  closed,
);

export const Assign = Type.Object(
  {
    type: Type.Literal('assign'),
    queue: Type.Optional(Type.String()),
    user: Type.Optional(Type.String()),
  },
  closed,
);

export const Comment = Type.Object(
  { type: Type.Literal('comment'), body: Text, internal: Type.Optional(Type.Boolean()) },
  closed,
);

export const Notify = Type.Object(
  {
    type: Type.Literal('notify'),
    to: Type.Array(Party, { minItems: 1, maxItems: 50 }),
    text: Text,
  },
  closed,
);

export const SendEmail = Type.Object(
  {
    type: Type.Literal('sendEmail'),
    to: Type.Array(Party, { minItems: 1, maxItems: 50 }),
    subject: Type.String({ maxLength: 500 }),
    body: Text,
  },
  closed,
);

export const HttpRequest = Type.Object(
  {
    type: Type.Literal('httpRequest'),
    method: Type.Enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']),
    url: Type.String({ minLength: 1, maxLength: 2_000 }),
    headers: Type.Optional(Type.Record(Type.String(), Type.String())),
    body: Type.Optional(Type.Unknown()),
    secret: Type.Optional(Key),
    result: Type.Optional(
      Type.Record(Id, Type.String(), {
        description: 'Variable name → dotted path into `{ status, headers, body }`.',
      }),
    ),
    timeoutSeconds: Type.Optional(Type.Number({ minimum: 1, maximum: 120 })),
  },
  closed,
);

export const DeclareMajorIncident = Type.Object(
  {
    type: Type.Literal('declareMajorIncident'),
    severity: Type.Enum([1, 2, 3]),
    commander: Type.Optional(
      Type.Union([
        Type.Object({ user: Type.String({ minLength: 1, maxLength: 320 }) }, closed),
        Type.Object({ rota: Key }, closed),
      ]),
    ),
    headline: Type.Optional(Type.String({ maxLength: 300 })),
    services: Type.Optional(Type.Array(Key, { maxItems: 50, uniqueItems: true })),
  },
  {
    additionalProperties: false,
    description:
      'Makes the ticket a major incident, once: led by an address, by whoever is on call, or by its assignee.',
  },
);

export const Action = Type.Union([
  UpdateTicket,
  Assign,
  Comment,
  Notify,
  SendEmail,
  DeclareMajorIncident,
  HttpRequest,
]);

export type Duration = Frozen<Static<typeof Duration>>;
export type Approver = Frozen<Static<typeof Approver>>;
export type Party = Frozen<Static<typeof Party>>;
export type Action = Frozen<Static<typeof Action>>;
/** What is carried out in the record, in the transaction of the step. */
export type RecordAction = Exclude<Action, { type: 'httpRequest' }>;
/** What reaches outside, after the commit. */
export type CallAction = Extract<Action, { type: 'httpRequest' }>;

/** Whether more than one person may stand behind it. */
export const mayBeSeveral = (party: Approver): boolean =>
  'group' in party ||
  'role' in party ||
  ('relation' in party && (party.relation === 'queueMembers' || party.relation === 'itemOwners'));
