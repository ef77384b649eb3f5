/** Loops that run only through some elements: each strongly connected group of them, in the order of the drawing. */
import type { Definition, Element } from '../definition.ts';
import type { Graph } from '../graph.ts';
import { reach } from './reach.ts';
import { alongFlow } from './structure.ts';

export function cyclesWithin(
  definition: Definition,
  graph: Graph,
  isPart: (element: Element) => boolean,
): readonly (readonly Element[])[] {
  const onward = (id: string) =>
    alongFlow(graph, id).filter((to) => {
      const next = graph.elements.get(to);
      return next !== undefined && graph.looping.has(next.id) && isPart(next);
    });
  const after = (id: string): ReadonlySet<string> => reach(onward(id), onward);
  const candidates = definition.elements.filter(
    (element) => graph.looping.has(element.id) && isPart(element),
  );
  const reached = new Map(candidates.map(({ id }) => [id, after(id)]));
  const told = new Set<string>();
  const cycles: (readonly Element[])[] = [];
  for (const { id } of candidates) {
    if (told.has(id) || !reached.get(id)?.has(id)) continue;
    const members = candidates.filter(
      (other) => reached.get(id)?.has(other.id) && reached.get(other.id)?.has(id),
    );
    for (const member of members) told.add(member.id);
    cycles.push(members);
  }
  return cycles;
}
