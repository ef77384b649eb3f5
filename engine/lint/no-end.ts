/** A process, or a part of one, without an end event never says that it is done. */
import { freeId } from '../edits/ids.ts';
import { elementsOf, nameOf, type Report, type Rule } from './finding.ts';
import { childrenOf } from './structure.ts';

export const noEnd: Rule = {
  name: 'no-end',
  says: 'The process, or a sub-process, has no end event.',
  *find({ definition }): Iterable<Report> {
    const id = freeId(definition, 'end');
    const hasEnd = (parent: string | undefined): boolean =>
      childrenOf(definition, parent).some(({ type }) => type === 'endEvent');
    if (!hasEnd(undefined)) {
      yield {
        level: 'error',
        message: 'The process needs an end event.',
        values: {},
        fix: [{ type: 'addElement', element: { id, type: 'endEvent' } }],
      };
    }
    for (const sub of elementsOf(definition, 'subProcess')) {
      if (hasEnd(sub.id)) continue;
      yield {
        level: 'error',
        element: sub.id,
        message: `“${nameOf(sub)}” needs an end event of its own.`,
        values: { element: nameOf(sub) },
        fix: [{ type: 'addElement', element: { id, type: 'endEvent', parent: sub.id } }],
      };
    }
  },
};
