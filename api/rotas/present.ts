/** Rotas, shifts and changes as they leave, with everybody by name and with what the caller may do. */
import type { Static } from 'typebox';
import type { Principal } from '#domain/people/access.ts';
import type { LoadedRota, LoadedRotas, RotaPerson } from '#domain/rotas/load.ts';
import { isMember, managesRotas } from '#domain/rotas/members.ts';
import { mayTakeBack, type OverrideView } from '#domain/rotas/overrides.ts';
import type { SwapView } from '#domain/rotas/read-swaps.ts';
import type { Schedule, Standing } from '#domain/rotas/schedules.ts';
import { allowedIn } from '#domain/rotas/swaps.ts';
import type { DoubleBooking, Gap } from '#engine/rota/gaps.ts';
import type { Shift, Span } from '#engine/rota.ts';
import { toIso, toIsoOrNull } from '../instants.ts';
import type * as schemas from './schemas.ts';

type People = LoadedRotas['people'];

const toPerson = (people: People, id: string): RotaPerson =>
  people.get(id) ?? { id, name: '', email: '', active: false };

const toRef = ({ id, key, name }: LoadedRota) => ({ id, key, name });

export function presentShift({ rota }: LoadedRota, people: People, shift: Shift) {
  const isIt = ({ id }: { readonly id: string }) => id === shift.layer;
  const name = rota.plans
    .findLast(({ plan }) => plan.layers.some(isIt))
    ?.plan.layers.find(isIt)?.name;
  const { from, to, person, layer, change } = shift;
  return {
    from,
    to,
    change,
    person: toPerson(people, person),
    layer: layer === null ? null : { id: layer, name: name ?? layer },
  };
}

const presentGap = (people: People, { person, ...gap }: Gap) => ({
  ...gap,
  person: person === null ? null : toPerson(people, person),
});

export const presentDouble = (
  rotas: readonly LoadedRota[],
  people: People,
  { from, to, person, rotas: ids }: DoubleBooking,
) => ({
  from,
  to,
  person: toPerson(people, person),
  rotas: rotas.filter(({ id }) => ids.includes(id)).map(toRef),
});

export const presentStanding = (
  { rota, shift, next, gap }: Standing,
  people: People,
  at: string,
): Static<typeof schemas.OnCall> => ({
  rota: toRef(rota),
  at,
  shift: shift && presentShift(rota, people, shift),
  next: next && presentShift(rota, people, next),
  gap: gap && presentGap(people, gap),
});

export function presentRota(
  standing: Standing,
  people: People,
  at: string,
  principal: Principal,
): Static<typeof schemas.Rota> {
  const { id, key, name, plan, version } = standing.rota;
  const manages = managesRotas(principal);
  const member = isMember(principal, { plan });
  return {
    id,
    key,
    name,
    version,
    timeZone: plan.timeZone,
    layers: plan.layers.map(({ people: ids, ...layer }) => ({
      ...layer,
      people: ids.map((one) => toPerson(people, one)),
    })),
    ...(plan.needed ? { needed: plan.needed } : {}),
    onCall: presentStanding(standing, people, at),
    isMember: member,
    allowed: [
      'read',
      ...(manages ? ['update', 'delete'] : []),
      ...(manages || member ? ['override'] : []),
      ...(member ? ['swap'] : []),
    ],
  };
}

export const presentSchedule = (
  { rota, rotas, people, layers, shifts, gaps, double }: Schedule,
  span: Span,
): Static<typeof schemas.Shifts> => ({
  ...span,
  layers: layers.map(({ layer, name, shifts }) => ({
    id: layer,
    name,
    shifts: shifts.map((shift) => presentShift(rota, people, shift)),
  })),
  schedule: shifts.map((shift) => presentShift(rota, people, shift)),
  gaps: gaps.map((gap) => presentGap(people, gap)),
  doubleBookings: double.map((one) => presentDouble(rotas, people, one)),
});

export const presentOverride = (
  override: OverrideView,
  principal: Principal,
  now: Date,
): Static<typeof schemas.Override> => ({
  ...override,
  from: toIso(override.from),
  to: toIso(override.to),
  madeAt: toIso(override.madeAt),
  takenBackAt: toIsoOrNull(override.takenBackAt),
  allowed: mayTakeBack(principal, override, now) ? ['takeBack'] : [],
});

export const presentSwap = (
  swap: SwapView,
  principal: Principal,
  now: Date,
): Static<typeof schemas.Swap> => ({
  ...swap,
  gives: toSpan(swap.gives),
  takes: toSpan(swap.takes),
  askedAt: toIso(swap.askedAt),
  acceptedAt: toIsoOrNull(swap.acceptedAt),
  closedAt: toIsoOrNull(swap.closedAt),
  allowed: allowedIn(principal, swap, now),
});

const toSpan = ({ from, to }: Span): Span => ({ from: toIso(from), to: toIso(to) });
