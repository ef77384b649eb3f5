/** Changes and their plans, conflicts and free slots, as they go in and out. */
import { Type } from 'typebox';
import { STATUSES } from '#domain/tickets/values.ts';
import { MOST_DAYS_AHEAD } from '#engine/changes/next-slot.ts';
import { CONFLICT_KINDS } from '#engine/changes/plan.ts';
import { Kind, planFields, Result, Risk, RiskBy } from '../change-plan.ts';
import { StepNow } from '../change-steps.ts';
import {
  Allowed,
  Choice,
  Id,
  Input,
  Instant,
  KeyRef,
  listOf,
  Nullable,
  PageQuery,
  PersonRef,
  Priority,
  Version,
} from '../schemas.ts';

const Override = Type.Object(
  {
    freeze: Type.Object({ id: Id, name: Type.String() }),
    reason: Type.String(),
    by: PersonRef,
    at: Instant,
  },
  { description: 'Somebody let this change through this freeze.' },
);

const texts = {
  impact: Type.String(),
  implementation: Type.String(),
  testPlan: Type.String(),
  communication: Type.String(),
  backOut: Type.String(),
};

const BackingOut = Type.Object(
  {
    stage: Choice(['asked', 'undoing'], {
      description: 'Whether it is still to be decided, or what is done is being taken back.',
    }),
    because: Nullable(
      Type.Object({
        by: Nullable(PersonRef),
        reason: Type.String(),
        step: Nullable(Type.String({ description: 'Which did not work.' })),
        at: Instant,
      }),
    ),
  },
  { description: 'It is being backed out, and why.' },
);

export const Change = Type.Object({
  id: Id,
  number: Type.String(),
  title: Type.String(),
  status: Choice(STATUSES),
  kind: Kind,
  plannedFrom: Nullable(Instant),
  plannedTo: Nullable(Type.String({ format: 'date-time', description: 'Exclusive.' })),
  actualFrom: Nullable(Instant),
  actualTo: Nullable(Instant),
  risk: Nullable(Risk),
  riskBy: Nullable(RiskBy),
  riskReason: Type.String(),
  answers: Type.Record(Type.String(), Type.String()),
  result: Nullable(Result),
  ...texts,
  standard: Nullable(
    Type.Object(
      { id: Id, key: Type.String(), name: Type.String(), version: Type.Integer() },
      { description: 'The standard change it follows; then `fixed` cannot be changed.' },
    ),
  ),
  minutes: Nullable(
    Type.Integer({ description: 'How long it takes, as the standard change says.' }),
  ),
  fixed: Type.Array(Type.String(), { description: 'Fields of the plan.' }),
  priority: Priority,
  assignee: Nullable(PersonRef),
  requester: PersonRef,
  queue: Nullable(KeyRef),
  items: Type.Array(
    Type.Object({ id: Id, key: Type.String(), name: Type.String(), role: Type.String() }),
  ),
  overrides: Type.Array(Override),
  approvedBy: Nullable(
    Type.String({
      description: 'What has approved its plan as it is: another one takes a `reason`.',
    }),
  ),
  backingOut: Nullable(BackingOut),
  steps: Type.Array(StepNow, { description: 'How it is carried out, and how far that is.' }),
  version: Type.Integer({
    description: 'Of the plan, 0 before the first; the ETag is "v<version>".',
  }),
  allowed: Allowed,
});

export const ListedChange = Type.Object({
  id: Id,
  number: Type.String(),
  title: Type.String(),
  status: Choice(STATUSES),
  kind: Kind,
  plannedFrom: Nullable(Instant),
  plannedTo: Nullable(Instant),
  actualFrom: Nullable(Instant),
  actualTo: Nullable(Instant),
  risk: Nullable(Risk),
  result: Nullable(Result),
  items: Change.properties.items,
  conflicts: Type.Integer({ description: 'How many were found when something last moved.' }),
  version: Version,
});
export const Changes = listOf(ListedChange);

export const ChangeQuery = Input({
  ...PageQuery,
  kind: Type.Optional(Type.String({ maxLength: 100, description: 'Several with commas.' })),
  status: Type.Optional(
    Type.String({ maxLength: 400, description: 'Several with commas; `open` for all that are.' }),
  ),
  from: Type.Optional(Instant),
  to: Type.Optional(Instant),
  standard: Type.Optional(
    Type.String({ maxLength: 64, description: 'Those that follow this standard change.' }),
  ),
  sort: Type.Optional(Choice(['plannedFrom', '-plannedFrom', '-createdAt'])),
});

export const ChangePatch = Input(
  {
    ...planFields,
    reason: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 2_000,
        pattern: '\\S',
        description:
          'Why a plan that was approved is to be another; by itself it asks for approval anew.',
      }),
    ),
  },
  { minProperties: 1 },
);

const Conflict = Type.Object({
  kind: Choice(CONFLICT_KINDS),
  from: Instant,
  to: Instant,
  change: Nullable(Type.Object({ id: Id, number: Type.String(), title: Type.String() })),
  path: Type.Array(KeyRef, {
    description:
      'From an item of this change, one step at a time, to one of the other or to the frozen one.',
  }),
  person: Nullable(PersonRef),
  items: Type.Array(KeyRef, { description: 'Those that are to be touched in the windows only.' }),
  windows: Type.Array(Type.Object({ id: Id, name: Type.String() })),
  freeze: Nullable(Type.Object({ id: Id, name: Type.String(), reason: Type.String() })),
  isOverridden: Type.Boolean({ description: 'The change was let through this freeze.' }),
  date: Nullable(Type.String({ description: 'Of the holiday.' })),
});
export const Conflicts = Type.Object({
  from: Nullable(Instant),
  to: Nullable(Instant),
  items: Type.Array(Conflict),
  overrides: Type.Array(Override),
});
const CalendarRef = Type.String({ minLength: 1, maxLength: 64, description: 'A key or an id.' });
export const ConflictQuery = Input({
  from: Type.Optional(
    Type.String({ format: 'date-time', description: 'Another time than planned.' }),
  ),
  to: Type.Optional(Instant),
  calendar: Type.Optional(CalendarRef),
});

export const SlotWish = Input({
  minutes: Type.Integer({ minimum: 1, maximum: MOST_DAYS_AHEAD * 1_440 }),
  from: Type.Optional(Instant),
  until: Type.Optional(
    Type.String({ format: 'date-time', description: `At most ${MOST_DAYS_AHEAD} days later.` }),
  ),
  avoid: Type.Optional(
    Type.Array(Choice(CONFLICT_KINDS), {
      description: 'All, unless said; holidays need a calendar.',
    }),
  ),
  calendar: Type.Optional(CalendarRef),
  hours: Type.Optional(
    Choice(['open', 'closed'], {
      description: 'Only while the calendar is open, or only while it is closed.',
    }),
  ),
});
export const Slot = Type.Object({
  slot: Nullable(Type.Object({ from: Instant, to: Instant })),
  searched: Type.Object({ from: Instant, to: Instant }),
});

export const Gate = Type.Object({
  allowed: Type.Boolean(),
  at: Instant,
  change: Type.Object({ id: Id, number: Type.String(), status: Choice(STATUSES) }),
  reasons: Type.Array(
    Type.Object({
      code: Choice([
        'not_open',
        'on_hold',
        'backing_out',
        'not_approved',
        'condition_open',
        'not_planned',
        'too_early',
        'too_late',
        'frozen',
        'outside_window',
        'conflict',
      ]),
      detail: Type.String(),
      id: Type.Optional(Type.String({ description: 'Of the freeze, or of the other change.' })),
      from: Type.Optional(Instant),
      to: Type.Optional(Instant),
    }),
    { description: 'Everything that stands in the way; none where it is allowed.' },
  ),
  overrides: Type.Array(Override),
});

export const FreezeOverride = Input({
  reason: Type.String({ minLength: 1, maxLength: 2_000, pattern: '\\S' }),
  freeze: Type.Optional(Id),
});
