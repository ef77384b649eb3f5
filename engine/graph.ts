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
  /** Elements that a token can come back to, and some between two loops. */
  readonly looping: ReadonlySet<string>;
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
    looping: loopingIn(elements.keys(), outgoing, incoming),
  };
  remembered.set(definition, graph);
  return graph;
}

/** What is left after taking away, again and again, what nothing leads to, and then what leads nowhere. */
function loopingIn(
  elements: Iterable<string>,
  outgoing: ReadonlyMap<string, readonly Flow[]>,
  incoming: ReadonlyMap<string, readonly Flow[]>,
): ReadonlySet<string> {
  const left = new Set(elements);
  peel(left, incoming, (id) => (outgoing.get(id) ?? NONE).map((flow) => flow.to));
  peel(left, outgoing, (id) => (incoming.get(id) ?? NONE).map((flow) => flow.from));
  return left;
}

/** Takes away every element that no flow of this side holds any more. */
function peel(
  left: Set<string>,
  held: ReadonlyMap<string, readonly Flow[]>,
  others: (element: string) => readonly string[],
): void {
  const counts = new Map<string, number>();
  for (const id of left) {
    const flows = held.get(id) ?? NONE;
    counts.set(id, flows.filter(({ from, to }) => left.has(from) && left.has(to)).length);
  }
  const bare = [...left].filter((id) => counts.get(id) === 0);
  for (let id = bare.pop(); id !== undefined; id = bare.pop()) {
    left.delete(id);
    for (const other of others(id)) {
      const count = (counts.get(other) ?? 0) - 1;
      counts.set(other, count);
      if (count === 0 && left.has(other)) bare.push(other);
    }
  }
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
