/** A flow from or to an element that is not there. */
import type { Report, Rule } from './finding.ts';

export const danglingFlow: Rule = {
  name: 'dangling-flow',
  says: 'A flow begins or ends at an element that does not exist.',
  *find({ definition, graph }): Iterable<Report> {
    for (const flow of definition.flows) {
      for (const side of ['from', 'to'] as const) {
        if (graph.elements.has(flow[side])) continue;
        yield {
          level: 'error',
          flow: flow.id,
          message:
            side === 'from'
              ? `The flow “${flow.id}” begins at “${flow.from}”, which does not exist.`
              : `The flow “${flow.id}” leads to “${flow.to}”, which does not exist.`,
          values: { flow: flow.id, side, missing: flow[side] },
          fix: [{ type: 'disconnect', ids: [flow.id] }],
        };
      }
    }
  },
};
