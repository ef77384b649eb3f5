/**
 * The branches that come together at a gateway: everything between it and the nearest element that every way to it goes
 * through. So a loop around them does not make the whole process part of them.
 */
import type { Graph } from '../graph.ts';

export function branchesBefore(graph: Graph, gateway: string): ReadonlySet<string> {
  const all = between(graph, null, gateway);
  // Nearest first, and what every way goes through is nearer than what lies before it.
  for (const candidate of all) {
    const inside = between(graph, candidate, gateway);
    const isPassed = [...inside].every((id) => predecessors(graph, id).length > 0);
    if (isPassed) return inside;
  }
  return all;
}

/** What leads to the gateway without passing it, or this other element, before. */
function between(graph: Graph, from: string | null, gateway: string): ReadonlySet<string> {
  const found = new Set<string>();
  const add = (id: string): void => {
    for (const before of predecessors(graph, id))
      if (before !== gateway && before !== from) found.add(before);
  };
  add(gateway);
  for (const id of found) add(id);
  return found;
}

/** Where a token stood before it came here. */
export function predecessors(graph: Graph, id: string): readonly string[] {
  const element = graph.elements.get(id);
  const host = element?.type === 'boundaryEvent' ? [element.attachedTo] : [];
  return [...graph.incoming(id).map(({ from }) => from), ...host];
}
