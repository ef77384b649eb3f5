/** What begins a run, a sub-process or an event sub-process are three different things. */
import type { Element } from '../definition.ts';
import { elementsOf, nameOf, type Report, type Rule } from './finding.ts';
import { isEventSub } from './structure.ts';

export const startTrigger: Rule = {
  name: 'start-trigger',
  says: 'A start event’s trigger does not fit the place where it lies.',
  *find({ definition, graph }): Iterable<Report> {
    for (const start of elementsOf(definition, 'startEvent')) {
      const sub = start.parent === undefined ? undefined : graph.elements.get(start.parent);
      const wanted = wantedIn(sub);
      const { type } = start.trigger;
      const fits = wanted === 'run' ? type !== 'inner' && type !== 'event' : wanted === type;
      if (fits || (start.parent !== undefined && sub?.type !== 'subProcess')) continue;
      const name = nameOf(start);
      const trigger = wanted === 'inner' ? ({ type: 'inner' } as const) : null;
      yield {
        level: 'error',
        element: start.id,
        message: `“${name}” ${ADVICE[wanted]}.`,
        values: { element: name, wanted, trigger: type },
        ...(trigger && {
          fix: [{ type: 'updateElement', id: start.id, element: { ...start, trigger } }],
        }),
      };
    }
  },
};

const ADVICE = {
  run: 'lies in the process itself and must say what begins a run',
  inner: 'lies in a sub-process, which begins by itself when the flow comes there',
  event: 'begins an event sub-process and must say which event it waits for',
} as const;

function wantedIn(sub: Element | undefined): keyof typeof ADVICE {
  if (sub === undefined) return 'run';
  return isEventSub(sub) ? 'event' : 'inner';
}
