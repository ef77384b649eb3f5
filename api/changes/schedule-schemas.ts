/** Freezes, maintenance windows and the change calendar, as they go in and out. */
import { Type } from 'typebox';
import { MOST_WINDOW_MINUTES } from '#domain/changes/windows.ts';
import { STATUSES } from '#domain/tickets/values.ts';
import { Kind, Result } from '../change-plan.ts';
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
  Version,
} from '../schemas.ts';

const Name = Type.String({ minLength: 1, maxLength: 200, pattern: '\\S' });
const Reason = Type.String({ minLength: 1, maxLength: 2_000, pattern: '\\S' });
const Refs = Type.Array(
  Type.String({ minLength: 1, maxLength: 64, description: 'A key or an id.' }),
  {
    minItems: 1,
    maxItems: 500,
  },
);
const AllIn = Input({ kind: Choice(['all']) });
const All = Type.Object({ kind: Choice(['all']) });
const ItemsIn = Input({ kind: Choice(['items']), items: Refs });
const Items = Type.Object({ kind: Choice(['items']), items: Type.Array(KeyRef) });

const FreezeScopeIn = Type.Union([
  AllIn,
  ItemsIn,
  Input({ kind: Choice(['kinds']), kinds: Type.Array(Kind, { minItems: 1, maxItems: 3 }) }),
]);
const FreezeScope = Type.Union([
  All,
  Items,
  Type.Object({ kind: Choice(['kinds']), kinds: Type.Array(Kind) }),
]);

const PlannedChange = Type.Object({
  change: Nullable(Type.Object({ id: Id, number: Type.String(), title: Type.String() })),
  from: Instant,
  to: Instant,
  underWay: Type.Boolean(),
});

export const IdParams = Type.Object({ id: Id });

export const Freeze = Type.Object({
  id: Id,
  name: Type.String(),
  reason: Type.String(),
  from: Instant,
  to: Instant,
  scope: FreezeScope,
  version: Version,
  allowed: Allowed,
});
export const Freezes = listOf(Freeze);
/** What is saved says at once whom it catches. */
export const SavedFreeze = Type.Object({
  ...Freeze.properties,
  changes: Type.Array(PlannedChange, { description: 'Those it holds, and those under way in it.' }),
});
export const FreezeQuery = Input({
  ...PageQuery,
  from: Type.Optional(Instant),
  to: Type.Optional(Instant),
});
export const NewFreeze = Input({
  name: Name,
  reason: Reason,
  from: Instant,
  to: Type.String({ format: 'date-time', description: 'Exclusive.' }),
  scope: FreezeScopeIn,
});
export const FreezePatch = Input(
  {
    name: Type.Optional(Name),
    reason: Type.Optional(Reason),
    from: Type.Optional(Instant),
    to: Type.Optional(Instant),
    scope: Type.Optional(FreezeScopeIn),
  },
  { minProperties: 1 },
);
export const FreezeDraft = Input({ from: Instant, to: Instant, scope: FreezeScopeIn });
export const Caught = Type.Object({ changes: Type.Array(PlannedChange) });

const WindowScopeIn = Type.Union([
  AllIn,
  ItemsIn,
  Input({ kind: Choice(['groups']), groups: Refs }),
]);
const WindowScope = Type.Union([
  All,
  Items,
  Type.Object({ kind: Choice(['groups']), groups: Type.Array(KeyRef) }),
]);
const once = { from: Instant, to: Instant };
const again = {
  first: Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$', description: 'The first day.' }),
  time: Type.String({
    pattern: '^([01]\\d|2[0-3]):[0-5]\\d$',
    description: 'When it opens, on the wall of the zone.',
  }),
  minutes: Type.Integer({ minimum: 1, maximum: MOST_WINDOW_MINUTES }),
  timeZone: Type.String({ minLength: 1, maxLength: 100, description: 'An IANA time zone.' }),
  rrule: Nullable(
    Type.String({ maxLength: 500, description: 'RFC 5545: `FREQ=WEEKLY;BYDAY=SU`.' }),
  ),
};
const OpensIn = Type.Union([Input(once), Input(again)]);
const Opens = Type.Union([Type.Object(once), Type.Object(again)]);

export const Window = Type.Object({
  id: Id,
  name: Type.String(),
  scope: WindowScope,
  opens: Opens,
  version: Version,
  allowed: Allowed,
});
export const Windows = listOf(Window);
export const WindowQuery = Input({ ...PageQuery });
export const NewWindow = Input({ name: Name, scope: WindowScopeIn, opens: OpensIn });
export const WindowPatch = Input(
  {
    name: Type.Optional(Name),
    scope: Type.Optional(WindowScopeIn),
    opens: Type.Optional(OpensIn),
  },
  { minProperties: 1 },
);
export const WindowDraft = Input({ scope: WindowScopeIn, opens: OpensIn });
export const WindowPreview = Type.Object({
  openings: Type.Array(Type.Object(once), { description: 'Those of the next 90 days.' }),
  inside: Type.Array(PlannedChange, { description: 'Planned within one of them.' }),
  outside: Type.Array(PlannedChange, { description: 'It is for them too, and they are not.' }),
});

const entry = { id: Id, title: Type.String(), from: Instant, to: Instant };
export const CalendarEntry = Type.Union([
  Type.Object({
    type: Choice(['change']),
    ...entry,
    number: Type.String(),
    status: Choice(STATUSES),
    kind: Kind,
    result: Nullable(Result),
    assignee: Nullable(Type.String()),
    conflicts: Type.Integer(),
  }),
  Type.Object({ type: Choice(['freeze']), ...entry, reason: Type.String() }),
  Type.Object({ type: Choice(['window']), ...entry }),
  Type.Object({ type: Choice(['holiday']), ...entry, date: Type.String() }),
]);
export const ChangeCalendar = Type.Object({
  from: Instant,
  to: Instant,
  items: Type.Array(CalendarEntry),
});
const Ref = Type.Optional(
  Type.String({ minLength: 1, maxLength: 64, description: 'A key or an id.' }),
);
export const CalendarQuery = Input({
  from: Type.Optional(Instant),
  to: Type.Optional(
    Type.String({ format: 'date-time', description: 'Four weeks later, unless said.' }),
  ),
  item: Ref,
  group: Ref,
});

export const Feed = Type.Object({ madeAt: Nullable(Instant) });
export const MadeFeed = Type.Object({
  address: Type.String({ description: 'With its token, which is shown only now.' }),
  madeAt: Instant,
});
export const FeedParams = Type.Object({ person: Id });
export const FeedQuery = Input({
  token: Type.Optional(Type.String({ maxLength: 200, description: 'Of the secret address.' })),
  item: Ref,
  group: Ref,
});
