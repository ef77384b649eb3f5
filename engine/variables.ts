/**
 * The bound on what a run carries. Values are measured once: they never change, and a run that is looked at after each of
 * thousands of steps must not be written out as often.
 */
import { type Json, jsonBytes } from './json.ts';
import { MAX_VARIABLES_BYTES } from './state.ts';

type Variables = { readonly [name: string]: Json };
/** Something a run carries, under a name that people find it by. */
export type Part = readonly [name: string, value: Json];

/** A control character takes six bytes in JSON, everything else fewer; numbers and words a few dozen. */
const BYTES_PER_UNIT_MAX = 6;
const PLAIN_BYTES_MAX = 32;

const measured = new WeakMap<object, number>();

/** The length of a value as UTF-8 JSON, remembered for lists and objects. */
function bytesOf(value: Json): number {
  if (typeof value !== 'object' || value === null) return jsonBytes(value);
  const known = measured.get(value);
  if (known !== undefined) return known;
  const bytes = jsonBytes(value);
  measured.set(value, bytes);
  return bytes;
}

/** What is wrong with a run that would carry all these, what was just added among them; null where nothing is. */
export function excess(
  carried: Iterable<Part>,
  added: Variables,
  replaced: readonly Json[],
): string | null {
  const parts = [...carried];
  let atMost = 0;
  for (const [, value] of parts) atMost += bytesAtMost(value);
  for (const name in added) atMost += bytesAtMost(added[name] ?? null);
  if (atMost <= MAX_VARIABLES_BYTES) return null;
  const total = sum(parts.map(([, value]) => value)) + sum(Object.values(added)) - sum(replaced);
  return total <= MAX_VARIABLES_BYTES ? null : told(total, Object.entries(added), parts);
}

/** The same for variables alone. */
export function excessOf(merged: Variables, added: Variables): string | null {
  return excess(Object.entries(merged), added, Object.values(added));
}

/** With the last item measured by itself, so that a list that grows is not gone through at every step. */
export function appended<T>(list: readonly T[], item: T): readonly T[] {
  const longer = [...list, item];
  measured.set(longer, bytesOf(list as unknown as Json) + bytesOf(item as Json) + 1);
  return longer;
}

/** Where this is little enough nothing has to be written out. */
function bytesAtMost(value: Json): number {
  if (typeof value === 'string') return value.length * BYTES_PER_UNIT_MAX + 2;
  return typeof value === 'object' && value !== null ? bytesOf(value) : PLAIN_BYTES_MAX;
}

const sum = (values: readonly Json[]): number =>
  values.reduce<number>((bytes, value) => bytes + bytesOf(value), 0);

function told(total: number, added: readonly Part[], parts: readonly Part[]): string {
  const [name, size] = largestOf(added);
  const [kept, keptSize] = largestOf([...parts, ...added]);
  const most = kept === name ? '' : ` The largest is “${kept}” with ${shown(keptSize)}.`;
  return (
    `With “${name}” (${shown(size)}) the variables of this run would come to ${shown(total)}, and a run carries at most ` +
    `${shown(MAX_VARIABLES_BYTES)}.${most} Nothing of it was kept: try again with less, let the process keep less, or cancel the run.`
  );
}

function largestOf(parts: readonly Part[]): readonly [string, number] {
  let largest: readonly [string, number] = ['', 0];
  for (const [name, value] of parts) {
    const bytes = bytesOf(value);
    if (bytes >= largest[1]) largest = [name, bytes];
  }
  return largest;
}

const shown = (bytes: number): string => `${Math.ceil(bytes / 1000)} kB`;
