/** Nothing leads into a start, and nothing leads out of an end. */
import { nameOf, type Report, type Rule } from './finding.ts';

export const misplacedFlow: Rule = {
  name: 'misplaced-flow',
  says: 'A flow leads into a start event or out of an end event.',
  *find({ definition, graph }): Iterable<Report> {
    for (const flow of definition.flows) {
      const into = graph.elements.get(flow.to);
      const outOf = graph.elements.get(flow.from);
      const fix = [{ type: 'disconnect', ids: [flow.id] }] as const;
      if (into?.type === 'startEvent') {
        const message = `A flow leads into the start event “${nameOf(into)}”.`;
        const values = { element: nameOf(into), side: 'into' };
        yield { level: 'error', flow: flow.id, message, values, fix };
      }
      if (outOf?.type === 'endEvent') {
        const message = `A flow leads out of the end event “${nameOf(outOf)}”.`;
        const values = { element: nameOf(outOf), side: 'out' };
        yield { level: 'error', flow: flow.id, message, values, fix };
      }
    }
  },
};
