/** A process without an end event never says that it is done. */
import { freeId } from '../edits/ids.ts';
import { elementsOf, type Report, type Rule } from './finding.ts';

export const noEnd: Rule = {
  name: 'no-end',
  says: 'The process has no end event.',
  *find({ definition }): Iterable<Report> {
    if (elementsOf(definition, 'endEvent').length > 0) return;
    const id = freeId(definition, 'end');
    yield {
      level: 'error',
      message: 'The process needs an end event.',
      values: {},
      fix: [{ type: 'addElement', element: { id, type: 'endEvent' } }],
    };
  },
};
