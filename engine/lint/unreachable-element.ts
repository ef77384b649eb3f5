/** An element that no start leads to is never run. */
import { isActivity } from '../definition/is-activity.ts';
import { nameOf, type Report, type Rule } from './finding.ts';

export const unreachableElement: Rule = {
  name: 'unreachable-element',
  says: 'No way leads from a start event to this element.',
  *find({ definition, reached }): Iterable<Report> {
    for (const element of definition.elements) {
      if (reached.has(element.id) || element.type === 'startEvent') continue;
      // What undoes nothing is said elsewhere.
      if (isActivity(element) && element.forCompensation) continue;
      yield {
        level: 'error',
        element: element.id,
        message: `No way leads from a start to “${nameOf(element)}”. Connect it, or remove it.`,
        values: { element: nameOf(element) },
        fix: [{ type: 'removeElements', ids: [element.id] }],
      };
    }
  },
};
