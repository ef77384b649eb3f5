/**
 * Chance without memory: a number for each place at which something is left to it. The same seed and place give the same
 * number in every forecast, so that two of them that differ in one thing differ by that thing alone (common random numbers).
 * The hash is the finalizer of MurmurHash3 (Austin Appleby, public domain), used as a counter-based generator in the way of
 * Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as 1, 2, 3" (SC 2011).
 */
export type Chance = (...place: readonly number[]) => number;

const GOLDEN = 0x9e3779b9;
const RANGE = 2 ** 32;

/** Gives numbers from 0 to below 1. Places are whole numbers; places of different lengths are different. */
export function chanceOf(seed: number, replication: number): Chance {
  const begun = mix(mix(seed ^ GOLDEN) + replication);
  return (...place) => {
    let hash = begun ^ place.length;
    for (const part of place) hash = mix(Math.imul(hash, 5) + GOLDEN + part);
    return mix(hash) / RANGE;
  };
}

function mix(value: number): number {
  let hash = value | 0;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
