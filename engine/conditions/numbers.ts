/**
 * The number line in the regions that constants cut it into: each constant, and what lies between, below and above them.
 * Neighbours for which everything comes out the same are one region, so that `> 500` and `< 1000` read as one range.
 */
import type { ConditionLeaf } from '../condition.ts';

export type NumberRegion = {
  readonly sample: number;
  readonly low: number;
  readonly withLow: boolean;
  readonly high: number;
  readonly withHigh: boolean;
};

export function numberRegions(
  constants: readonly number[],
  integers: boolean,
): readonly NumberRegion[] {
  const cuts = [...new Set(constants)].sort((one, other) => one - other);
  const edges = [-Infinity, ...cuts, Infinity];
  return edges.flatMap((low, index): NumberRegion[] => {
    const point = Number.isFinite(low)
      ? [{ sample: low, low, withLow: true, high: low, withHigh: true }]
      : [];
    const high = edges[index + 1];
    if (high === undefined) return point;
    const sample = between(low, high, integers);
    if (sample === null) return point;
    return [...point, { sample, low, withLow: false, high, withHigh: false }];
  });
}

/** A number between these two, an integer where there is one; null where no number lies there. */
function between(low: number, high: number, integers: boolean): number | null {
  if (low === -Infinity) {
    if (high === Infinity) return 0;
    return beyond(high, -1);
  }
  if (high === Infinity) return beyond(low, 1);
  const next = Math.floor(low) + 1;
  if (next > low && next < high) return next;
  const middle = low + (high - low) / 2;
  return integers || middle <= low || middle >= high ? null : middle;
}

/** The next integer on this side; past where doubles are that fine, the double. */
function beyond(from: number, side: 1 | -1): number | null {
  const next = side > 0 ? Math.floor(from) + 1 : Math.ceil(from) - 1;
  if (next !== from) return next;
  const far = from + side * Math.abs(from);
  return Number.isFinite(far) && far !== from ? far : null;
}

/** “= 4”, or “> 500” and “≤ 1000”. */
export function toldOf(
  fact: string,
  region: NumberRegion,
  integers: boolean,
): readonly ConditionLeaf[] {
  const { low, withLow, high, withHigh } = integers ? closed(region) : region;
  if (low === high) return [{ fact, operator: 'equal', value: low }];
  const told: ConditionLeaf[] = [];
  if (Number.isFinite(low))
    told.push({ fact, operator: withLow ? 'greaterThanInclusive' : 'greaterThan', value: low });
  if (Number.isFinite(high))
    told.push({ fact, operator: withHigh ? 'lessThanInclusive' : 'lessThan', value: high });
  return told.length > 0 ? told : [{ fact, operator: 'isNotEmpty' }];
}

/** Of integers, “> 3 and < 5” is 4. */
function closed(region: NumberRegion): NumberRegion {
  const low = region.withLow ? Math.ceil(region.low) : Math.floor(region.low) + 1;
  const high = region.withHigh ? Math.floor(region.high) : Math.ceil(region.high) - 1;
  return low === high ? { ...region, low, high, withLow: true, withHigh: true } : region;
}
