/** Flows join elements of one scope. Nothing leads into what begins by itself, and nothing leads out of what ends. */

import { isActivity } from '../definition/is-activity.ts';
import type { Element } from '../definition.ts';
import { nameOf, type Report, type Rule } from './finding.ts';
import { isEventSub } from './structure.ts';

export const misplacedFlow: Rule = {
  name: 'misplaced-flow',
  says: 'A flow leads over the border of a sub-process, into what begins by itself, or out of what ends or only undoes.',
  *find({ graph, definition }): Iterable<Report> {
    for (const flow of definition.flows) {
      const into = graph.elements.get(flow.to);
      const outOf = graph.elements.get(flow.from);
      const about = {
        level: 'error',
        flow: flow.id,
        fix: [{ type: 'disconnect', ids: [flow.id] }],
      } as const;
      const begins = into && beginsByItself(into);
      if (into && begins) {
        const values = { element: nameOf(into), side: 'into', what: begins };
        yield { ...about, message: `A flow leads into the ${begins} “${nameOf(into)}”.`, values };
      }
      const ends = outOf && endsByItself(outOf);
      if (outOf && ends) {
        const values = { element: nameOf(outOf), side: 'out', what: ends };
        yield { ...about, message: `A flow leads out of the ${ends} “${nameOf(outOf)}”.`, values };
      }
      if (!into || !outOf || begins || ends || into.parent === outOf.parent) continue;
      yield {
        ...about,
        message: `The flow from “${nameOf(outOf)}” to “${nameOf(into)}” leads over the border of a sub-process. Lead it to the sub-process itself.`,
        values: { element: nameOf(outOf), other: nameOf(into), side: 'across' },
      };
    }
  },
};

function beginsByItself(element: Element): string | null {
  if (element.type === 'startEvent') return 'start event';
  if (element.type === 'boundaryEvent') return 'boundary event';
  return besideFlow(element);
}

function endsByItself(element: Element): string | null {
  return element.type === 'endEvent' ? 'end event' : besideFlow(element);
}

function besideFlow(element: Element): string | null {
  if (isEventSub(element)) return 'event sub-process';
  return isActivity(element) && element.forCompensation ? 'compensation' : null;
}
