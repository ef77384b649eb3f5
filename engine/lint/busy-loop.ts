/** A loop that acts but waits for nobody and no time: it repeats its acts as fast as it can until it hits the loop limit. */
import type { Definition, Element } from '../definition.ts';
import { cyclesWithin } from './cycles.ts';
import { nameOf, type Report, type Rule } from './finding.ts';
import { insideOf } from './structure.ts';

export const busyLoop: Rule = {
  name: 'busy-loop',
  says: 'A loop acts again and again without waiting for a person or a time.',
  *find({ definition, graph }): Iterable<Report> {
    const cycles = cyclesWithin(definition, graph, (one) => !waits(definition, one));
    for (const members of cycles) {
      // Of gateways alone is worse, and said elsewhere.
      const acts = members.filter((one) => doesSomething(definition, one));
      if (acts.length === 0) continue;
      const names = acts.map(nameOf);
      yield {
        level: 'warning',
        element: acts[0]?.id,
        message: `The loop through ${names.map((name) => `“${name}”`).join(', ')} repeats without a pause. Put a timer into it.`,
        values: { elements: names },
      };
    }
  },
};

const WAITING: readonly string[] = [
  'userTask',
  'approval',
  'cabReview',
  'intermediateCatchEvent',
  'callActivity',
];
const ACTING: readonly string[] = ['serviceTask', 'businessRuleTask'];

function doesSomething(definition: Definition, element: Element): boolean {
  if (element.type !== 'subProcess') return ACTING.includes(element.type);
  return insideOf(definition, element.id).some(({ type }) => ACTING.includes(type));
}

function waits(definition: Definition, element: Element): boolean {
  if (element.type === 'boundaryEvent')
    return (element.timer ?? element.message ?? element.signal) !== undefined;
  if (element.type !== 'subProcess') return WAITING.includes(element.type);
  return insideOf(definition, element.id).some(
    (inner) => inner.type !== 'subProcess' && waits(definition, inner),
  );
}
