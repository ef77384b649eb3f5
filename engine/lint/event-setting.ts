/** An error always calls off what it comes from; and only a length of time that calls nothing off can come again. */
import type { Element, ElementOf } from '../definition.ts';
import { nameOf, type Report, type Rule } from './finding.ts';

type Event = Pick<ElementOf<'boundaryEvent'>, 'timer' | 'error' | 'interrupting' | 'repeat'>;

export const eventSetting: Rule = {
  name: 'event-setting',
  says: 'An event for an error is said to interrupt nothing, or something other than a repeatable timer is to come again.',
  *find({ definition }): Iterable<Report> {
    for (const element of definition.elements) {
      const event = eventOf(element);
      if (!event) continue;
      const name = nameOf(element);
      const about = { element: element.id } as const;
      if (event.error && event.interrupting === false) {
        yield {
          ...about,
          level: 'error',
          message: `“${name}” catches an error, which always ends what it comes from: it cannot leave it running.`,
          values: { element: name, problem: 'error' },
          fix: without(element, 'interrupting'),
        };
      }
      if (event.repeat !== undefined && !canRepeat(event)) {
        yield {
          ...about,
          level: 'warning',
          message: `“${name}” is said to come ${event.repeat} times, but only a length of time that interrupts nothing does.`,
          values: { element: name, repeat: event.repeat, problem: 'repeat' },
          fix: without(element, 'repeat'),
        };
      }
    }
  },
};

/** On the wall or in business time; an instant comes once. */
function canRepeat({ timer, interrupting }: Event): boolean {
  return timer !== undefined && 'after' in timer && interrupting === false;
}

function eventOf(element: Element): Event | null {
  if (element.type === 'boundaryEvent') return element;
  return element.type === 'startEvent' && element.trigger.type === 'event' ? element.trigger : null;
}

function without(element: Element, field: 'interrupting' | 'repeat'): Report['fix'] {
  const strip = <T extends object>(from: T): T =>
    Object.fromEntries(Object.entries(from).filter(([name]) => name !== field)) as T;
  const bare =
    element.type === 'startEvent'
      ? { ...element, trigger: strip(element.trigger) }
      : strip(element);
  return [{ type: 'updateElement', id: element.id, element: bare }];
}
