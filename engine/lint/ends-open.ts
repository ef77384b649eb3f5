/**
 * Being refused, or not answered in time, often just ends the drawing, while the ticket it was about stays in the lists as
 * if somebody still worked on it. Only told where new tickets start the process: a run by hand may have none.
 */
import type { Element } from '../definition.ts';
import { elementsOf, nameOf, type Report, type Rule } from './finding.ts';
import { reach } from './reach.ts';

const PORTS = ['rejected', 'timedOut', 'deferred'];

export const endsOpen: Rule = {
  name: 'ends-open',
  says: 'After an approval or a board has refused, deferred or not answered in time, the process ends with the ticket still open.',
  *find({ definition, graph }): Iterable<Report> {
    const starts = elementsOf(definition, 'startEvent');
    if (!starts.some(({ trigger }) => trigger.type === 'ticketCreated')) return;
    const verdicts = [
      ...elementsOf(definition, 'approval'),
      ...elementsOf(definition, 'cabReview'),
    ];
    for (const approval of verdicts) {
      for (const flow of graph.outgoing(approval.id)) {
        if (!flow.port || !PORTS.includes(flow.port)) continue;
        const passed = reach([flow.to], (id) =>
          stops(graph.elements.get(id)) ? [] : graph.outgoing(id).map(({ to }) => to),
        );
        const isOpenAtEnd = [...passed].some((id) => graph.elements.get(id)?.type === 'endEvent');
        if (!isOpenAtEnd) continue;
        yield {
          level: 'hint',
          element: approval.id,
          message: `After “${flow.port}” at “${nameOf(approval)}” the process ends with the ticket still open.`,
          values: { element: nameOf(approval), outcome: flow.port },
        };
      }
    }
  },
};

/** From here the ticket's status is looked after, or another verdict is asked for. */
function stops(element: Element | undefined): boolean {
  if (element?.type === 'serviceTask')
    return element.action.type === 'updateTicket' && Object.hasOwn(element.action.set, 'status');
  if (element?.type === 'userTask')
    return Object.keys(element.task.completesOnStatus ?? {}).length > 0;
  return element?.type === 'approval' || element?.type === 'cabReview';
}
