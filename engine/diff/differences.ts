/** Two lists of things with ids: what came, what went, what says something else, and what only lies elsewhere. */
import type { Point } from '../definition.ts';
import type { Change, Difference, Move } from './change.ts';
import { byKey } from './lists.ts';
import { isSame } from './tell.ts';

/** In the order of `after`; what went comes last. */
export function differences<Item extends { readonly id: string }>(
  before: readonly Item[],
  after: readonly Item[],
  changesOf: (one: Item, other: Item) => readonly Change[],
  moveBetween: (one: Item, other: Item) => Move | undefined = () => undefined,
): readonly Difference[] {
  const one = byKey(before, ({ id }) => id);
  const other = byKey(after, ({ id }) => id);
  const present = [...other].flatMap(([id, item]): readonly Difference[] => {
    const former = one.get(id);
    if (!former) return [{ id, kind: 'added', changes: [] }];
    const changes = changesOf(former, item);
    const move = moveBetween(former, item);
    if (changes.length > 0) return [{ id, kind: 'changed', changes, ...(move ? { move } : {}) }];
    return move ? [{ id, kind: 'moved', changes, move }] : [];
  });
  const gone = [...one.keys()].flatMap((id): readonly Difference[] =>
    other.has(id) ? [] : [{ id, kind: 'removed', changes: [] }],
  );
  return [...present, ...gone];
}

export const moveOf = (before: Point | undefined, after: Point | undefined): Move | undefined =>
  isSame(before, after)
    ? undefined
    : { ...(before ? { before } : {}), ...(after ? { after } : {}) };
