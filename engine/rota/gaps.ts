/** What is wrong with who is on call: when nobody is who should be, or somebody who cannot, or one person in two places. */
import type { Rota, Shift, Span } from '../rota.ts';
import { weekIn } from './hours.ts';
import { plansIn, scheduleIn } from './schedule.ts';
import { type Bounds, freeIn, inBoth, joined, type Stretch } from './stretches.ts';
import { lifeOf } from './turns.ts';

export type Gap = Span & {
  /** `inactive`: it is the shift of somebody who may not sign in any more. */
  readonly reason: 'nobody' | 'inactive';
  readonly person: string | null;
};

type Why = Pick<Gap, 'reason' | 'person'>;

/** Where somebody is needed and nobody can answer, from the first turn of the rota on. */
export function gapsBetween(
  rota: Rota,
  from: string,
  to: string,
  mayAnswer: (person: string) => boolean = () => true,
): readonly Gap[] {
  const bounds = { from: Date.parse(from), to: Date.parse(to) };
  const needed = neededIn(rota, bounds);
  const schedule = scheduleIn(rota, bounds);
  const nobody: readonly Stretch<Why>[] = needed
    .flatMap((one) => freeIn(one, schedule))
    .map((one) => ({ ...one, is: { reason: 'nobody', person: null } }));
  const inactive: readonly Stretch<Why>[] = schedule
    .filter(({ is }) => !mayAnswer(is.person))
    .map(({ is, ...one }) => ({ ...one, is: { reason: 'inactive', person: is.person } }));
  const gaps = [...nobody, ...inBoth(inactive, needed)].sort((one, two) => one.from - two.from);
  return joined(gaps, (one, two) => one.reason === two.reason && one.person === two.person).map(
    ({ from, to, is }) => ({
      from: new Date(from).toISOString(),
      to: new Date(to).toISOString(),
      ...is,
    }),
  );
}

function neededIn(rota: Rota, bounds: Bounds): readonly Bounds[] {
  // What a plan says of days before it held, or after, has never been anybody’s turn.
  const planned = plansIn(rota, { from: Number.NEGATIVE_INFINITY, to: bounds.to });
  const begins = Math.min(
    ...planned.flatMap(({ plan, from, to }) =>
      plan.layers
        .map((layer) => lifeOf(layer, plan.timeZone))
        .filter((life) => life.from < to && from < life.to)
        .map((life) => Math.max(from, life.from)),
    ),
    ...rota.changes.map((change) =>
      Date.parse(change.kind === 'swap' ? change.one.from : change.from),
    ),
  );
  const needed = plansIn(rota, { ...bounds, from: Math.max(bounds.from, begins) }).flatMap(
    ({ plan, from, to }) =>
      plan.needed ? weekIn(plan.needed, plan.timeZone, { from, to }) : [{ from, to }],
  );
  return joined(
    needed.map((one) => ({ ...one, is: null })),
    () => true,
  );
}

export type DoubleBooking = Span & { readonly person: string; readonly rotas: readonly string[] };

/** When the same person is on call in more than one rota. */
export function doubleBookings(
  rotas: readonly { readonly rota: string; readonly shifts: readonly Shift[] }[],
): readonly DoubleBooking[] {
  const theirs = new Map<string, (Bounds & { readonly rota: string })[]>();
  for (const { rota, shifts } of rotas)
    for (const { person, from, to } of shifts) {
      const spans = theirs.get(person) ?? [];
      spans.push({ rota, from: Date.parse(from), to: Date.parse(to) });
      theirs.set(person, spans);
    }
  return [...theirs]
    .flatMap(([person, spans]) => overlapsOf(spans).map((one) => ({ person, ...one })))
    .sort((one, other) => (one.from < other.from ? -1 : 1));
}

function overlapsOf(
  spans: readonly (Bounds & { readonly rota: string })[],
): readonly Omit<DoubleBooking, 'person'>[] {
  const inOrder = [...spans].sort((one, other) => one.from - other.from);
  const borders = [...new Set(inOrder.flatMap(({ from, to }) => [from, to]))].sort((a, b) => a - b);
  let open: typeof inOrder = [];
  let next = 0;
  const found: Stretch<readonly string[]>[] = [];
  for (const [index, from] of borders.entries()) {
    open = open.filter(({ to }) => to > from);
    for (let one = inOrder[next]; one && one.from <= from; one = inOrder[next]) {
      open.push(one);
      next += 1;
    }
    const is = [...new Set(open.map(({ rota }) => rota))].sort();
    const to = borders[index + 1];
    if (is.length > 1 && to !== undefined) found.push({ from, to, is });
  }
  return joined(found, (one, other) => one.join() === other.join()).map(({ from, to, is }) => ({
    from: new Date(from).toISOString(),
    to: new Date(to).toISOString(),
    rotas: is,
  }));
}
