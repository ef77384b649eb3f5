/** Meetings of boards: agenda, votes, decisions, who is there, and the minutes. */
import { Type } from 'typebox';
import { BOARD_ROLES } from '#domain/cab/board.ts';
import { CONDITION_DUE } from '#domain/cab/conditions.ts';
import { DECISIONS, MEETING_STATES } from '#domain/cab/meeting.ts';
import { type BoardVote, VERDICTS, VOTES } from '#domain/cab/verdict.ts';
import { boardCondition } from '../board-condition.ts';
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

const Note = Type.String({ maxLength: 2_000 });
const Person = Type.String({ minLength: 1, maxLength: 254, description: 'An address or an id.' });
const ChangeNumber = Type.String({
  minLength: 1,
  maxLength: 40,
  description: 'The number of a change, such as CHG-000012.',
});
const MeetingRef = Type.Object({ id: Id, name: Type.String(), scheduledAt: Instant });

export const Item = Type.Object({
  ticket: Type.Object({
    id: Id,
    number: Type.String(),
    title: Type.String(),
    status: Type.String(),
    priority: Type.Integer(),
    readable: Type.Boolean({
      description:
        'The caller may read the change itself, and not only what the board is shown of it.',
    }),
  }),
  state: Choice(['waiting', 'approved', 'rejected', 'deferred', 'withdrawn'], {
    description: 'Where it stands now; it may have come up again since.',
  }),
  message: Type.String({ description: 'What the process says to the board.' }),
  late: Type.Boolean({ description: 'It came after the agenda was closed.' }),
  admitted: Type.Boolean({ description: 'A late one is not decided unless the chair admits it.' }),
  votes: Type.Array(
    Type.Object({
      person: PersonRef,
      vote: Choice(VOTES),
      comment: Type.String(),
      at: Instant,
      enteredBy: Nullable(PersonRef),
      standIn: Nullable(PersonRef),
    }),
  ),
  verdict: Choice(VERDICTS, {
    description:
      'What the votes come to: `approved`, `rejected`, `tie`, `no_quorum` (too few take part), `no_votes`.',
  }),
  takingPart: Type.Integer({
    description:
      'Members who are there or have voted on it, and have neither stepped back nor asked for it.',
  }),
  count: Type.Object(
    Object.fromEntries(VOTES.map((vote) => [vote, Type.Integer()])) as Record<
      BoardVote,
      ReturnType<typeof Type.Integer>
    >,
    { description: 'So many people on each side; whoever speaks for several members is one.' },
  ),
  standIns: Type.Array(Type.Object({ person: PersonRef, for: PersonRef }), {
    description: 'Who may vote on it now in place of which member.',
  }),
  speaksFor: Type.Array(PersonRef, {
    description: 'The members for whom the caller may vote on it now, beside themselves.',
  }),
  decision: Nullable(Choice(DECISIONS)),
  castingVote: Type.Boolean({ description: 'It was a tie, and the chair decided.' }),
  note: Nullable(Type.String()),
  discussion: Type.String(),
  deferredTo: Nullable(MeetingRef),
  conditions: Type.Array(
    Type.Object({
      id: Nullable(Type.String({ description: 'Null until the meeting has ended.' })),
      ...boardCondition,
    }),
  ),
  version: Type.Integer({
    description:
      'Moves with what a decision rests on: votes, the decision before it, whether it was admitted.',
  }),
  allowed: Allowed,
});

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
export const NewItem = Input({ change: ChangeNumber });
export const Voting = Input({
  vote: Choice(VOTES, { description: '`recused`: steps back from this decision.' }),
  comment: Type.Optional(Note),
  for: Type.Optional(
    Type.String({
      maxLength: 254,
      description:
        'The member for whom the caller votes, or whose vote the chair enters; unless said the caller’s own, and that of all they stand in for.',
    }),
  ),
});
export const Ruling = Input(
  {
    decision: Type.Optional(Nullable(Choice(DECISIONS))),
    note: Type.Optional(Nullable(Note)),
    discussion: Type.Optional(Type.String({ maxLength: 20_000 })),
    admitted: Type.Optional(Type.Boolean()),
    castingVote: Type.Optional(
      Type.Boolean({ description: 'It is a tie, and the chair decides.' }),
    ),
    deferTo: Type.Optional(
      Nullable(
        Type.String({
          maxLength: 64,
          description:
            'The meeting it comes up in again, or `next`; without one it goes back to whoever planned it.',
        }),
      ),
    ),
    conditions: Type.Optional(
      Type.Array(
        Input({
          text: Type.String({ minLength: 1, maxLength: 2_000, pattern: '\\S' }),
          before: Choice(CONDITION_DUE),
          person: Type.Optional(Nullable(Person)),
        }),
        { maxItems: 50, description: 'Of an approval. Replaces those that were given before.' },
      ),
    ),
    seenVersion: Type.Optional(
      Type.Integer({
        description: 'The item as it was seen; refused where its version has moved on.',
      }),
    ),
    position: Type.Optional(Type.Integer({ minimum: 0, maximum: 1_000 })),
  },
  { minProperties: 1 },
);

export const MeetingParams = Type.Object({ id: Id });
export const ItemParams = Type.Object({ id: Id, ticket: TicketPartParams.properties.id });

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
