/** A ring is found wherever there is one, and what is told is one. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cycleIn } from '#domain/config-items/cycle.ts';

const KEYS = ['a', 'b', 'c', 'd', 'e', 'f'];
const edges = fc.uniqueArray(fc.tuple(fc.constantFrom(...KEYS), fc.constantFrom(...KEYS)), {
  maxLength: 12,
  selector: ([from, to]) => `${from} ${to}`,
});
const toMap = (all: readonly (readonly [string, string])[]) =>
  new Map(KEYS.map((key) => [key, all.filter(([from]) => from === key).map(([, to]) => to)]));

/** What is left once everything that depends on nothing is taken away, again and again. */
function isRound(dependencies: ReadonlyMap<string, readonly string[]>): boolean {
  const left = new Map(dependencies);
  for (;;) {
    const free = [...left].filter(([, on]) => !on.some((key) => left.has(key)));
    if (free.length === 0) return left.size > 0;
    for (const [key] of free) left.delete(key);
  }
}

describe('what depends on itself', () => {
  it('is told as a way along the dependencies that ends where it began, and only where there is one', () => {
    fc.assert(
      fc.property(edges, (all) => {
        const dependencies = toMap(all);
        const way = cycleIn(dependencies);
        expect(way !== null).toBe(isRound(dependencies));
        if (way === null) return;
        expect(way.length).toBeGreaterThan(1);
        expect(way.at(-1)).toBe(way[0]);
        expect(new Set(way).size).toBe(way.length - 1);
        for (const [index, key] of way.slice(0, -1).entries())
          expect(dependencies.get(key)).toContain(way[index + 1]);
      }),
    );
  });

  it('is found at the end of a long chain', () => {
    const chain = Array.from({ length: 50_000 }, (_, n) => [`k${n}`, [`k${n + 1}`]] as const);
    expect(cycleIn(new Map(chain))).toBeNull();
    expect(cycleIn(new Map([...chain, ['k50000', ['k49999']]]))).toEqual([
      'k49999',
      'k50000',
      'k49999',
    ]);
  });
});
