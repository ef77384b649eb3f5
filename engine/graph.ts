/**
 * A definition as a graph: elements by id, flows by both ends, in the definition's own order. Built once per definition
 * object and remembered, since definitions are never changed in place. Total on half-drawn processes: of two elements
 * with one id the first counts, and flows to nowhere are kept as they are.
 */
import type { Definition, Element, Flow } from './definition.ts';

export type Graph = {
  readonly elements: ReadonlyMap<string, Element>;
  readonly outgoing: (element: string) => readonly Flow[];
  readonly incoming: (element: string) => readonly Flow[];
};

const NONE: readonly Flow[] = [];
const remembered = new WeakMap<Definition, Graph>();

export function graphOf(definition: Definition): Graph {
  const known = remembered.get(definition);
  if (known) return known;
  const elements = new Map<string, Element>();
  for (const element of definition.elements) {
    if (!elements.has(element.id)) elements.set(element.id, element);
  }
  const outgoing = groupBy(definition.flows, (flow) => flow.from);
  const incoming = groupBy(definition.flows, (flow) => flow.to);
  const graph: Graph = {
    elements,
    outgoing: (element) => outgoing.get(element) ?? NONE,
    incoming: (element) => incoming.get(element) ?? NONE,
  };
  remembered.set(definition, graph);
  return graph;
}

function groupBy(flows: readonly Flow[], keyOf: (flow: Flow) => string): Map<string, Flow[]> {
  const groups = new Map<string, Flow[]>();
  for (const flow of flows) {
    const group = groups.get(keyOf(flow));
    if (group) group.push(flow);
    else groups.set(keyOf(flow), [flow]);
  }
  return groups;
}
