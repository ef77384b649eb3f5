/** A way that stops, or turns in circles, before an end: its tickets would stay open for ever. */
import { nameOf, type Report, type Rule } from './finding.ts';

export const deadEnd: Rule = {
  name: 'dead-end',
  says: 'From this element no end event can be reached.',
  *find({ definition, graph, ending, reached }): Iterable<Report> {
    for (const element of definition.elements) {
      if (element.type === 'endEvent' || ending.has(element.id) || !reached.has(element.id))
        continue;
      const stops = graph.outgoing(element.id).length === 0;
      const name = nameOf(element);
      yield {
        level: 'error',
        element: element.id,
        message: stops
          ? `Nothing follows “${name}”. Lead it on to an end event.`
          : `From “${name}” no end event can be reached.`,
        values: { element: name, stops: stops ? 1 : 0 },
      };
    }
  },
};
