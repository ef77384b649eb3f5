/**
 * How the parts of a drawing hang together beside its flows: what lies on a border, inside a sub-process or beside its
 * flow, and what undoes another. What begins by an event, and what only undoes, needs no flow.
 */

import { isActivity } from '../definition/is-activity.ts';
import type { Definition, Element, ElementOf } from '../definition.ts';
import type { Graph } from '../graph.ts';
import { elementsOf } from './finding.ts';

type Start = ElementOf<'startEvent'>;

/** Where a run of the process can begin. */
export function startsOf(definition: Definition): readonly Start[] {
  return elementsOf(definition, 'startEvent').filter((start) => isRootStart(start));
}

function isRootStart({ parent, trigger }: Start): boolean {
  return parent === undefined && trigger.type !== 'inner' && trigger.type !== 'event';
}

export function isEventSub(element: Element): boolean {
  return element.type === 'subProcess' && element.triggeredByEvent === true;
}

/** It stands beside the flow: an event sub-process, or what undoes another. */
export function isBesideFlow(element: Element): boolean {
  return isEventSub(element) || (isActivity(element) && element.forCompensation === true);
}

/** What can come to life after this element: by a flow, on its border, inside it, or to undo it. */
export function onward(graph: Graph, id: string): readonly string[] {
  return [...alongFlow(graph, id), ...within(graph, id)];
}

/** What can follow in the same scope: by a flow, or by an event on the border. */
export function alongFlow(graph: Graph, id: string): readonly string[] {
  return [...graph.outgoing(id).map(({ to }) => to), ...graph.borders(id).map((event) => event.id)];
}

/** What can come before in the same scope. */
export function before(graph: Graph, id: string): readonly string[] {
  const element = graph.elements.get(id);
  const host = element?.type === 'boundaryEvent' ? [element.attachedTo] : [];
  return [...graph.incoming(id).map(({ from }) => from), ...host];
}

function within(graph: Graph, id: string): readonly string[] {
  const element = graph.elements.get(id);
  if (!element || !isActivity(element)) return [];
  const undo = element.undo === undefined ? [] : [element.undo];
  if (element.type !== 'subProcess') return undo;
  const start = graph.innerStart(id);
  return [...undo, ...(start === null ? [] : [start]), ...eventSubsIn(graph, id)];
}

/** The event sub-processes of a scope, and their starts. */
export function eventSubsIn(graph: Graph, scope: string | null): readonly string[] {
  return graph.eventStarts(scope).flatMap(({ sub, start }) => [sub, start.id]);
}

/** The elements that lie directly in this sub-process, or in the process itself. */
export function childrenOf(definition: Definition, parent: string | undefined): readonly Element[] {
  return definition.elements.filter((element) => element.parent === parent);
}

/** Everything that lies in it, however deep; also where sub-processes lie in one another in a circle. */
export function insideOf(definition: Definition, scope: string | undefined): readonly Element[] {
  const scopes = new Set([scope]);
  const found = new Set<Element>();
  for (const one of scopes) {
    for (const element of childrenOf(definition, one)) {
      found.add(element);
      if (element.type === 'subProcess') scopes.add(element.id);
    }
  }
  return [...found];
}
