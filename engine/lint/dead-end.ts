/** A way that stops, or turns in circles, before an end: its tickets would stay open for ever. */
import type { Definition, Element } from '../definition.ts';
import { nameOf, type Report, type Rule } from './finding.ts';
import { childrenOf, isBesideFlow } from './structure.ts';

export const deadEnd: Rule = {
  name: 'dead-end',
  says: 'From this element no end event can be reached.',
  *find({ definition, graph, ending, reached }): Iterable<Report> {
    for (const element of definition.elements) {
      if (element.type === 'endEvent' || isBesideFlow(element) || !reached.has(element.id))
        continue;
      const stops = graph.outgoing(element.id).length === 0;
      // Whose work is always called off needs no way on of its own.
      if (ending.has(element.id) && (!stops || isNeverDone(definition, element))) continue;
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

/** A sub-process in which every way ends with an error. */
function isNeverDone(definition: Definition, element: Element): boolean {
  if (element.type !== 'subProcess') return false;
  const ends = childrenOf(definition, element.id).filter(({ type }) => type === 'endEvent');
  return ends.length > 0 && ends.every((end) => end.type === 'endEvent' && end.error);
}
