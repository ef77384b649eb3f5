/**
 * Where tokens of one scope, and what becomes of them, can come while the others of it stand still. A parallel gateway that
 * waits for all is passed only where each of its flows has brought a token or can be come by.
 */
import type { Graph } from '../graph.ts';
import type { Token } from '../state.ts';

export function onward(
  graph: Graph,
  going: readonly Token[],
  all: readonly Token[],
): ReadonlySet<string> {
  const brought = new Set(
    all.flatMap(({ element, wait, flow }) =>
      wait.kind === 'join' && flow !== null && waitsForAll(graph, element) ? [flow] : [],
    ),
  );
  const reached = new Set<string>();
  const come = (id: string, isThere: boolean): void => {
    if (isThere && waitsForAll(graph, id)) {
      if (graph.incoming(id).some((flow) => !brought.has(flow.id))) return;
    }
    if (reached.has(id)) return;
    reached.add(id);
    for (const { id: event } of graph.borders(id)) come(event, false);
    for (const flow of graph.outgoing(id)) {
      brought.add(flow.id);
      come(flow.to, true);
    }
  };
  for (const { element, wait } of going) come(element, wait.kind === 'join');
  return reached;
}

function waitsForAll(graph: Graph, id: string): boolean {
  const element = graph.elements.get(id);
  const flows = graph.incoming(id).length;
  return element?.type === 'parallelGateway' && (element.join?.needed ?? flows) >= flows;
}
