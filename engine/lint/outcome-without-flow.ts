/** Every outcome has a way out: its own flow, or one without a port, which serves all that have none of their own. */
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
        yield {
          level: 'error',
          element: element.id,
          message: `No flow leaves “${name}” by “${outcome}”.`,
          values: { element: name, outcome },
        };
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
