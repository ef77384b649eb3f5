/** What hangs on a ticket, as it goes in and out: comments, events, clocks, escalations. */
import { Type } from 'typebox';
import { LIMITS } from '#domain/tickets/values.ts';
import { CLOCK_KINDS, MEASURES } from '#engine/clocks/policy.ts';
import { ClockStand, ClockState } from '../clock-stand.ts';
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
} from '../schemas.ts';
import { TicketParams } from './schemas.ts';

export const Comment = Type.Object({
  id: Id,
  author: Nullable(PersonRef),
  body: Type.String(),
  internal: Type.Boolean({ description: 'Only for those who work on the ticket.' }),
  createdAt: Instant,
});
export const Comments = listOf(Comment);
export const NewComment = Input({
  body: Type.String({ minLength: 1, maxLength: LIMITS.commentLength, pattern: '\\S' }),
  internal: Type.Optional(Type.Boolean({ default: false })),
});

export const PartQuery = Input({ ...PageQuery });

const ClockCause = Type.Object({
  kind: Type.String(),
  label: Nullable(Type.String()),
  actor: Nullable(Id),
  by: Nullable(Type.String({ description: 'The actor’s name, where it is somebody.' })),
  status: Nullable(Type.String({ description: 'The ticket’s status then.' })),
  happening: Nullable(Type.String()),
});
const CalendarOfClock = Nullable(
  Type.Object(
    {
      key: Type.String(),
      version: Type.Integer(),
      zone: Nullable(Type.String({ description: 'In place of the calendar’s own.' })),
    },
    { description: 'Null where every second counts.' },
  ),
);
export const ClockQuery = Input({
  ...PageQuery,
  at: Type.Optional(
    Type.String({
      format: 'date-time',
      description: 'How they stood then, as far as the ledger tells.',
    }),
  ),
});
export const Clock = Type.Object({
  id: Id,
  name: Type.String(),
  kind: Choice(CLOCK_KINDS),
  measures: Choice(MEASURES),
  subject: Type.Object({ kind: Choice(['ticket', 'task', 'approval']), id: Id }),
  policy: Type.Object({
    key: Type.String(),
    version: Type.Integer(),
    target: Type.String({ description: 'The id of the target that fits.' }),
  }),
  calendar: CalendarOfClock,
  state: ClockState,
  ticking: Type.Boolean(),
  cycle: Type.Integer({ description: 'How many times it has begun anew, from 1.' }),
  targetSeconds: Type.Integer(),
  elapsedSeconds: Type.Integer({ description: 'Counted seconds.' }),
  remainingSeconds: Type.Integer(),
  startedAt: Instant,
  dueAt: Nullable(Instant),
  breachedAt: Nullable(Instant),
  stoppedAt: Nullable(Instant),
  thresholds: Type.Array(
    Type.Object({
      id: Type.String(),
      nth: Type.Integer(),
      at: Instant,
      told: Nullable(
        Type.Object({
          at: Instant,
          carried: Type.Boolean({ description: 'Told under an earlier revision already.' }),
          outcome: Type.Array(
            Type.Object({
              action: Type.String(),
              refused: Type.Optional(Type.String()),
              overtaken: Type.Optional(Type.Boolean()),
            }),
          ),
        }),
      ),
    }),
    { description: 'What has fallen due, and the next that will.' },
  ),
  segments: Type.Array(
    Type.Object({
      from: Instant,
      to: Nullable(Instant),
      state: Choice(['running', 'paused']),
      cycle: Type.Integer(),
      calendar: CalendarOfClock,
      cause: ClockCause,
      endCause: Nullable(ClockCause),
    }),
  ),
  strip: Nullable(
    Type.Array(
      Type.Object({
        from: Instant,
        to: Instant,
        kind: Choice(['counted', 'closed', 'paused', 'none']),
        segment: Nullable(Type.Integer({ description: 'Its place among the segments.' })),
      }),
      { description: 'Each second between its begin and its end or deadline, in one piece.' },
    ),
  ),
  revisions: Type.Array(
    Type.Object({
      number: Type.Integer(),
      at: Instant,
      reasons: Type.Array(Type.String()),
      cause: ClockCause,
      policy: Type.Object({
        key: Type.String(),
        version: Type.Integer(),
        target: Type.String(),
      }),
      targetSeconds: Type.Integer(),
      calendar: CalendarOfClock,
      lost: Type.Array(
        Type.Object({
          policy: Type.String(),
          reason: Type.String(),
          target: Type.Optional(Type.String()),
        }),
        { description: 'The policies that would have measured the same, and why they do not.' },
      ),
      before: Nullable(ClockStand),
      after: Nullable(ClockStand),
    }),
  ),
});
export const Clocks = listOf(Clock);

export const Escalation = Type.Object({
  id: Id,
  reason: Type.String(),
  ladder: Type.String({ description: 'The key of the ladder it climbs.' }),
  level: Type.Integer(),
  asked: Type.Integer({ description: 'How many times this level was asked.' }),
  state: Choice(['open', 'acknowledged', 'exhausted', 'cancelled']),
  openedAt: Instant,
  nextAt: Nullable(Instant),
  snoozedUntil: Nullable(Instant),
  snoozeReason: Nullable(Type.String()),
  acknowledgedAt: Nullable(Instant),
  acknowledgedBy: Nullable(Id),
  allowed: Allowed,
});
export const Escalations = listOf(Escalation);
export const Snooze = Input({
  until: Instant,
  reason: Type.String({ minLength: 1, maxLength: 500, pattern: '\\S' }),
});
export const EscalationParams = Type.Object({ id: TicketParams.properties.id, eid: Id });
