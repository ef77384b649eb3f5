/** Tickets and their parts as they go in and out. References are taken by key or address as well as by id. */
import { type Static, Type } from 'typebox';
import { AFFECTED_MAX } from '#domain/config-items/affected.ts';
import { TICKET_VIEWS } from '#domain/tickets/filter.ts';
import { SORT_FIELDS } from '#domain/tickets/order.ts';
import { HOLD_REASONS, LIMITS, STATUSES, TICKET_TYPES } from '#domain/tickets/values.ts';
import { NewPlan } from '../change-plan.ts';
import { ListClock } from '../clock-stand.ts';
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
  Problem,
  Version,
} from '../schemas.ts';

const Level = (what: string, otherwise = '') =>
  Type.Unsafe<1 | 2 | 3>({
    type: 'integer',
    enum: [1, 2, 3],
    description: `${what}: 1 high, 2 medium, 3 low.${otherwise}`,
  });
const USUAL_LEVEL = ' Left out, it is 3, and 2 of a change.';
const KeyRef = Type.Object({ id: Id, key: Type.String(), name: Type.String() });
const Type_ = Choice(TICKET_TYPES, { description: 'What kind of record it is.' });
const Status = Choice(STATUSES, { description: 'Where it is in the life cycle of its type.' });
const HoldReason = Choice(HOLD_REASONS, { description: 'Why it is on hold.' });

/** An id or a number. */
export const TICKET_REFERENCE = '^([0-9a-fA-F-]{36}|[A-Za-z]{3}-[0-9]{1,12})$';
export const TicketParams = Type.Object({
  id: Type.String({ pattern: TICKET_REFERENCE, description: 'The id, or the number.' }),
});

const itemFields = {
  id: Id,
  number: Type.String({ description: 'INC-000123' }),
  type: Type_,
  title: Type.String(),
  status: Status,
  holdReason: Nullable(HoldReason),
  impact: Level('Impact'),
  urgency: Level('Urgency'),
  priority: Priority,
  category: Nullable(Type.String()),
  queue: Nullable(KeyRef),
  assignee: Nullable(PersonRef),
  requester: PersonRef,
  organization: Nullable(KeyRef),
  tags: Type.Array(Type.String()),
  custom: JsonObject,
  source: Type.String({ description: 'How it came in.' }),
  catalogItem: Nullable(Type.String()),
  dueAt: Nullable(Instant),
  clock: Nullable(ListClock),
  resolvedAt: Nullable(Instant),
  closedAt: Nullable(Instant),
  createdAt: Instant,
  updatedAt: Instant,
  version: Version,
  allowed: Allowed,
};

export const TicketItem = Type.Object(itemFields);
export const Ticket = Type.Object({ ...itemFields, description: Type.String() });
export const Tickets = listOf(TicketItem);

const Title = Type.String({
  minLength: 1,
  maxLength: LIMITS.titleLength,
  pattern: '\\S',
  description: 'What it is about, in a line.',
});
const Description = Type.String({ maxLength: LIMITS.descriptionLength });
const Category = Type.String({ maxLength: LIMITS.categoryLength });
const Reference = (what: string) =>
  Type.String({ minLength: 1, maxLength: 320, description: what });
const Tags = Type.Array(
  Type.String({ minLength: 1, maxLength: LIMITS.tagLength, pattern: '\\S' }),
  { maxItems: LIMITS.tags },
);

const ItemKeys = Type.Array(Key, {
  maxItems: AFFECTED_MAX,
  description:
    'Keys of the services and systems it is about, all of them; `GET /tickets/:id/config-items` tells which these are.',
});

export const NewTicket = Input({
  type: Type_,
  title: Title,
  description: Type.Optional(Nullable(Description)),
  impact: Type.Optional(Level('Impact', USUAL_LEVEL)),
  urgency: Type.Optional(Level('Urgency', USUAL_LEVEL)),
  priority: Type.Optional(Priority),
  category: Type.Optional(Nullable(Category)),
  queue: Type.Optional(Nullable(Reference('A queue’s key or id.'))),
  assignee: Type.Optional(Nullable(Reference('An address or an id.'))),
  requester: Type.Optional(Reference('An address or an id; the caller when left out.')),
  organization: Type.Optional(
    Nullable(Reference('A key or an id; the requester’s when left out.')),
  ),
  tags: Type.Optional(Tags),
  custom: Type.Optional(JsonObject),
  configItems: Type.Optional(ItemKeys),
  dueAt: Type.Optional(Nullable(Instant)),
  change: Type.Optional(NewPlan),
  source: Type.Optional(Type.String({ minLength: 1, maxLength: 50, pattern: '^[a-z0-9-]+$' })),
});
export type NewTicket = Static<typeof NewTicket>;

export const TicketPatch = Input({
  title: Type.Optional(Title),
  description: Type.Optional(Nullable(Description)),
  status: Type.Optional(Status),
  holdReason: Type.Optional(Nullable(HoldReason)),
  impact: Type.Optional(Level('Impact')),
  urgency: Type.Optional(Level('Urgency')),
  priority: Type.Optional(Nullable(Priority)),
  category: Type.Optional(Nullable(Category)),
  queue: Type.Optional(Nullable(Reference('A queue’s key or id.'))),
  assignee: Type.Optional(Nullable(Reference('An address or an id.'))),
  requester: Type.Optional(Reference('An address or an id.')),
  organization: Type.Optional(Nullable(Reference('A key or an id.'))),
  tags: Type.Optional(Tags),
  custom: Type.Optional(JsonObject),
  configItems: Type.Optional(ItemKeys),
  dueAt: Type.Optional(Nullable(Instant)),
});
export type TicketPatch = Static<typeof TicketPatch>;

const Values = (what: string) =>
  Type.Optional(
    Type.String({ maxLength: 2_000, description: `${what} Several with commas between.` }),
  );
const From = (what: string) =>
  Type.Optional(Type.String({ format: 'date-time', description: what }));

export const TicketQuery = Input({
  ...PageQuery,
  type: Values('Types.'),
  status: Values('Statuses; `open` and `finished` stand for all of those.'),
  priority: Values('Priorities.'),
  impact: Values('Impacts.'),
  urgency: Values('Urgencies.'),
  category: Values('Categories.'),
  queue: Values('Queues by key or id, or `none`.'),
  assignee: Values('Addresses or ids, `me`, or `none`.'),
  requester: Values('Addresses or ids, or `me`.'),
  organization: Values('Organizations by key or id, or `none`.'),
  tag: Values('Tags, every one of which is there.'),
  tags: Values('The same as `tag`.'),
  source: Values('Sources.'),
  catalogItem: Values('Keys of catalog items.'),
  configItem: Values('Keys of services and systems they are about.'),
  number: Values('Numbers.'),
  createdAfter: From('Opened after this instant.'),
  createdBefore: From('Opened before this instant.'),
  updatedAfter: From('Changed last after this instant.'),
  updatedBefore: From('Changed last before this instant.'),
  dueBefore: From('Due before this instant.'),
  view: Type.Optional(Choice(TICKET_VIEWS, { description: 'One of the desk’s views.' })),
  q: Type.Optional(
    Type.String({
      maxLength: 500,
      description: 'Full text over number, title and description; every word must be there.',
    }),
  ),
  sort: Type.Optional(
    Type.String({
      maxLength: 200,
      description: `Up to three of ${SORT_FIELDS.join(', ')}, with "-" for descending.`,
      default: '-updatedAt',
    }),
  ),
});
export type TicketQuery = Static<typeof TicketQuery>;

export const CountsQuery = Input({ by: Type.Optional(Choice(['view'], { default: 'view' })) });
export const Counts = Type.Record(Type.String(), Type.Integer(), {
  description: 'How many open tickets each view holds; queues as `queue:<key>`.',
});

const BULK_MAX = 200;
export const Bulk = Input({
  ids: Type.Optional(
    Type.Array(Type.String({ maxLength: 40 }), {
      minItems: 1,
      maxItems: BULK_MAX,
      description: 'Ids or numbers that `change` is made to.',
    }),
  ),
  change: Type.Optional(TicketPatch),
  items: Type.Optional(
    Type.Array(
      Input({
        id: Type.String({ maxLength: 40 }),
        change: JsonObject,
        version: Type.Optional(Type.Integer()),
      }),
      {
        minItems: 1,
        maxItems: BULK_MAX,
        description: 'A change for each.',
      },
    ),
  ),
});
export const BulkAnswer = Type.Object({
  items: Type.Array(
    Type.Object({
      id: Type.String(),
      status: Type.Integer({ description: 'As the HTTP status of the single change would be.' }),
      ticket: Type.Optional(Ticket),
      problem: Type.Optional(Problem),
    }),
  ),
});
