/** Lists whose members have names of their own: what came, what went, what was changed in its place, and another order. */
import { canonicalJson } from '../canonical.ts';
import type { Change } from './change.ts';
import { type Deeper, namesOf, type Path, whole } from './tell.ts';

export function keyedChanges(
  path: Path,
  before: unknown,
  after: unknown,
  keyOf: (item: unknown) => string,
  deeper: Deeper,
): readonly Change[] {
  if (!Array.isArray(before ?? []) || !Array.isArray(after ?? [])) return [];
  const one = byKey((before ?? []) as readonly unknown[], keyOf);
  const other = byKey((after ?? []) as readonly unknown[], keyOf);
  const changes = namesOf(one, other).flatMap((key): readonly Change[] => {
    const place = [...path, key];
    if (!one.has(key) || !other.has(key)) return [whole(place, one.get(key), other.get(key))];
    return deeper(place, one.get(key), other.get(key));
  });
  return [...changes, ...orderChange(path, [...one.keys()], [...other.keys()])];
}

/** Whether those that both have stand in another order. */
export function orderChange(
  path: Path,
  before: readonly string[],
  after: readonly string[],
): readonly Change[] {
  const [had, has] = [new Set(before), new Set(after)];
  const one = before.filter((key) => has.has(key));
  const other = after.filter((key) => had.has(key));
  return canonicalJson(one) === canonicalJson(other) ? [] : [whole(path, one, other, 'order')];
}

/** Items by key; the second of the same key is `key#2`, because a draft may hold anything. */
export function byKey<Item>(
  items: readonly Item[],
  keyOf: (item: Item) => string,
): ReadonlyMap<string, Item> {
  const counts = new Map<string, number>();
  const found = new Map<string, Item>();
  for (const item of items) {
    const key = keyOf(item);
    const count = (counts.get(key) ?? 0) + 1;
    counts.set(key, count);
    found.set(count === 1 ? key : `${key}#${count}`, item);
  }
  return found;
}
