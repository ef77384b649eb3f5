/** What a rota comes to: each layer by itself, and the one schedule that is left when all lie over one another. */
import type { Layer, Plan, Rota, RotaChange, Shift } from '../rota.ts';
import { hoursIn } from './hours.ts';
import { type Bounds, clip, inBoth, joined, layOver, type Stretch } from './stretches.ts';
import { turnsOf } from './turns.ts';

export type Duty = Omit<Shift, 'from' | 'to'>;

/** The one schedule, cut at the bounds. */
export function scheduleIn(rota: Rota, bounds: Bounds): readonly Stretch<Duty>[] {
  const planned = plansIn(rota, bounds).flatMap(({ plan, ...holds }) =>
    plan.layers
      .map((layer) => layerIn(rota, plan, layer, holds))
      .reduce<readonly Stretch<Duty>[]>(layOver, []),
  );
  const changed = rota.changes.reduce<readonly Stretch<Duty>[]>(
    (made, change) => changedBy(change, made, bounds),
    planned,
  );
  return joined(changed, isSame);
}

/** One layer while its plan holds. */
export function layerIn(
  { holidays }: Rota,
  { timeZone }: Plan,
  layer: Layer,
  bounds: Bounds,
): readonly Stretch<Duty>[] {
  const turns = clip(turnsOf(layer, timeZone, bounds), bounds).map((one) => ({
    ...one,
    is: { ...one.is, layer: layer.id, change: null },
  }));
  const open = hoursIn(layer, timeZone, bounds, holidays);
  return joined(open ? inBoth(turns, open) : turns, isSame);
}

/** The plans that hold somewhere in the bounds, and where. */
export function plansIn(rota: Rota, bounds: Bounds): readonly (Bounds & { readonly plan: Plan })[] {
  return rota.plans.flatMap(({ since, plan }, index) => {
    const next = rota.plans[index + 1]?.since;
    const from = Math.max(bounds.from, since === null ? bounds.from : Date.parse(since));
    const to = Math.min(bounds.to, next ? Date.parse(next) : bounds.to);
    return from < to ? [{ plan, from, to }] : [];
  });
}

/** Bounds in which no shift that reaches into them is cut: those of all turns and changes that do. */
export function wholeBounds(rota: Rota, bounds: Bounds): Bounds {
  const turns = plansIn(rota, bounds).flatMap(({ plan, ...holds }) =>
    plan.layers.flatMap((layer) => turnsOf(layer, plan.timeZone, holds)),
  );
  const spans = rota.changes
    .flatMap((change) => (change.kind === 'swap' ? [change.one, change.other] : [change]))
    .map(({ from, to }) => ({ from: Date.parse(from), to: Date.parse(to) }))
    .filter(({ from, to }) => from < bounds.to && bounds.from < to);
  return {
    from: Math.min(bounds.from, ...turns.map(({ from }) => from), ...spans.map(({ from }) => from)),
    to: Math.max(bounds.to, ...turns.map(({ to }) => to), ...spans.map(({ to }) => to)),
  };
}

function changedBy(
  change: RotaChange,
  made: readonly Stretch<Duty>[],
  bounds: Bounds,
): readonly Stretch<Duty>[] {
  if (change.kind === 'override') {
    const { kind, id, person, from, to } = change;
    const is: Duty = { person, layer: null, turn: null, change: { kind, id } };
    return layOver(made, clip([{ from: Date.parse(from), to: Date.parse(to), is }], bounds));
  }
  const { id, one, other } = change;
  const given = [
    ...handed(made, one, other.person, id),
    ...handed(made, other, one.person, id),
  ].sort((left, right) => left.from - right.from);
  return layOver(made, given);
}

/** What somebody has in their span, as somebody else’s. What is not theirs any more stays where it is. */
function handed(
  made: readonly Stretch<Duty>[],
  span: { readonly from: string; readonly to: string; readonly person: string },
  to: string,
  id: string,
): readonly Stretch<Duty>[] {
  const bounds = { from: Date.parse(span.from), to: Date.parse(span.to) };
  return clip(made, bounds)
    .filter(({ is }) => is.person === span.person)
    .map((one) => ({ ...one, is: { ...one.is, person: to, change: { kind: 'swap', id } } }));
}

const isSame = (one: Duty, other: Duty): boolean =>
  one.person === other.person &&
  one.layer === other.layer &&
  one.turn === other.turn &&
  one.change?.id === other.change?.id;
