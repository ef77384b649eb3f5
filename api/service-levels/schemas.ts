/** How promises were kept, as it goes out. */
import { type Static, Type } from 'typebox';
import { DIMENSIONS } from '#domain/attainment/attainment.ts';
import { OUTCOMES } from '#domain/attainment/judged.ts';
import { CLOCK_KINDS, MEASURES } from '#engine/clocks/policy.ts';
import { ListClock } from '../clock-stand.ts';
import { Choice, Id, Input, Instant, listOf, Nullable, PageQuery, Priority } from '../schemas.ts';

const Month = Type.String({
  pattern: '^2\\d{3}-(0[1-9]|1[0-2])$',
  description: 'A calendar month in the zone of the tenant: `2026-09`.',
});
const KeyOrNone = Type.String({ maxLength: 64, description: 'A key, or `none`.' });

const period = {
  from: Type.Optional(Month),
  to: Type.Optional(
    Type.String({
      pattern: '^(2\\d{3}-(0[1-9]|1[0-2])|last)$',
      description: 'A calendar month, or `last`: the one before the present. Else the present one.',
    }),
  ),
  months: Type.Optional(
    Type.Integer({
      minimum: 1,
      maximum: 60,
      default: 6,
      description: 'So many up to `to`, where `from` is not given.',
    }),
  ),
};

const narrowing = {
  ...period,
  kind: Type.Optional(Choice(CLOCK_KINDS)),
  measures: Type.Optional(Choice(MEASURES)),
  policy: Type.Optional(Type.String({ maxLength: 64 })),
  group: Type.Optional(KeyOrNone),
  queue: Type.Optional(KeyOrNone),
  organization: Type.Optional(KeyOrNone),
  priority: Type.Optional(Priority),
  asJudged: Type.Optional(
    Type.Boolean({
      description: 'As it was judged at the time, where a later revision judges otherwise.',
    }),
  ),
};

export const AttainmentQuery = Input({
  by: Type.Optional(Choice(DIMENSIONS, { default: 'policy' })),
  ...narrowing,
});
export type AttainmentQuery = Static<typeof AttainmentQuery>;

export const PromiseQuery = Input({
  ...narrowing,
  outcome: Type.Optional(Choice(OUTCOMES)),
  ...PageQuery,
});

const counts = {
  met: Type.Integer(),
  breached: Type.Integer(),
  open: Type.Integer({ description: 'Neither met nor breached yet; in no month.' }),
  excluded: Type.Integer({ description: 'Cancelled; in no share.' }),
  revised: Type.Integer({ description: 'Judged otherwise at the time.' }),
  share: Nullable(
    Type.Number({ description: 'Met, of met and breached; null where there are none.' }),
  ),
};

export const Attainment = Type.Object({
  by: Choice(DIMENSIONS),
  from: Month,
  to: Month,
  timeZone: Type.String(),
  asJudged: Type.Boolean(),
  asOf: Instant,
  totals: Type.Object(counts),
  rows: Type.Array(
    Type.Object({
      key: Nullable(Type.String()),
      name: Nullable(Type.String()),
      ...counts,
    }),
  ),
  months: Type.Array(Type.Object({ month: Month, ...counts })),
});

export const Promises = listOf(
  Type.Object({
    clock: Type.Object({
      id: Id,
      name: Type.String(),
      policy: Type.String(),
      measures: Type.String(),
      cycle: Type.Integer(),
      targetSeconds: Type.Integer(),
    }),
    ticket: Type.Object({
      id: Id,
      number: Type.String(),
      title: Type.String(),
      priority: Priority,
      queue: Nullable(Type.String()),
      assignee: Nullable(Type.String()),
      organization: Nullable(Type.String()),
    }),
    outcome: Choice(OUTCOMES),
    at: Nullable(Instant),
    revised: Type.Boolean(),
  }),
);

export const WallboardQuery = Input({
  queues: Type.Optional(
    Type.String({ maxLength: 2_000, description: 'Keys, with commas; all queues without.' }),
  ),
});

const OnTheWall = Type.Object({
  id: Id,
  number: Type.String(),
  title: Type.String(),
  priority: Priority,
  queue: Nullable(Type.String()),
  assignee: Nullable(Type.String()),
  dueAt: Nullable(Instant),
  clock: Nullable(ListClock),
  createdAt: Instant,
});

export const Wallboard = Type.Object({
  asOf: Instant,
  timeZone: Type.String(),
  queues: Type.Array(
    Type.Object({
      key: Nullable(Type.String({ description: 'Null for what is in no queue.' })),
      name: Nullable(Type.String()),
      open: Type.Integer(),
      breached: Type.Integer({ description: 'A promise about it is broken.' }),
      atRisk: Type.Integer({ description: 'It breaks within the hour.' }),
      ok: Type.Integer(),
      still: Type.Integer({ description: 'Paused, or never promised.' }),
      unassigned: Type.Integer(),
      critical: Type.Integer({ description: 'Of priority 1.' }),
      waitingSince: Nullable(Instant),
    }),
  ),
  next: Type.Array(OnTheWall, { description: 'What breaks next; overdue first.' }),
  waiting: Type.Array(OnTheWall, { description: 'What has nobody, oldest first.' }),
  today: Type.Object({
    met: Type.Integer(),
    breached: Type.Integer(),
    share: Nullable(Type.Number()),
  }),
});

export const TicketParams = Type.Object({
  id: Type.String({ maxLength: 64, description: 'Id or number.' }),
});

export const HoldersQuery = Input(period);

const Spent = Type.Object(
  { sum: Type.Integer(), median: Type.Integer(), p90: Type.Integer() },
  { description: 'Seconds: in all, and of the middle and the slow ticket.' },
);

export const Holders = Type.Object({
  from: Month,
  to: Month,
  timeZone: Type.String(),
  asOf: Instant,
  tickets: Type.Integer({ description: 'Finished in these months.' }),
  rows: Type.Array(
    Type.Object({
      kind: Choice(['group', 'requester', 'nobody'], {
        description: 'A team, waiting for the requester, or in no team’s queue with no person.',
      }),
      key: Nullable(Type.String({ description: 'Null for a person outside of any team’s queue.' })),
      name: Nullable(Type.String()),
      tickets: Type.Integer(),
      wall: Spent,
      business: Nullable(Spent),
      unassignedSeconds: Type.Integer({
        description: 'How much of the wall time no person had it.',
      }),
    }),
  ),
});

export const TicketHolders = Type.Object({
  asOf: Instant,
  holders: Type.Array(
    Type.Object({
      kind: Choice(['person', 'nobody', 'requester']),
      person: Nullable(Type.String()),
      queue: Nullable(Type.String()),
      group: Nullable(Type.String()),
      from: Instant,
      to: Instant,
      wallSeconds: Type.Integer(),
      businessSeconds: Nullable(Type.Integer()),
    }),
  ),
});
