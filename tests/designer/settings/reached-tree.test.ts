/** What was reached is listed as a tree: everything once, and below what it was reached by. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ReachedItem } from '#designer/client/types/config-items.ts';
import { inTree } from '#designer/settings/items/reached-tree.ts';

const item = (path: readonly string[]): ReachedItem => {
  const key = path.at(-1) ?? '';
  return {
    id: key,
    key,
    name: key,
    kind: 'other',
    criticality: 3,
    active: true,
    owner: null,
    depth: path.length - 1,
    path: path.map((one) => ({ key: one, name: one })),
  };
};

/** Ways from a root, each item by one, in any order; some of them may not be told. */
const reached = fc
  .array(fc.nat(), { minLength: 1, maxLength: 20 })
  .map((parents) => {
    const ways: string[][] = [['root']];
    for (const [index, parent] of parents.entries())
      ways.push([...(ways[parent % ways.length] ?? []), `k${index}`]);
    return ways.slice(1).map(item);
  })
  .chain((items) => fc.shuffledSubarray(items));

describe('what was reached', () => {
  it('stands once each, below the nearest that is told of its way, and beside each other as it came', () => {
    fc.assert(
      fc.property(reached, (items) => {
        const listed = inTree(items);
        expect(listed.toSorted(byKey)).toEqual(items.toSorted(byKey));
        const place = new Map(listed.map(({ key }, index) => [key, index]));
        for (const [index, { path }] of listed.entries()) {
          const above = path.slice(0, -1).findLast(({ key }) => place.has(key))?.key;
          if (above === undefined) continue;
          expect(place.get(above)).toBeLessThan(index);
          // Between the two stands only what is below the same.
          for (const between of listed.slice((place.get(above) ?? 0) + 1, index))
            expect(between.path.map(({ key }) => key)).toContain(above);
        }
        const tops = listed.filter(({ path }) =>
          path.slice(0, -1).every(({ key }) => !place.has(key)),
        );
        expect(tops).toEqual(items.filter((one) => tops.includes(one)));
      }),
    );
  });
});

const byKey = (one: ReachedItem, other: ReachedItem) => (one.key < other.key ? -1 : 1);
