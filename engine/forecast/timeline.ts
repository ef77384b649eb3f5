/** Business time as a straight line over a stretch of years, worked out once: a forecast goes to and fro millions of times. */

import { openStretches } from '../calendar/open-stretches.ts';
import type { Hours } from '../clocks/ledger.ts';

export type Timeline = {
  /** Counted seconds from the beginning of the line until then; before it none, behind it all there are. */
  readonly toCounted: (at: number) => number;
  /** The earliest instant at which so much has been counted; infinity where the line does not reach. */
  readonly toInstant: (counted: number) => number;
};

/** Far more than a calendar of minutes has in ten years. */
const MOST_STRETCHES = 2_000_000;

export function timelineOf(hours: Hours, from: number, to: number): Timeline {
  if (hours === 'always')
    return {
      toCounted: (at) => (Math.min(Math.max(at, from), to) - from) / 1_000,
      toInstant: (counted) => within(from + counted * 1_000, to),
    };
  const iso = (at: number): string => new Date(at).toISOString();
  const open = openStretches(hours, iso(from), iso(to), MOST_STRETCHES) ?? [];
  const begins = open.map((stretch) => Date.parse(stretch.from));
  const ends = open.map((stretch) => Date.parse(stretch.to));
  const before: number[] = [];
  let sum = 0;
  for (const [place, begin] of begins.entries()) {
    before.push(sum);
    sum += ((ends[place] ?? begin) - begin) / 1_000;
  }
  const all = sum;
  return {
    toCounted(at) {
      const place = lastAtMost(begins, at);
      if (place < 0) return 0;
      const end = Math.min(at, ends[place] ?? at);
      return (before[place] ?? 0) + (end - (begins[place] ?? end)) / 1_000;
    },
    toInstant(counted) {
      if (!(counted <= all)) return Number.POSITIVE_INFINITY;
      // The earliest: the end of a stretch before the beginning of the next.
      let place = Math.max(0, lastAtMost(before, counted));
      if (place > 0 && before[place] === counted) place -= 1;
      const begin = begins[place];
      return begin === undefined
        ? Number.POSITIVE_INFINITY
        : begin + (counted - (before[place] ?? 0)) * 1_000;
    },
  };
}

const within = (at: number, to: number): number => (at <= to ? at : Number.POSITIVE_INFINITY);

/** The last place in a rising list whose value is not above; -1 for none. */
export function lastAtMost(values: ArrayLike<number>, wanted: number): number {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((values[middle] ?? 0) <= wanted) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
