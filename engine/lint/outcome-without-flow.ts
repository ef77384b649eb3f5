/** Every outcome has a way out: its own flow, or one without a port, which serves all that have none of their own. */

import type { Definition, Element } from '../definition.ts';
import type { Edit } from '../edits/edit.ts';
import type { Graph } from '../graph.ts';
import { DONE } from '../ports.ts';
import { nameOf, type Report, type Rule, type Subject } from './finding.ts';
import { outcomesOf } from './outcomes.ts';

export const outcomeWithoutFlow: Rule = {
  name: 'outcome-without-flow',
  says: 'An activity can end with an outcome for which no flow leaves it.',
  *find(subject): Iterable<Report> {
    const { definition, graph } = subject;
    for (const element of definition.elements) {
      const outgoing = graph.outgoing(element.id);
      if (outgoing.length === 0 || outgoing.some((flow) => flow.port === undefined)) continue;
      const taken = new Set(outgoing.map((flow) => flow.port));
      const { named, done, isOpen } = outcomesOf(definition, element);
      const outcomes = [
        ...named.filter((port) => port !== 'timedOut'),
        ...(done === 'surely' ? [DONE] : []),
      ];
      const name = nameOf(element);
      for (const outcome of outcomes) {
        if (taken.has(outcome)) continue;
        const report = {
          level: 'error',
          element: element.id,
          message: `No flow leaves “${name}” by “${outcome}”.`,
        } as const;
        const to = meantFor(subject, element, outcome);
        if (to === undefined) yield { ...report, values: { element: name, outcome } };
        else {
          const flow: Edit = { type: 'connect', from: element.id, to: to.id, port: outcome };
          const values = { element: name, outcome, target: to.id };
          yield { ...report, values, fix: [flow] };
        }
      }
      if (!isOpen) continue;
      yield {
        level: 'warning',
        element: element.id,
        message: `“${name}” has no flow without an outcome: should the process it calls end otherwise, it would stop here.`,
        values: { element: name, outcome: '' },
      };
    }
  },
};

const DECISIONS: readonly Element['type'][] = ['approval', 'cabReview'];

/** Where a decision may be meant to lead. What a board defers goes back to whoever planned it, else where it goes when rejected. */
function meantFor(
  { definition, graph }: Subject,
  element: Element,
  outcome: string,
): Element | undefined {
  if (!DECISIONS.includes(element.type)) return undefined;
  const alike = neighbourLeads(definition, element, outcome);
  if (alike || outcome !== 'deferred') return alike;
  const rejected = graph.outgoing(element.id).find(({ port }) => port === 'rejected');
  return workBefore(graph, element.id) ?? graph.elements.get(rejected?.to ?? '');
}

/** The last task on the way here. Back over a fork, or into one of its branches, no token may go by itself. */
function workBefore(graph: Graph, id: string): Element | undefined {
  const seen = new Set([id]);
  for (const one of seen) {
    const element = graph.elements.get(one);
    if (element?.type === 'userTask') return element;
    if (element && FORKS.includes(element.type)) continue;
    for (const { from } of graph.incoming(one)) seen.add(from);
  }
  return undefined;
}

const FORKS: readonly Element['type'][] = ['parallelGateway', 'inclusiveGateway'];

/** Where the decision nearest to this one, in the same scope, leads when it comes to the same. */
function neighbourLeads(
  definition: Definition,
  element: Element,
  outcome: string,
): Element | undefined {
  const here = definition.layout?.[element.id];
  const farFrom = (id: string) => {
    const there = definition.layout?.[id];
    return here && there ? Math.hypot(here.x - there.x, here.y - there.y) : 0;
  };
  const near = definition.elements
    .filter(
      ({ type, parent, id }) =>
        DECISIONS.includes(type) && parent === element.parent && id !== element.id,
    )
    .toSorted((a, b) => farFrom(a.id) - farFrom(b.id));
  for (const { id } of near) {
    const flow = definition.flows.find(({ from, port }) => from === id && port === outcome);
    const to = definition.elements.find((one) => one.id === flow?.to);
    if (to && to.id !== element.id) return to;
  }
  return undefined;
}
