/** Meetings of boards: agenda, votes, decisions, who is there, and the minutes. */
import { Type } from 'typebox';
import { BOARD_ROLES } from '#domain/cab/board.ts';
import { MEETING_STATES } from '#domain/cab/meeting.ts';
import {
  Allowed,
  Choice,
  Id,
  Input,
  Instant,
  listOf,
  Nullable,
  PageQuery,
  PersonRef,
  Version,
} from '../schemas.ts';
import { TicketPartParams } from '../ticket-part.ts';
import { BoardRef } from './board-schemas.ts';
import { ChangeNumber, Item, Person } from './item-schemas.ts';

export const Meeting = Type.Object({
  id: Id,
  board: BoardRef,
  name: Type.String(),
  state: Choice(MEETING_STATES),
  virtual: Type.Boolean(),
  scheduledAt: Instant,
  endsAt: Instant,
  cutOffAt: Instant,
  gatheredAt: Nullable(
    Type.String({ format: 'date-time', description: 'When the agenda was closed and sent out.' }),
  ),
  openedAt: Nullable(Instant),
  endedAt: Nullable(Instant),
  closedAt: Nullable(Instant),
  reason: Nullable(Type.String({ description: 'Why it was cancelled.' })),
  quorum: Type.Integer(),
  members: Type.Array(
    Type.Object({
      person: PersonRef,
      role: Choice(BOARD_ROLES),
      attendance: Nullable(Choice(['present', 'excused'])),
      through: Nullable(PersonRef),
    }),
  ),
  standIns: Type.Array(
    Type.Object({
      person: PersonRef,
      for: PersonRef,
      now: Type.Boolean({ description: 'Otherwise at the hour of the meeting only.' }),
    }),
  ),
  current: Nullable(Type.String({ description: 'The change that is being talked about.' })),
  minutes: Type.String(),
  items: Type.Array(Item, { description: 'The agenda.' }),
  version: Version,
  allowed: Allowed,
});
export const Meetings = listOf(
  Type.Object({
    id: Id,
    board: BoardRef,
    name: Type.String(),
    state: Choice(MEETING_STATES),
    virtual: Type.Boolean(),
    scheduledAt: Instant,
    endsAt: Instant,
    items: Type.Integer(),
    undecided: Type.Integer(),
    version: Version,
  }),
);

export const NewMeeting = Input({
  board: Type.String({ minLength: 1, maxLength: 64, description: 'A key or an id.' }),
  name: Type.Optional(Type.String({ minLength: 1, maxLength: 200, pattern: '\\S' })),
  scheduledAt: Instant,
  minutes: Type.Optional(Type.Integer({ minimum: 5, maximum: 44_640 })),
  virtual: Type.Optional(Type.Boolean()),
  changes: Type.Optional(Type.Array(ChangeNumber, { maxItems: 200 })),
});
export const MeetingPatch = Input(
  {
    name: Type.Optional(Type.String({ minLength: 1, maxLength: 200, pattern: '\\S' })),
    scheduledAt: Type.Optional(Instant),
    current: Type.Optional(Nullable(TicketPartParams.properties.id)),
    minutes: Type.Optional(
      Type.String({ maxLength: 100_000, description: 'Corrected, once it has ended.' }),
    ),
  },
  { minProperties: 1 },
);
export const Cancelling = Input({
  reason: Type.String({ minLength: 1, maxLength: 2_000, pattern: '\\S' }),
});
export const Attendance = Input({
  person: Person,
  attendance: Nullable(Choice(['present', 'excused'])),
  through: Type.Optional(
    Nullable(
      Type.String({
        minLength: 1,
        maxLength: 254,
        description:
          'Who is there in their place, by address or id; null: nobody is. The caller, where they stand in for that person and say nothing of it.',
      }),
    ),
  ),
});
export const MeetingParams = Type.Object({ id: Id });

export const MeetingQuery = Input({
  ...PageQuery,
  change: Type.Optional(
    Type.String({
      maxLength: 64,
      description:
        'A number or an id: the meetings it waits to come up in, told to whoever may read the change.',
    }),
  ),
  board: Type.Optional(Type.String({ maxLength: 64 })),
  state: Type.Optional(
    Type.String({
      maxLength: 100,
      description: `${MEETING_STATES.join(', ')}; several separated by commas.`,
    }),
  ),
});
