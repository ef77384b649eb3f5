/** Major incidents as they go in and out. */
import { Type } from 'typebox';
import {
  Allowed,
  Choice,
  Id,
  Input,
  Instant,
  Key,
  listOf,
  Nullable,
  PageQuery,
  PersonRef,
  Version,
} from '../schemas.ts';

export const Severity = Type.Unsafe<1 | 2 | 3>({
  type: 'integer',
  enum: [1, 2, 3],
  description: '1 is the worst.',
});
export const Stage = Choice(['investigating', 'identified', 'monitoring', 'resolved']);
const Impact = Choice(['degraded', 'down'], { description: 'Partly there, or not at all.' });
const Headline = Type.String({ minLength: 1, maxLength: 300, pattern: '\\S' });
const Words = (max: number) => Type.String({ minLength: 1, maxLength: max, pattern: '\\S' });
const Address = Type.String({ minLength: 1, maxLength: 320 });

export const Audience = Input(
  {
    people: Type.Array(Address, { maxItems: 200, description: 'By address.' }),
    groups: Type.Array(Key, { maxItems: 50 }),
    roles: Type.Array(Key, { maxItems: 50 }),
  },
  { description: 'Who hears of it by mail; each once.' },
);

const Commander = Type.Union([
  Input({ user: Type.String({ minLength: 1, maxLength: 320, description: 'An address or id.' }) }),
  Input({ rota: Type.String({ minLength: 1, maxLength: 64, description: 'Whoever is on call.' }) }),
]);

const Affected = Type.Array(Input({ service: Key, impact: Type.Optional(Impact) }), {
  maxItems: 50,
});
const WarRoom = Nullable(
  Type.String({ maxLength: 2_000, description: 'An address of the web where people meet.' }),
);

export const MajorParams = Type.Object({ id: Id });
export const MajorQuery = Input({
  ...PageQuery,
  state: Type.Optional(Choice(['current', 'past'], { default: 'current' })),
});
export const UpdatesQuery = Input({ ...PageQuery });

export const Declaration = Input({
  ticket: Type.String({ minLength: 1, maxLength: 64, description: 'Its id or number.' }),
  severity: Severity,
  commander: Type.Optional(Commander),
  headline: Type.Optional(Headline),
  services: Type.Optional(Affected),
  warRoomUrl: Type.Optional(WarRoom),
  audience: Type.Optional(Audience),
});

export const MajorPatch = Input(
  {
    severity: Type.Optional(Severity),
    commander: Type.Optional(Commander),
    headline: Type.Optional(Headline),
    services: Type.Optional(Affected),
    warRoomUrl: Type.Optional(WarRoom),
    audience: Type.Optional(Audience),
  },
  { minProperties: 1 },
);

export const MajorIncident = Type.Object({
  id: Id,
  ticket: Type.Object({ id: Id, number: Type.String(), status: Type.String() }),
  severity: Severity,
  state: Choice(['open', 'resolved', 'closed', 'withdrawn']),
  headline: Type.String(),
  commander: PersonRef,
  warRoomUrl: Nullable(Type.String()),
  audience: Type.Object({
    people: Type.Array(Type.String()),
    groups: Type.Array(Type.String()),
    roles: Type.Array(Type.String()),
  }),
  services: Type.Array(Type.Object({ key: Type.String(), name: Type.String(), impact: Impact })),
  runId: Id,
  declaredBy: Nullable(PersonRef),
  declaredAt: Instant,
  nextUpdateAt: Nullable(Instant),
  resolvedAt: Nullable(Instant),
  endedAt: Nullable(Instant),
  reason: Nullable(Type.String({ description: 'Why it was withdrawn.' })),
  review: Nullable(Type.Object({ summary: Type.String(), cause: Type.String(), at: Instant })),
  children: Type.Integer({ description: 'Incidents that are part of it.' }),
  updates: Type.Integer({ description: 'How often stakeholders were told.' }),
  version: Version,
  allowed: Allowed,
});
export const MajorIncidents = listOf(MajorIncident);

export const NewUpdate = Input({
  stage: Stage,
  subject: Type.String({ minLength: 1, maxLength: 300, pattern: '\\S' }),
  body: Words(10_000),
});
export const Update = Type.Object({
  id: Id,
  stage: Stage,
  subject: Type.String(),
  body: Type.String(),
  author: Nullable(PersonRef),
  at: Instant,
  recipients: Type.Integer({ description: 'To how many people it was mailed.' }),
});
export const Updates = listOf(Update);
export const UpdatePreview = Type.Object({
  subject: Type.String(),
  body: Type.String(),
  recipients: Type.Array(PersonRef),
  nextUpdateAt: Nullable(Instant),
});

export const Resolution = Input({
  note: Words(10_000),
  tells: Type.Optional(Type.Boolean({ description: 'Whether the audience is told; it is.' })),
});
export const Withdrawal = Input({ reason: Words(2_000) });
export const NewReview = Input({
  summary: Words(20_000),
  cause: Words(20_000),
  actions: Type.Array(
    Input({
      title: Type.String({ minLength: 1, maxLength: 300, pattern: '\\S' }),
      assignee: Address,
      dueAt: Instant,
    }),
    { maxItems: 50, description: 'Each becomes a task ticket under the incident.' },
  ),
});

/** What a ticket is and belongs to. */
export const TicketMajor = Type.Object({
  majorIncident: Nullable(MajorIncident),
  parent: Nullable(
    Type.Object({
      id: Id,
      number: Type.String(),
      status: Type.String(),
      kind: Choice(['child', 'action']),
      follows: Type.Boolean(),
      headline: Nullable(Type.String({ description: 'Where the parent is a major incident.' })),
      isMajor: Type.Boolean(),
    }),
  ),
  allowed: Allowed,
});

export const NewChildren = Input({
  tickets: Type.Array(Type.String({ minLength: 1, maxLength: 64 }), {
    minItems: 1,
    maxItems: 200,
    description: 'Ids or numbers.',
  }),
  follows: Type.Optional(
    Type.Boolean({ description: 'Whether they are resolved with it; they are unless said.' }),
  ),
});
export const ChildrenAnswer = Type.Object({
  items: Type.Array(
    Type.Object({
      id: Type.String(),
      status: Type.Integer(),
      problem: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
    }),
  ),
});
export const Child = Type.Object({
  id: Id,
  number: Type.String(),
  title: Type.String(),
  type: Type.String(),
  status: Type.String(),
  assignee: Nullable(PersonRef),
  dueAt: Nullable(Instant),
  kind: Choice(['child', 'action']),
  follows: Type.Boolean(),
  linkedAt: Instant,
});
export const Children = listOf(Child);
