/** What rotas come to: who is on call at a moment and who comes next, and a while of shifts with all that is wrong in it. */
import { addSeconds } from '#engine/instant.ts';
import { type DoubleBooking, doubleBookings, type Gap, gapsBetween } from '#engine/rota/gaps.ts';
import {
  type LayerShifts,
  layersBetween,
  onCallAt,
  shiftsBetween,
  wholeShiftsBetween,
} from '#engine/rota/shifts.ts';
import type { Shift, Span } from '#engine/rota.ts';
import { DomainError } from '../errors.ts';
import type { Work } from '../work.ts';
import { everybodyIn, type LoadedRota, type LoadedRotas, loadRotas } from './load.ts';

/** As far ahead of the end of a shift as is looked for who comes next. */
const NEXT_SECONDS = 60 * 86_400;

export type Standing = {
  readonly rota: LoadedRota;
  readonly shift: Shift | null;
  readonly next: Shift | null;
  readonly gap: Gap | null;
};

type People = LoadedRotas['people'];

export function standingAt(rota: LoadedRota, people: People, at: string): Standing {
  const shift = onCallAt(rota.rota, at);
  const until = shift?.to ?? at;
  const ahead = wholeShiftsBetween(rota.rota, until, addSeconds(until, NEXT_SECONDS));
  const next = ahead.find(({ from }) => from >= until) ?? null;
  const [gap = null] = gapsBetween(rota.rota, at, addSeconds(at, 0.001), mayAnswer(people));
  return { rota, shift, next, gap };
}

/** Of all rotas, with whoever is on call in more than one of them. */
export async function everybodyOnCall(work: Work, at: string) {
  const span = { from: at, to: addSeconds(at, NEXT_SECONDS) };
  const { rotas, people } = await loadRotas(work, span);
  const standings = rotas.map((rota) => standingAt(rota, people, at));
  const double = doubleBookings(
    standings.map(({ rota, shift }) => ({ rota: rota.id, shifts: shift ? [shift] : [] })),
  ).filter(({ from, to }) => from <= at && at < to);
  return { rotas, people, standings, double };
}

export type Schedule = {
  readonly rota: LoadedRota;
  readonly people: People;
  /** Of all rotas, since a double booking names two. */
  readonly rotas: readonly LoadedRota[];
  readonly layers: readonly LayerShifts[];
  readonly shifts: readonly Shift[];
  readonly gaps: readonly Gap[];
  readonly double: readonly DoubleBooking[];
};

/** @throws DomainError not_found */
export async function scheduleOf(work: Work, rotaId: string, span: Span): Promise<Schedule> {
  const { from, to } = span;
  const { rotas, people } = await loadRotas(work, span);
  const rota = rotas.find(({ id }) => id === rotaId);
  if (!rota) throw new DomainError('not_found', 'There is no such rota.');
  const inIt = new Set(everybodyIn(rota.rota));
  const double = doubleBookings(
    rotas
      .filter((one) => one === rota || everybodyIn(one.rota).some((id) => inIt.has(id)))
      .map((one) => ({ rota: one.id, shifts: shiftsBetween(one.rota, from, to) })),
  ).filter((one) => one.rotas.includes(rotaId));
  return {
    rota,
    rotas,
    people,
    double,
    layers: layersBetween(rota.rota, from, to),
    shifts: shiftsBetween(rota.rota, from, to),
    gaps: gapsBetween(rota.rota, from, to, mayAnswer(people)),
  };
}

const mayAnswer = (people: People) => (person: string) => people.get(person)?.active ?? false;
