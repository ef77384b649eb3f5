/** Recounts as they go in and out. */
import { Type } from 'typebox';
import { ClockStand } from '../clock-stand.ts';
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
} from '../schemas.ts';

const Keys = Type.Array(Key, { minItems: 1, maxItems: 1_000, uniqueItems: true });
const scope = {
  policies: Type.Optional(Keys),
  calendars: Type.Optional(Keys),
  from: Choice(['begin', 'now'], {
    description:
      '`begin`: as if it had always been promised and counted so. `now`: what was counted stays, the rest is counted so.',
  }),
  finishedSince: Type.Optional(
    Type.String({
      format: 'date-time',
      description: 'Also tickets finished since; only open ones when not given.',
    }),
  ),
};

export const NewRecount = Input({
  ...scope,
  reason: Type.Optional(Type.String({ maxLength: 2_000 })),
});
export const RecountParams = Type.Object({ id: Id });
export const RecountQuery = Input({ ...PageQuery });
export const RecountedQuery = Input({
  ...PageQuery,
  flips: Type.Optional(
    Type.Boolean({ description: 'Only those that would be missed, or met, instead.' }),
  ),
  becomes: Type.Optional(
    Choice(['missed', 'met'], { description: 'Only those that would flip to this.' }),
  ),
});

export const Recount = Type.Object({
  id: Id,
  scope: Type.Object(scope),
  reason: Type.String(),
  state: Choice(['looking', 'ready', 'applying', 'completed', 'cancelled', 'left']),
  tickets: Type.Integer({ description: 'Looked at so far.' }),
  clocks: Type.Integer({ description: 'That would stand otherwise.' }),
  flips: Type.Integer({ description: 'Of these, missed instead of not, or the other way round.' }),
  applied: Type.Integer(),
  createdBy: Nullable(PersonRef),
  createdAt: Instant,
  endedAt: Nullable(Instant),
  allowed: Allowed,
});
export const Recounts = listOf(Recount);
export const RecountedClocks = listOf(
  Type.Object({
    clock: Id,
    name: Type.String(),
    ticket: Type.Object({ id: Id, number: Type.String(), title: Type.String() }),
    before: ClockStand,
    after: Nullable(ClockStand),
    flips: Type.Boolean(),
    applied: Type.Boolean(),
  }),
);
