/** A process without a start event can never run, and a sub-process without one has nothing to do. */
import type { Element } from '../definition.ts';
import { freeId } from '../edits/ids.ts';
import { elementsOf, nameOf, type Report, type Rule } from './finding.ts';
import { childrenOf, isEventSub } from './structure.ts';

export const noStart: Rule = {
  name: 'no-start',
  says: 'The process, or a sub-process, has no start event, so nothing can begin it.',
  *find({ definition }): Iterable<Report> {
    const id = freeId(definition, 'start');
    if (!childrenOf(definition, undefined).some(isStart)) {
      yield {
        level: 'error',
        message: 'The process needs a start event.',
        values: {},
        fix: [
          { type: 'addElement', element: { id, type: 'startEvent', trigger: { type: 'manual' } } },
        ],
      };
    }
    for (const sub of elementsOf(definition, 'subProcess')) {
      if (childrenOf(definition, sub.id).some(isStart)) continue;
      const trigger = { type: 'inner' } as const;
      yield {
        level: 'error',
        element: sub.id,
        message: `Nothing begins inside “${nameOf(sub)}”. It needs a start event of its own.`,
        values: { element: nameOf(sub) },
        ...(isEventSub(sub)
          ? {}
          : {
              fix: [
                {
                  type: 'addElement',
                  element: { id, type: 'startEvent', parent: sub.id, trigger },
                },
              ],
            }),
      };
    }
  },
};

const isStart = ({ type }: Element): boolean => type === 'startEvent';
