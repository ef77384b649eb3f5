/** What holds of every comparison: equal things differ in nothing, whatever differs is told, and backwards is backwards. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson, meaning } from '#engine/canonical.ts';
import type { Definition } from '#engine/definition.ts';
import type { Comparison, Difference } from '#engine/diff/compare.ts';
import { compare, summaryOf } from '#engine/diff/compare.ts';
import { isObject } from '#engine/json.ts';
import { slipped, structured } from '../../support/definitions.ts';

const RUNS = { numRuns: 300 };

/** Somewhere in the JSON a value is another one, gone, or twice there. */
type Slip = { readonly at: readonly number[]; readonly how: 'value' | 'gone' | 'turned' };
const slip: fc.Arbitrary<Slip> = fc.record({
  at: fc.array(fc.nat(30), { minLength: 1, maxLength: 7 }),
  how: fc.constantFrom('value', 'gone', 'turned'),
});

function slippedAt(value: unknown, at: readonly number[], how: Slip['how']): unknown {
  const [index = 0, ...rest] = at;
  if (Array.isArray(value)) {
    if (value.length === 0) return ['new'];
    const place = index % value.length;
    if (rest.length === 0 && how === 'gone') return value.filter((_, other) => other !== place);
    if (rest.length === 0 && how === 'turned') return [...value].reverse();
    return value.map((item, other) => (other === place ? slippedAt(item, rest, how) : item));
  }
  if (!isObject(value) || Object.keys(value).length === 0) return how === 'value' ? 'other' : value;
  const names = Object.keys(value);
  const name = names[index % names.length] ?? '';
  // Things are told by their ids, and must have them.
  if (name === 'id' || (rest.length === 0 && ['elements', 'flows', 'x', 'y'].includes(name)))
    return value;
  if (rest.length === 0 && how === 'gone')
    return Object.fromEntries(Object.entries(value).filter(([other]) => other !== name));
  return { ...value, [name]: slippedAt(value[name], rest, how) };
}

const placed = (definition: Definition): Definition => ({
  ...definition,
  layout: Object.fromEntries(definition.elements.map(({ id }, x) => [id, { x: x * 8, y: 0 }])),
});
const any = fc.oneof(structured, slipped, structured.map(placed));
/** Two that have much in common, and two that have nothing in common. */
const pair: fc.Arbitrary<readonly [Definition, Definition]> = fc.oneof(
  fc.tuple(any, any),
  fc
    .tuple(any, fc.array(slip, { minLength: 1, maxLength: 4 }))
    .map(([definition, slips]): readonly [Definition, Definition] => [
      definition,
      slips.reduce<unknown>(
        (value, { at, how }) => slippedAt(value, at, how),
        definition,
      ) as Definition,
    ]),
);

/** An empty list of notes and an empty layout say nothing. */
const textOf = ({ notes, layout, ...rest }: Definition): string =>
  canonicalJson({
    ...rest,
    ...(notes?.length ? { notes } : {}),
    ...(Object.keys(layout ?? {}).length > 0 ? { layout } : {}),
  });

const isEmpty = ({ process, elements, flows, notes }: Comparison): boolean =>
  process.length + elements.length + flows.length + notes.length === 0;

const KINDS = { added: 'removed', removed: 'added', changed: 'changed', moved: 'moved' } as const;

/** Everything it tells, in one order; where it is turned, as somebody tells it who comes from the other side. */
const linesOf = ({ process, elements, flows, notes }: Comparison, isTurned = false) => {
  const sided = <T extends { before?: unknown; after?: unknown }>(one: T): T =>
    isTurned ? { ...one, before: one.after, after: one.before } : one;
  const sorted = (items: readonly unknown[]) => items.map(canonicalJson).sort();
  const things = (items: readonly Difference[]) =>
    sorted(
      items.map(({ id, kind, changes, move }) => ({
        id,
        kind: isTurned ? KINDS[kind] : kind,
        changes: sorted(changes.map(sided)),
        move: move && sided(move),
      })),
    );
  return [sorted(process.map(sided)), things(elements), things(flows), things(notes)];
};

describe('any comparison', () => {
  it('of something with itself is empty, also after it was carried through JSON', () =>
    fc.assert(
      fc.property(any, (definition) => {
        const copy = JSON.parse(JSON.stringify(definition)) as Definition;
        expect(isEmpty(compare(definition, copy))).toBe(true);
      }),
      RUNS,
    ));

  it('tells something exactly where something differs', () =>
    fc.assert(
      fc.property(pair, ([before, after]) => {
        expect(isEmpty(compare(before, after))).toBe(textOf(before) === textOf(after));
      }),
      RUNS,
    ));

  it('told backwards says that what came went', () =>
    fc.assert(
      fc.property(pair, ([before, after]) => {
        expect(linesOf(compare(after, before), true)).toEqual(linesOf(compare(before, after)));
      }),
      RUNS,
    ));

  it('calls what differs only in places moved, and nothing else', () =>
    fc.assert(
      fc.property(structured, fc.nat(40), fc.nat(40), (definition, x, y) => {
        const before = placed(definition);
        const id = definition.elements[x % definition.elements.length]?.id ?? '';
        const after = { ...before, layout: { ...before.layout, [id]: { x: -1, y } } };
        expect(meaning(before)).toBe(meaning(after));
        expect(summaryOf(compare(before, after))).toEqual({
          added: 0,
          removed: 0,
          changed: 0,
          moved: 1,
        });
      }),
      RUNS,
    ));
});
