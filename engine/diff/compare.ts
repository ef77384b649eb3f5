/**
 * Two definitions, compared by meaning: by the ids of their parts, which stay through renaming and moving, and by what each
 * part says. Pure and total, also for half-drawn and broken definitions, because drafts are compared too.
 * **Invariant:** nothing is told only of definitions that are equal as canonical JSON (an empty layout is as good as none);
 * what differs only in places is told as `moved` and nothing else; and told backwards, what came went.
 */
import type { Definition, Flow, Note } from '../definition.ts';
import type { Change, Comparison, Difference, Summary } from './change.ts';
import { differences, moveOf } from './differences.ts';
import { byKey, orderChange } from './lists.ts';
import { isSame, whole } from './tell.ts';
import { valueChanges } from './values.ts';

export type { Change, Comparison, Difference, Summary } from './change.ts';

export function compare(before: Definition, after: Definition): Comparison {
  const ways = wayOrders(before, after);
  return {
    process: processChanges(before, after, ways.size > 0),
    elements: elementDifferences(before, after, ways),
    flows: differences(before.flows, after.flows, flowChanges),
    notes: differences(
      before.notes ?? [],
      after.notes ?? [],
      (one, other) => valueChanges([], wordsOf(one), wordsOf(other)),
      (one, other) => moveOf(placeOf(one), placeOf(other)),
    ),
  };
}

/** How many things came, went, say something else, and only lie elsewhere; the process as a whole counts as one. */
export function summaryOf({ process, elements, flows, notes }: Comparison): Summary {
  const all = [...elements, ...flows, ...notes];
  const count = (kind: Difference['kind']) => all.filter((one) => one.kind === kind).length;
  return {
    added: count('added'),
    removed: count('removed'),
    changed: count('changed') + (process.length > 0 ? 1 : 0),
    moved: count('moved'),
  };
}

/** The elements whose tokens it touches: what they stand on is gone or says something else. */
export const touchedBy = ({ elements }: Comparison): readonly string[] =>
  elements.flatMap(({ id, kind }) => (kind === 'removed' || kind === 'changed' ? [id] : []));

/** Told for themselves. */
const PARTS: ReadonlySet<string> = new Set(['elements', 'flows', 'notes', 'layout', 'origin']);

function processChanges(
  before: Definition,
  after: Definition,
  isOrderTold: boolean,
): readonly Change[] {
  const [one, other] = [new Map(Object.entries(before)), new Map(Object.entries(after))];
  const names = [...new Set([...one.keys(), ...other.keys()])].filter((name) => !PARTS.has(name));
  const document = isSame(before.origin, after.origin)
    ? []
    : [whole(['origin'], before.origin?.process, after.origin?.process, 'document')];
  return [
    ...names.flatMap((name) => valueChanges([name], one.get(name), other.get(name))),
    ...orderChange(['elements'], keysOf(before.elements), keysOf(after.elements)),
    // Where the order has a meaning it is told of the element that asks in that order.
    ...(isOrderTold ? [] : orderChange(['flows'], keysOf(before.flows), keysOf(after.flows))),
    ...orderChange(['notes'], keysOf(before.notes), keysOf(after.notes)),
    ...document,
  ];
}

function elementDifferences(
  before: Definition,
  after: Definition,
  ways: ReadonlyMap<string, readonly Change[]>,
): readonly Difference[] {
  const told = differences(
    before.elements,
    after.elements,
    (one, other) => [...valueChanges([], one, other), ...(ways.get(other.id) ?? [])],
    ({ id }) => moveOf(before.layout?.[id], after.layout?.[id]),
  );
  // Also the place of what is not there: it is in the text.
  const known = new Set([...before.elements, ...after.elements].map(({ id }) => id));
  const places = new Set([before.layout, after.layout].flatMap((one) => Object.keys(one ?? {})));
  const strays = [...places].flatMap((id): readonly Difference[] => {
    const move = known.has(id) ? undefined : moveOf(before.layout?.[id], after.layout?.[id]);
    return move ? [{ id, kind: 'moved', changes: [], move }] : [];
  });
  return [...told, ...strays];
}

/** Another beginning or end is one change: the connection leads elsewhere. */
function flowChanges(one: Flow, other: Flow): readonly Change[] {
  const { from, to, ...was } = one;
  const { from: nowFrom, to: nowTo, ...is } = other;
  const before = { from, to };
  const after = { from: nowFrom, to: nowTo };
  const ends = isSame(before, after) ? [] : [whole(['ends'], before, after, 'ends')];
  return [...ends, ...valueChanges([], was, is)];
}

const placeOf = ({ x, y }: Note) => ({ x, y });
const wordsOf = ({ id: _i, x: _x, y: _y, ...words }: Note) => words;

/** A gateway asks its ways in their order: another order is a change of the gateway. */
function wayOrders(before: Definition, after: Definition): ReadonlyMap<string, readonly Change[]> {
  const [had, has] = [waysBySource(before), waysBySource(after)];
  const ids = new Set(before.elements.map(({ id }) => id));
  return new Map(
    after.elements.flatMap(({ id }) => {
      const changes = orderChange(['ways'], had.get(id) ?? [], has.get(id) ?? []);
      return ids.has(id) && changes.length > 0 ? [[id, changes] as const] : [];
    }),
  );
}

function waysBySource({ flows }: Definition): ReadonlyMap<string, readonly string[]> {
  const ways = new Map<string, string[]>();
  for (const { id, from } of flows) {
    const known = ways.get(from);
    if (known) known.push(id);
    else ways.set(from, [id]);
  }
  return ways;
}

const keysOf = (items: readonly { readonly id: string }[] = []): readonly string[] => [
  ...byKey(items, ({ id }) => id).keys(),
];
