/**
 * What an inclusive gateway has to know to wait for no more than can come (BPMN 2.0, 13.4.3): for each of its incoming
 * flows, the elements from which a token could still arrive by it without passing the gateway itself. An event on the
 * border of an activity can be reached from that activity.
 */
import type { Graph } from '../graph.ts';

/** Incoming flow → elements. */
export type Reach = ReadonlyMap<string, ReadonlySet<string>>;

export function inclusiveReach(graph: Graph, gateway: string): Reach {
  return new Map(
    graph.incoming(gateway).map((flow) => [flow.id, elementsBefore(graph, flow.from, gateway)]),
  );
}

function elementsBefore(graph: Graph, from: string, gateway: string): ReadonlySet<string> {
  const found = new Set<string>();
  const open = [from];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (id === gateway || found.has(id)) continue;
    found.add(id);
    for (const flow of graph.incoming(id)) open.push(flow.from);
    const element = graph.elements.get(id);
    if (element?.type === 'boundaryEvent') open.push(element.attachedTo);
  }
  return found;
}
