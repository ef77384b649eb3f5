/** Every outcome has a way out: its own flow, or one without a port, which serves all that have none of their own. */

import type { Definition, Element } from '../definition.ts';
import type { Edit } from '../edits/edit.ts';
import { DONE } from '../ports.ts';
import { nameOf, type Report, type Rule } from './finding.ts';
import { outcomesOf } from './outcomes.ts';

export const outcomeWithoutFlow: Rule = {
  name: 'outcome-without-flow',
  says: 'An activity can end with an outcome for which no flow leaves it.',
  *find({ definition, graph }): Iterable<Report> {
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
        const to = neighbourLeads(definition, element, outcome);
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

/** Where the approval nearest to this one, in the same scope, leads when it comes to the same. */
function neighbourLeads(
  definition: Definition,
  element: Element,
  outcome: string,
): Element | undefined {
  if (element.type !== 'approval') return undefined;
  const here = definition.layout?.[element.id];
  const farFrom = (id: string) => {
    const there = definition.layout?.[id];
    return here && there ? Math.hypot(here.x - there.x, here.y - there.y) : 0;
  };
  const near = definition.elements
    .filter(
      ({ type, parent, id }) =>
        type === 'approval' && parent === element.parent && id !== element.id,
    )
    .toSorted((a, b) => farFrom(a.id) - farFrom(b.id));
  for (const { id } of near) {
    const flow = definition.flows.find(({ from, port }) => from === id && port === outcome);
    const to = definition.elements.find((one) => one.id === flow?.to);
    if (to && to.id !== element.id) return to;
  }
  return undefined;
}
