/**
 * How long something took, as it was: an empirical distribution, with what was still going on counted as at least as long as
 * it had lasted (the product-limit estimate of Kaplan and Meier). And a row of such distributions from the most particular to
 * the most general, each of which leaves a share to the next one: as much as `FEW` observations weigh, so that what has hardly
 * ever been seen is taken from what is like it. No shape is assumed, but for what has lasted longer than anything ever seen to
 * end: of that, half lasts at least as long again.
 */
import { lastAtMost } from './timeline.ts';

export type Observation = { readonly seconds: number; readonly isOver: boolean };

export class Spread {
  /** How many came to an end. */
  readonly count: number;
  readonly #values: Float64Array;
  readonly #upTo: Float64Array;
  /** How much of it goes on where the last length is reached: nobody has seen its end. */
  readonly #unseen: number;

  constructor(observations: readonly Observation[]) {
    const sorted = [...observations].sort(
      (one, other) => one.seconds - other.seconds || Number(other.isOver) - Number(one.isOver),
    );
    const values: number[] = [];
    const upTo: number[] = [];
    let left = 1;
    for (const [place, { seconds, isOver }] of sorted.entries()) {
      if (!isOver) continue;
      left -= left / (sorted.length - place);
      values.push(seconds);
      upTo.push(1 - left);
    }
    this.count = values.length;
    const last = sorted.at(-1);
    this.#unseen = last && left > 1e-9 ? left : 0;
    if (last && this.#unseen > 0) {
      values.push(last.seconds);
      upTo.push(1);
    }
    if (upTo.length > 0) upTo[upTo.length - 1] = 1;
    this.#values = Float64Array.from(values);
    this.#upTo = Float64Array.from(upTo);
  }

  /** The share of those that lasted longer. */
  beyond(seconds: number): number {
    const place = lastAtMost(this.#values, seconds);
    const longest = this.#values.at(-1) ?? 0;
    if (this.#unseen > 0 && seconds >= longest && seconds > 0)
      return (this.#unseen * longest) / seconds;
    return place < 0 ? 1 : 1 - (this.#upTo[place] ?? 1);
  }

  /** The length that this share of them does not exceed; of those that lasted longer than `age`, where it is given. */
  at(share: number, age?: number): number {
    let low = 0;
    let wanted = share;
    if (age !== undefined) {
      const beyond = this.beyond(age);
      wanted = 1 - beyond + share * beyond;
      low = Math.min(lastAtMost(this.#values, age) + 1, this.#values.length - 1);
    }
    let high = this.#values.length - 1;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#upTo[middle] ?? 1) >= wanted) high = middle;
      else low = middle + 1;
    }
    const value = this.#values[low] ?? 0;
    const isUnseen = this.#unseen > 0 && wanted > 1 - this.#unseen;
    return isUnseen ? (value * this.#unseen) / (1 - wanted) : value;
  }
}

/** So many observations weigh as much as everything more general. */
export const FEW = 10;

/** The weight of each level in turn, of which the last takes what is left. */
export function sharesOf(counts: readonly number[], few: number): readonly number[] {
  let left = 1;
  const shares = counts.map((count) => {
    const share = (left * count) / (count + few);
    left -= share;
    return share;
  });
  const last = counts.findLastIndex((count) => count > 0);
  if (last >= 0) shares[last] = (shares[last] ?? 0) + left;
  return shares;
}

/** The levels of some circumstances, and how much each weighs. */
export type Joined<Level> = {
  readonly levels: readonly Level[];
  readonly shares: readonly number[];
};

export function joined<Level>(
  levels: readonly Level[],
  countOf: (level: Level) => number,
): Joined<Level> {
  const known = levels.filter((level) => countOf(level) > 0);
  return { levels: known, shares: sharesOf(known.map(countOf), FEW) };
}

/** A length from these levels, given that it has lasted so long already. */
export function lengthFrom(
  { levels, shares }: Joined<Spread>,
  which: number,
  share: number,
  age = 0,
): number {
  if (age <= 0) return levels[placeIn(shares, which)]?.at(share) ?? 0;
  // What has lasted so long comes rather from a level where things last that long.
  const weights = levels.map((level, place) => (shares[place] ?? 0) * level.beyond(age));
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  return levels[placeIn(weights, which * all)]?.at(share, age) ?? age / (1 - share);
}

/** Where a point lies when these are laid end to end; never at one that has no width. */
export function placeIn(weights: readonly number[], point: number): number {
  let left = point;
  let last = -1;
  for (const [place, weight] of weights.entries()) {
    if (weight <= 0) continue;
    last = place;
    if (left < weight) return place;
    left -= weight;
  }
  return last;
}
