/** New ids: readable, and the next free number, so that the same edit on the same definition makes the same id. */
import type { Definition } from '../definition.ts';

/** The first of `base`, `base-2`, `base-3` … that neither an element, a flow nor a note has. */
export function freeId(
  definition: Definition,
  base: string,
  taken: ReadonlySet<string> = new Set(),
): string {
  const used = new Set(
    [
      ...definition.elements,
      ...definition.flows,
      ...(definition.notes ?? []),
      ...(definition.groups ?? []),
    ].map(({ id }) => id),
  );
  const stem = base.replace(/-\d+$/, '').slice(0, 56) || 'x';
  const isFree = (id: string) => !used.has(id) && !taken.has(id);
  if (isFree(stem)) return stem;
  let number = 2;
  while (!isFree(`${stem}-${number}`)) number += 1;
  return `${stem}-${number}`;
}

/** The next free id of a flow: `f1`, `f2`, … */
export function freeFlowId(definition: Definition, taken: ReadonlySet<string> = new Set()): string {
  const used = new Set([...definition.elements, ...definition.flows].map(({ id }) => id));
  let number = definition.flows.length + taken.size + 1;
  while (used.has(`f${number}`) || taken.has(`f${number}`)) number += 1;
  return `f${number}`;
}
