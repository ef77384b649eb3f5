/** What depends on itself by way of others. Pure, and a walk of its own making: a chain may be longer than a stack is deep. */

/** What each depends on, by key. */
export type Dependencies = ReadonlyMap<string, readonly string[]>;

/** One way round, its first named again at the end; null where nothing goes round. */
export function cycleIn(dependencies: Dependencies): readonly string[] | null {
  const done = new Set<string>();
  for (const start of dependencies.keys()) {
    const found = done.has(start) ? null : cycleFrom(start, dependencies, done);
    if (found) return found;
  }
  return null;
}

function cycleFrom(
  start: string,
  dependencies: Dependencies,
  done: Set<string>,
): readonly string[] | null {
  const way = [{ key: start, next: 0 }];
  const onTheWay = new Map([[start, 0]]);
  for (let here = way.at(-1); here; here = way.at(-1)) {
    const key = dependencies.get(here.key)?.[here.next++];
    if (key === undefined) {
      done.add(here.key);
      onTheWay.delete(here.key);
      way.pop();
      continue;
    }
    const met = onTheWay.get(key);
    if (met !== undefined) return [...way.slice(met).map((place) => place.key), key];
    if (done.has(key)) continue;
    onTheWay.set(key, way.length);
    way.push({ key, next: 0 });
  }
  return null;
}
