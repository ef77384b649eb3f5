/** What did not change stays the same object, so that a large drawing paints again only what did. */
export const keepSame = <Item extends { readonly id: string; readonly data?: object }>(
  items: readonly Item[],
  before: readonly Item[] = [],
): readonly Item[] => {
  const known = new Map(before.map((item) => [item.id, item]));
  const kept = items.map((item) => {
    const old = known.get(item.id);
    return old && isSame(old, item) ? old : item;
  });
  const isAll = kept.length === before.length && kept.every((item, at) => item === before[at]);
  return isAll ? before : kept;
};

/** Equal to the depth at which nodes and edges hold values: positions, sizes and data are compared by content. */
const isSame = (left: object, right: object): boolean => {
  for (const key of Object.keys(right)) {
    const x = (left as Readonly<Record<string, unknown>>)[key];
    const y = (right as Readonly<Record<string, unknown>>)[key];
    if (x === y) continue;
    if (!(NESTED.has(key) && isObject(x) && isObject(y) && isSame(x, y))) return false;
  }
  return true;
};

const NESTED: ReadonlySet<string> = new Set([
  'data',
  'position',
  'measured',
  'at',
  'mark',
  'style',
]);
const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;
