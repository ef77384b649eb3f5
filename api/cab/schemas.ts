/** Meetings of the change advisory board. */
import { Type } from 'typebox';
import { DECISIONS, MEETING_STATES } from '#domain/cab/meeting.ts';
import {
  Allowed,
  Choice,
  Id,
  Input,
  Instant,
  listOf,
  Nullable,
  PageQuery,
  Version,
} from '../schemas.ts';

export const Meeting = Type.Object({
  id: Id,
  name: Type.String(),
  state: Choice(MEETING_STATES),
  scheduledAt: Instant,
  openedAt: Nullable(Instant),
  closedAt: Nullable(Instant),
  minutes: Type.String(),
  items: Type.Array(
    Type.Object({
      ticket: Type.Object({
        id: Id,
        number: Type.String(),
        title: Type.String(),
        status: Type.String(),
        priority: Type.Integer(),
      }),
      decision: Nullable(Choice(DECISIONS)),
      note: Nullable(Type.String()),
    }),
    { description: 'The agenda.' },
  ),
  version: Version,
  allowed: Allowed,
});
export const Meetings = listOf(Meeting);

export const NewMeeting = Input({
  name: Type.String({ minLength: 1, maxLength: 200 }),
  scheduledAt: Instant,
  changes: Type.Optional(
    Type.Array(Type.String({ minLength: 1, maxLength: 40 }), {
      maxItems: 200,
      description: 'Numbers of the changes on the agenda, such as CHG-000012.',
    }),
  ),
});

export const Ruling = Input({
  decision: Choice(DECISIONS),
  note: Type.Optional(Nullable(Type.String({ maxLength: 2_000 }))),
});

export const Closing = Input({
  minutes: Type.Optional(
    Type.String({
      maxLength: 20_000,
      description: 'What was said; changes nobody decided about are deferred.',
    }),
  ),
});

export const MeetingParams = Type.Object({ id: Id });
export const ItemParams = Type.Object({ id: Id, ticket: Id });
export const MeetingQuery = Input({
  ...PageQuery,
  state: Type.Optional(
    Type.String({
      maxLength: 100,
      description: 'planned, open, closed, cancelled; several separated by commas.',
    }),
  ),
});
