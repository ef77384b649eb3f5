/** What may stand for an element in the other version: the engine's own rule, asked for each that could. Pure. */
import type { Mapping } from '#designer/client/moves.ts';
import type { Definition, Element } from '#engine/definition.ts';
import { graphOf } from '#engine/graph.ts';
import { targetOf } from '#engine/move/mapping.ts';

export type Stands = {
  /** The elements that may be named for it. */
  readonly legal: readonly Element[];
  /** What stands for it when nothing is named; null where it has no place. */
  readonly automatic: Element | null;
};

export function standsFor(
  before: Definition,
  after: Definition,
  mapping: Mapping,
  element: string,
): Stands {
  const from = graphOf(before);
  const to = graphOf(after);
  const whenNamed = (target: string) =>
    targetOf(from, to, { ...mapping, [element]: target }, element);
  const legal = after.elements.filter(({ id }) => 'element' in whenNamed(id));
  return { legal, automatic: legal.find(({ id }) => id === element) ?? null };
}
