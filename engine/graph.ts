/**
 * A definition as a graph: elements by id, flows by both ends, in the definition's own order. Built once per definition
 * object and remembered, since definitions are never changed in place. Total on half-drawn processes: of two elements
 * with one id the first counts, and flows to nowhere are kept as they are.
 */
import type { Element, ElementOf, Flow, Skeleton } from './definition.ts';
import { branchesBefore } from './graph/branches-before.ts';
import { inclusiveReach, type Reach } from './graph/inclusive-reach.ts';

export type Graph = {
  readonly elements: ReadonlyMap<string, Element>;
  readonly outgoing: (element: string) => readonly Flow[];
  readonly incoming: (element: string) => readonly Flow[];
  /** Elements that a token can come back to, and some between two loops. */
  readonly looping: ReadonlySet<string>;
  /** The events on the border of an activity. */
  readonly borders: (element: string) => readonly BoundaryEvent[];
  /** Where the event sub-processes of a scope begin: of this sub-process, or of the process itself for null. */
  readonly eventStarts: (scope: string | null) => readonly EventStart[];
  /** Where a sub-process begins. */
  readonly innerStart: (element: string) => string | null;
  /** For an inclusive gateway: from where each of its incoming flows can still be reached. */
  readonly reachOf: (gateway: string) => Reach;
  /** The branches that a gateway brings together. */
  readonly branchesBefore: (gateway: string) => ReadonlySet<string>;
  readonly hasInclusive: boolean;
  readonly hasBorders: boolean;
};

export type BoundaryEvent = ElementOf<'boundaryEvent'>;
/** An event sub-process and its start. */
export type EventStart = { readonly sub: string; readonly start: ElementOf<'startEvent'> };

const NONE: readonly Flow[] = [];
const NO_BORDERS: readonly BoundaryEvent[] = [];
const NO_STARTS: readonly EventStart[] = [];
const remembered = new WeakMap<Skeleton, Graph>();

export function graphOf(definition: Skeleton): Graph {
  const known = remembered.get(definition);
  if (known) return known;
  const elements = new Map<string, Element>();
  for (const element of definition.elements) {
    if (!elements.has(element.id)) elements.set(element.id, element);
  }
  const outgoing = groupBy(definition.flows, (flow) => flow.from);
  const incoming = groupBy(definition.flows, (flow) => flow.to);
  const all = [...elements.values()];
  const borders = groupBy(all.filter(isBoundary), ({ attachedTo }) => attachedTo);
  const starts = groupBy(
    eventStartsIn(all, elements),
    ({ sub }) => elements.get(sub)?.parent ?? '',
  );
  const reaches = new Map<string, Reach>();
  const branches = new Map<string, ReadonlySet<string>>();
  const graph: Graph = {
    elements,
    outgoing: (element) => outgoing.get(element) ?? NONE,
    incoming: (element) => incoming.get(element) ?? NONE,
    looping: loopingIn(elements.keys(), [
      ...definition.flows,
      ...all.filter(isBoundary).map(asFlow),
    ]),
    borders: (element) => borders.get(element) ?? NO_BORDERS,
    eventStarts: (scope) => starts.get(scope ?? '') ?? NO_STARTS,
    innerStart: (element) =>
      all.find(({ type, parent }) => type === 'startEvent' && parent === element)?.id ?? null,
    reachOf: (gateway) => {
      const reach = reaches.get(gateway) ?? inclusiveReach(graph, gateway);
      reaches.set(gateway, reach);
      return reach;
    },
    branchesBefore: (gateway) => {
      const found = branches.get(gateway) ?? branchesBefore(graph, gateway);
      branches.set(gateway, found);
      return found;
    },
    hasBorders: borders.size > 0,
    hasInclusive: all.some(({ type }) => type === 'inclusiveGateway'),
  };
  remembered.set(definition, graph);
  return graph;
}

/** An event on the border comes after its activity. */
const asFlow = ({ id, attachedTo }: BoundaryEvent): Flow => ({ id, from: attachedTo, to: id });

function isBoundary(element: Element): element is BoundaryEvent {
  return element.type === 'boundaryEvent';
}

function eventStartsIn(
  all: readonly Element[],
  elements: ReadonlyMap<string, Element>,
): readonly EventStart[] {
  return all.flatMap((start) => {
    const sub = elements.get(start.parent ?? '');
    return start.type === 'startEvent' && sub?.type === 'subProcess' && sub.triggeredByEvent
      ? [{ sub: sub.id, start }]
      : [];
  });
}

/** What is left after taking away, again and again, what nothing leads to, and then what leads nowhere. */
function loopingIn(elements: Iterable<string>, flows: readonly Flow[]): ReadonlySet<string> {
  const outgoing = groupBy(flows, (flow) => flow.from);
  const incoming = groupBy(flows, (flow) => flow.to);
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

export function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return groups;
}
