/**
 * An event that interrupts nothing may come as often as it likes, and twice in the proof. That is enough where what it
 * begins keeps to itself: one more is like one before. Where it meets at a join what goes on without it, it could matter
 * how many have come, and then nothing is proved.
 */
import type { Definition } from '../definition.ts';
import { type BoundaryEvent, type Graph, graphOf } from '../graph.ts';
import { AGAIN } from './abstract.ts';

export function repeatsMatter(definition: Definition): boolean {
  const graph = graphOf(definition);
  return definition.elements.some((element) => {
    if (element.type !== 'boundaryEvent' || !comesOftener(element)) return false;
    const behind = reachable(graph, [element.id], null);
    const others = definition.elements.flatMap(({ id, type }) =>
      type === 'boundaryEvent' || graph.incoming(id).length > 0 ? [] : [id],
    );
    const without = reachable(graph, others, element.id);
    return [...behind].some((id) => without.has(id) && isJoin(graph, id));
  });
}

function comesOftener({ interrupting, timer, message, signal, repeat }: BoundaryEvent): boolean {
  if (interrupting !== false) return false;
  return timer ? (repeat ?? 1) > AGAIN : Boolean(message || signal);
}

function isJoin(graph: Graph, id: string): boolean {
  const type = graph.elements.get(id)?.type;
  const isOne = type === 'parallelGateway' || type === 'inclusiveGateway';
  return isOne && graph.incoming(id).length > 1;
}

/** Where tokens can come from there, but for this event. */
function reachable(
  graph: Graph,
  from: readonly string[],
  without: string | null,
): ReadonlySet<string> {
  const found = new Set(from);
  for (const id of found) {
    for (const { to } of graph.outgoing(id)) found.add(to);
    for (const border of graph.borders(id)) if (border.id !== without) found.add(border.id);
  }
  return found;
}
