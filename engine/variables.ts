/** The bound on what a run carries: a message that names the variable to look at, or null where all is well. */
import { type Json, jsonBytes } from './json.ts';
import { MAX_VARIABLES_BYTES } from './state.ts';

type Variables = { readonly [name: string]: Json };

/** UTF-8 takes at most this many bytes for one UTF-16 unit. */
const BYTES_PER_UNIT_MAX = 3;

export function excessOf(merged: Variables, added: Variables): string | null {
  if (JSON.stringify(merged).length * BYTES_PER_UNIT_MAX <= MAX_VARIABLES_BYTES) return null;
  const bytes = jsonBytes(merged);
  if (bytes <= MAX_VARIABLES_BYTES) return null;
  const [name, size] = largestOf(added);
  const [kept, keptSize] = largestOf(merged);
  const most = kept === name ? '' : ` The largest is “${kept}” with ${shown(keptSize)}.`;
  return (
    `With “${name}” (${shown(size)}) the variables of this run would come to ${shown(bytes)}, and a run carries at most ` +
    `${shown(MAX_VARIABLES_BYTES)}.${most} Nothing of it was kept: try again with less, let the process keep less, or cancel the run.`
  );
}

function largestOf(variables: Variables): readonly [string, number] {
  let largest: readonly [string, number] = ['', 0];
  for (const [name, value] of Object.entries(variables)) {
    const bytes = jsonBytes(value);
    if (bytes >= largest[1]) largest = [name, bytes];
  }
  return largest;
}

const shown = (bytes: number): string => `${Math.ceil(bytes / 1000)} kB`;
