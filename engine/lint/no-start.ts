import { freeId } from '../edits/ids.ts';
/** A process without a start event can never run. */
import { elementsOf, type Rule } from './finding.ts';

export const noStart: Rule = {
  name: 'no-start',
  says: 'The process has no start event, so nothing can begin it.',
  *find({ definition }) {
    if (elementsOf(definition, 'startEvent').length > 0) return;
    const id = freeId(definition, 'start');
    yield {
      rule: 'no-start',
      level: 'error',
      message: 'The process needs a start event.',
      values: {},
      fix: [
        { type: 'addElement', element: { id, type: 'startEvent', trigger: { type: 'manual' } } },
      ],
    };
  },
};
