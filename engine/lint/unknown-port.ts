/** A port that names no outcome of its element: a flow that looks drawn but is never taken. */
import { DONE, portsOf } from '../ports.ts';
import { nameOf, type Report, type Rule } from './finding.ts';

export const unknownPort: Rule = {
  name: 'unknown-port',
  says: 'A flow leaves by an outcome that its element does not have.',
  *find({ definition, graph }): Iterable<Report> {
    for (const flow of definition.flows) {
      const element = graph.elements.get(flow.from);
      if (!element || flow.port === undefined || portsOf(element).includes(flow.port)) continue;
      if (element.type === 'approval' && flow.port === 'timedOut') continue;
      if (element.type === 'userTask' && !element.task.outcomes && flow.port === DONE) continue;
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
