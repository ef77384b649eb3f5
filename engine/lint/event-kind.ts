/** An event waits for, or says, exactly one thing; a plain end says nothing. */
import type { Element } from '../definition.ts';
import { nameOf, type Report, type Rule } from './finding.ts';

export const eventKind: Rule = {
  name: 'event-kind',
  says: 'An event waits for, or says, nothing or several things at once.',
  *find({ definition }): Iterable<Report> {
    for (const element of definition.elements) {
      const kinds = kindsOf(element);
      if (kinds === null || kinds.length === 1) continue;
      if (element.type === 'endEvent' && kinds.length === 0) continue;
      const name = nameOf(element);
      const verb = SAYING.includes(element.type) ? 'says' : 'waits for';
      yield {
        // An end that says several things says them all.
        level: element.type === 'endEvent' ? 'warning' : 'error',
        element: element.id,
        message:
          kinds.length === 0
            ? `“${name}” ${verb} nothing.`
            : `“${name}” ${verb} several things at once: ${kinds.join(', ')}. Draw an event for each.`,
        values: { element: name, kinds, problem: kinds.length === 0 ? 'none' : 'several' },
      };
    }
  },
};

const SAYING: readonly string[] = ['intermediateThrowEvent', 'endEvent'];
const AWAITED = ['timer', 'message', 'signal', 'error', 'escalation'];
const SAID = ['escalation', 'signal', 'message', 'compensation', 'error'];

/** What the event is about; null for what is no such event. */
function kindsOf(element: Element): readonly string[] | null {
  switch (element.type) {
    case 'startEvent':
      return element.trigger.type === 'event' ? presentIn(element.trigger, AWAITED) : null;
    case 'intermediateCatchEvent':
    case 'boundaryEvent':
      return presentIn(element, AWAITED);
    case 'intermediateThrowEvent':
    case 'endEvent':
      return presentIn(element, SAID);
    default:
      return null;
  }
}

function presentIn(event: object, kinds: readonly string[]): readonly string[] {
  return kinds.filter((kind) => Object.hasOwn(event, kind));
}
