/** Every outcome has a way out: its own flow, or one without a port, which serves all that have none of their own. */
import { DONE, portsOf } from '../ports.ts';
import { nameOf, type Report, type Rule } from './finding.ts';

export const outcomeWithoutFlow: Rule = {
  name: 'outcome-without-flow',
  says: 'A task or approval can end with an outcome for which no flow leaves it.',
  *find({ definition, graph }): Iterable<Report> {
    for (const element of definition.elements) {
      const outgoing = graph.outgoing(element.id);
      if (outgoing.length === 0 || outgoing.some((flow) => flow.port === undefined)) continue;
      const taken = new Set(outgoing.map((flow) => flow.port));
      const ports = portsOf(element).filter((port) => port !== 'timedOut');
      for (const outcome of ports.length > 0 ? ports : [DONE]) {
        if (taken.has(outcome)) continue;
        yield {
          level: 'error',
          element: element.id,
          message: `No flow leaves “${nameOf(element)}” by “${outcome}”.`,
          values: { element: nameOf(element), outcome },
        };
      }
    }
  },
};
