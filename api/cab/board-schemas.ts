/** Boards as they go in and out: who sits on them, when they meet, and what is enough. */
import { Type } from 'typebox';
import { BOARD_ROLES } from '#domain/cab/board.ts';
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

const Name = Type.String({ minLength: 1, maxLength: 200, pattern: '\\S' });
const Description = Type.String({ maxLength: 2_000 });
const TimeZone = Type.String({ maxLength: 64, description: 'An IANA time zone.' });
const LocalInstant = Type.String({
  pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}$',
  description: 'Wall time in the board’s time zone, such as 2026-12-01T10:00.',
});
const Minutes = Type.Integer({ minimum: 5, maximum: 44_640 });
const CutOff = Type.Integer({
  minimum: 0,
  maximum: 44_640,
  description:
    'So many minutes before it begins the agenda is closed and sent out; who comes later needs the chair.',
});
const Quorum = Type.Integer({
  minimum: 1,
  maximum: 100,
  description: 'So many members have to take part in each decision.',
});
const Virtual = Type.Boolean({
  description: 'Nobody meets: members vote until its time is over, and it is counted then.',
});

export const BoardRef = Type.Object({ id: Id, key: Type.String(), name: Type.String() });

const MeetsIn = Input(
  {
    starts: LocalInstant,
    rrule: Nullable(
      Type.String({
        maxLength: 500,
        description: 'A recurrence rule of RFC 5545, such as FREQ=WEEKLY;BYDAY=TU; null: once.',
      }),
    ),
  },
  { description: 'When it meets by itself; meetings are planned as they come nearer.' },
);
const Meets = Type.Object({ starts: Type.String(), rrule: Nullable(Type.String()) });

const MemberIn = Input({
  person: Type.String({ minLength: 1, maxLength: 254, description: 'An address or an id.' }),
  role: Choice(BOARD_ROLES),
});
const Member = Type.Object({ person: PersonRef, role: Choice(BOARD_ROLES) });
const MembersIn = Type.Array(MemberIn, {
  minItems: 1,
  maxItems: 100,
  description: 'With exactly one chair.',
});

export const Board = Type.Object({
  id: Id,
  key: Type.String(),
  name: Type.String(),
  description: Type.String(),
  timeZone: Type.String(),
  meets: Nullable(Meets),
  minutes: Type.Integer({ description: 'How long it meets, or votes where it is virtual.' }),
  cutOffMinutes: Type.Integer(),
  quorum: Type.Integer(),
  virtual: Type.Boolean(),
  members: Type.Array(Member),
  standIns: Type.Array(Type.Object({ person: PersonRef, for: PersonRef }), {
    description: 'Who stands in for whom of its members now.',
  }),
  nextMeeting: Nullable(Type.Object({ id: Id, scheduledAt: Instant })),
  waiting: Type.Integer({ description: 'Changes before it that no meeting has on its agenda.' }),
  version: Version,
  allowed: Allowed,
});
export const Boards = listOf(Board);
export const BoardQuery = Input({ ...PageQuery });
export const BoardParams = Type.Object({
  board: Type.String({ minLength: 1, maxLength: 64, description: 'A key or an id.' }),
});

export const NewBoard = Input({
  key: Key,
  name: Name,
  description: Type.Optional(Description),
  timeZone: TimeZone,
  meets: Type.Optional(Nullable(MeetsIn)),
  minutes: Type.Optional(Minutes),
  cutOffMinutes: Type.Optional(CutOff),
  quorum: Type.Optional(Quorum),
  virtual: Type.Optional(Virtual),
  members: MembersIn,
});
export const BoardPatch = Input(
  {
    name: Type.Optional(Name),
    description: Type.Optional(Description),
    timeZone: Type.Optional(TimeZone),
    meets: Type.Optional(Nullable(MeetsIn)),
    minutes: Type.Optional(Minutes),
    cutOffMinutes: Type.Optional(CutOff),
    quorum: Type.Optional(Quorum),
    virtual: Type.Optional(Virtual),
    members: Type.Optional(MembersIn),
  },
  { minProperties: 1 },
);
