/** What is asked of a rota: who is on call at a moment, whose shifts lie in a while, and each layer by itself. */
import type { Rota, Shift } from '../rota.ts';
import { type Duty, layerIn, plansIn, scheduleIn, wholeBounds } from './schedule.ts';
import type { Bounds, Stretch } from './stretches.ts';

const toBounds = (from: string, to: string): Bounds => ({
  from: Date.parse(from),
  to: Date.parse(to),
});

export const toShift = ({ from, to, is }: Stretch<Duty>): Shift => ({
  from: new Date(from).toISOString(),
  to: new Date(to).toISOString(),
  person: is.person,
  layer: is.layer,
  turn: is.turn,
  change: is.change,
});

/** The whole shift of whoever is on call then, or null. */
export function onCallAt(rota: Rota, at: string): Shift | null {
  const instant = Date.parse(at);
  const bounds = { from: instant, to: instant + 1 };
  const found = scheduleIn(rota, wholeBounds(rota, bounds)).find(
    ({ from, to }) => from <= instant && instant < to,
  );
  return found ? toShift(found) : null;
}

/** In order, without overlaps, cut at both ends. */
export const shiftsBetween = (rota: Rota, from: string, to: string): readonly Shift[] =>
  scheduleIn(rota, toBounds(from, to)).map(toShift);

/** The same with each shift from its own beginning to its own end. */
export function wholeShiftsBetween(rota: Rota, from: string, to: string): readonly Shift[] {
  const bounds = toBounds(from, to);
  return scheduleIn(rota, wholeBounds(rota, bounds))
    .filter((one) => one.from < bounds.to && bounds.from < one.to)
    .map(toShift);
}

export type LayerShifts = {
  readonly layer: string;
  readonly name: string;
  readonly shifts: readonly Shift[];
};

/** Each layer by itself, as it was or will be planned; one that was renamed goes by its last name. */
export function layersBetween(rota: Rota, from: string, to: string): readonly LayerShifts[] {
  const found = new Map<string, LayerShifts>();
  for (const { plan, ...holds } of plansIn(rota, toBounds(from, to))) {
    for (const layer of plan.layers) {
      const shifts = layerIn(rota, plan, layer, holds).map(toShift);
      const before = found.get(layer.id)?.shifts ?? [];
      found.set(layer.id, { layer: layer.id, name: layer.name, shifts: [...before, ...shifts] });
    }
  }
  return [...found.values()];
}
