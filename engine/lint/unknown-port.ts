/** A port that names no outcome of its element: a flow that looks drawn but is never taken. */
import { nameOf, type Report, type Rule } from './finding.ts';
import { canLeaveBy } from './outcomes.ts';

export const unknownPort: Rule = {
  name: 'unknown-port',
  says: 'A flow leaves by an outcome that its element does not have.',
  *find({ definition, graph }): Iterable<Report> {
    for (const flow of definition.flows) {
      const element = graph.elements.get(flow.from);
      if (!element || flow.port === undefined || canLeaveBy(definition, element, flow.port))
        continue;
      const { port: _, ...plain } = flow;
      yield {
        level: 'error',
        element: element.id,
        flow: flow.id,
        message: `“${nameOf(element)}” has no outcome “${flow.port}”, so this flow is never taken.`,
        values: { element: nameOf(element), outcome: flow.port },
        fix: [{ type: 'updateFlow', id: flow.id, flow: plain }],
      };
    }
  },
};
