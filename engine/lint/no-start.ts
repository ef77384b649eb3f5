/** A process without a start event can never run. */
import { freeId } from '../edits/ids.ts';
import { elementsOf, type Report, type Rule } from './finding.ts';

export const noStart: Rule = {
  name: 'no-start',
  says: 'The process has no start event, so nothing can begin it.',
  *find({ definition }): Iterable<Report> {
    if (elementsOf(definition, 'startEvent').length > 0) return;
    const id = freeId(definition, 'start');
    yield {
      level: 'error',
      message: 'The process needs a start event.',
      values: {},
      fix: [
        { type: 'addElement', element: { id, type: 'startEvent', trigger: { type: 'manual' } } },
      ],
    };
  },
};
