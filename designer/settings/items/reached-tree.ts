/**
 * What was reached as one list in the order of a tree: each below what it was reached by, the most critical first among those
 * beside each other. What was reached by something that is not told stands where its way begins to be known. Pure.
 */
import type { ReachedItem } from '#designer/client/types/config-items.ts';

export function inTree(items: readonly ReachedItem[]): readonly ReachedItem[] {
  const known = new Set(items.map(({ key }) => key));
  const below = new Map<string, ReachedItem[]>();
  for (const item of items) {
    // The last is the item itself.
    const above = item.path.slice(0, -1).findLast(({ key }) => known.has(key))?.key ?? '';
    below.set(above, [...(below.get(above) ?? []), item]);
  }
  const listed: ReachedItem[] = [];
  const waiting = [...(below.get('') ?? [])].reverse();
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    listed.push(next);
    waiting.push(...[...(below.get(next.key) ?? [])].reverse());
  }
  return listed;
}
