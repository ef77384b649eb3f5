/** Rotas as they go in and out: plans, who is on call, shifts, overrides, swaps and the addresses of their calendars. */
import { type TSchema, Type } from 'typebox';
import { Plan, Layer as PlannedLayer } from '#engine/rota.ts';
import {
  Allowed,
  Choice,
  Id,
  Input,
  Instant,
  Key,
  KeyRef,
  listOf,
  Nullable,
  PageQuery,
  Version,
} from '../schemas.ts';

const Name = Type.String({ minLength: 1, maxLength: 200, pattern: '\\S' });
const Reason = Type.Optional(Type.String({ maxLength: 500, description: 'Why, for the others.' }));
const { timeZone, layers, needed } = Plan.properties;
const { people: _people, ...layer } = PlannedLayer.properties;
/** A copy, since what may be left out when coming in goes out as it is. */
const outgoing = <T>(schema: TSchema) => Type.Unsafe<T>({ ...schema });

export const RotaParams = Type.Object({
  id: Type.String({ minLength: 1, maxLength: 64, description: 'A key or an id.' }),
});
export const RotaQuery = Input({ ...PageQuery });
const OptionalInstant = (description: string) =>
  Type.Optional(Type.String({ format: 'date-time', description }));
export const AtQuery = Input({ at: OptionalInstant('The moment; now when left out.') });
export const SpanQuery = Input({
  from: OptionalInstant('Now when left out.'),
  to: OptionalInstant('Four weeks later when left out; at most 366 days.'),
});

export const RotaPerson = Type.Object({
  id: Id,
  name: Type.String(),
  email: Type.String(),
  active: Type.Boolean({ description: 'Without it their shift is a gap.' }),
});

export const Shift = Type.Object({
  from: Instant,
  to: Instant,
  person: RotaPerson,
  layer: Nullable(Type.Object({ id: Type.String(), name: Type.String() })),
  change: Nullable(
    Type.Object(
      { kind: Choice(['override', 'swap']), id: Id },
      { description: 'What has made it theirs; null where it is their turn.' },
    ),
  ),
});

const Gap = Type.Object(
  {
    from: Instant,
    to: Instant,
    reason: Choice(['nobody', 'inactive'], {
      description: '`inactive`: it is the shift of somebody who may not sign in.',
    }),
    person: Nullable(RotaPerson),
  },
  { description: 'Somebody is needed, and nobody can answer.' },
);
const DoubleBooking = Type.Object(
  { from: Instant, to: Instant, person: RotaPerson, rotas: Type.Array(KeyRef) },
  { description: 'One person on call in several rotas at a time.' },
);

export const OnCall = Type.Object({
  rota: KeyRef,
  at: Instant,
  shift: Nullable(Shift),
  next: Nullable(Shift),
  gap: Nullable(Gap),
});
export const EverybodyOnCall = Type.Object({
  items: Type.Array(OnCall),
  doubleBookings: Type.Array(DoubleBooking),
});

export const Shifts = Type.Object({
  from: Instant,
  to: Instant,
  layers: Type.Array(
    Type.Object({ id: Type.String(), name: Type.String(), shifts: Type.Array(Shift) }),
    { description: 'Each by itself, the lowest first.' },
  ),
  schedule: Type.Array(Shift, { description: 'What is left when all lie over one another.' }),
  gaps: Type.Array(Gap),
  doubleBookings: Type.Array(DoubleBooking),
});

const Layer = Type.Object({
  id: Type.String(),
  name: Type.String(),
  people: Type.Array(RotaPerson),
  rotation: outgoing<PlannedLayerOf<'rotation'>>(layer.rotation),
  startsOn: Type.String(),
  endsOn: Type.Optional(Type.String()),
  hours: Type.Optional(outgoing<PlannedLayerOf<'hours'>>(layer.hours)),
  holidays: Type.Optional(outgoing<PlannedLayerOf<'holidays'>>(layer.holidays)),
});
type PlannedLayerOf<K extends keyof PlannedLayer> = NonNullable<PlannedLayer[K]>;

export const Rota = Type.Object({
  id: Id,
  key: Type.String(),
  name: Type.String(),
  timeZone: Type.String(),
  layers: Type.Array(Layer),
  needed: Type.Optional(outgoing<NonNullable<Plan['needed']>>(needed)),
  onCall: OnCall,
  isMember: Type.Boolean({ description: 'Whether the caller takes turns in it.' }),
  version: Version,
  allowed: Allowed,
});
export const Rotas = listOf(Rota);
export const NewRota = Input({ key: Key, name: Name, timeZone, layers, needed });
export const RotaPatch = Input(
  {
    name: Type.Optional(Name),
    timeZone: Type.Optional(timeZone),
    layers: Type.Optional(layers),
    needed: Type.Optional(Nullable(outgoing<NonNullable<Plan['needed']>>(needed))),
  },
  { description: 'It holds from now on. `needed: null`: somebody is needed at any time.' },
);

export const OverrideParams = Type.Object({ ...RotaParams.properties, override: Id });
export const NewOverride = Input({
  person: Type.String({ minLength: 1, maxLength: 320, description: 'An address or an id.' }),
  from: Instant,
  to: Instant,
  reason: Reason,
});
export const Override = Type.Object({
  id: Id,
  person: RotaPerson,
  from: Instant,
  to: Instant,
  reason: Type.String(),
  madeBy: RotaPerson,
  madeAt: Instant,
  takenBackAt: Nullable(Instant),
  version: Version,
  allowed: Allowed,
});
export const Overrides = listOf(Override);

export const SwapParams = Type.Object({ ...RotaParams.properties, swap: Id });
const SpanIn = { from: Instant, to: Instant };
export const NewSwap = Input({
  gives: Input(SpanIn, { description: 'The caller’s own shift.' }),
  takes: Input(
    {
      person: Type.String({ minLength: 1, maxLength: 320, description: 'An address or an id.' }),
      ...SpanIn,
    },
    { description: 'Whose shift the caller takes for it.' },
  ),
  reason: Reason,
});
const SpanOut = Type.Object(SpanIn);
export const Swap = Type.Object({
  id: Id,
  state: Choice(['asked', 'accepted', 'declined', 'takenBack']),
  asker: RotaPerson,
  gives: SpanOut,
  other: RotaPerson,
  takes: SpanOut,
  reason: Type.String(),
  askedAt: Instant,
  acceptedAt: Nullable(Instant),
  closedAt: Nullable(Instant),
  version: Version,
  allowed: Allowed,
});
export const Swaps = listOf(Swap);

export const Feed = Type.Object({
  madeAt: Nullable(Instant),
});
export const MadeFeed = Type.Object({
  address: Type.String({ description: 'With its token, which is shown only now.' }),
  madeAt: Instant,
});
export const FeedQuery = Input({
  token: Type.Optional(Type.String({ maxLength: 200, description: 'Of the secret address.' })),
});
export const PersonFeedParams = Type.Object({ person: Id });
