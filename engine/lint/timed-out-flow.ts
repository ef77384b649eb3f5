/** An approval that can end undecided and the flow for being timed out belong together. */
import { canTimeOut } from '../ports.ts';
import { elementsOf, nameOf, type Report, type Rule } from './finding.ts';

export const timedOutFlow: Rule = {
  name: 'timed-out-flow',
  says: 'An approval can time out but has no flow for it, or has the flow but cannot.',
  *find({ definition, graph }): Iterable<Report> {
    for (const element of elementsOf(definition, 'approval')) {
      const outgoing = graph.outgoing(element.id);
      const flow = outgoing.find((one) => one.port === 'timedOut');
      const name = nameOf(element);
      if (
        canTimeOut(element.approval) &&
        !flow &&
        !outgoing.some((one) => one.port === undefined)
      ) {
        yield {
          level: 'error',
          element: element.id,
          message: `“${name}” has a due time. Draw where it goes when nobody has decided by then.`,
          values: { element: name, problem: 'no-flow' },
        };
      }
      if (!canTimeOut(element.approval) && flow) {
        yield {
          level: 'error',
          element: element.id,
          flow: flow.id,
          message: `“${name}” has a flow for being timed out but cannot time out, so it is never taken.`,
          values: { element: name, problem: 'no-due' },
          fix: [{ type: 'disconnect', ids: [flow.id] }],
        };
      }
    }
  },
};
