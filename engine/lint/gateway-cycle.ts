/**
 * A cycle of nothing but gateways and events that say something turns for ever without waiting for anything: the run would
 * hit its loop limit at once. So does one through a sub-process in which there is nothing else.
 */
import type { Definition, Element } from '../definition.ts';
import { cyclesWithin } from './cycles.ts';
import { nameOf, type Report, type Rule } from './finding.ts';
import { insideOf } from './structure.ts';

export const gatewayCycle: Rule = {
  name: 'gateway-cycle',
  says: 'A loop runs through gateways and throw events only, so it can turn for ever without waiting.',
  *find({ definition, graph }): Iterable<Report> {
    const cycles = cyclesWithin(definition, graph, (one) => isPassedAtOnce(definition, one));
    for (const members of cycles) {
      const names = members.map(nameOf);
      yield {
        level: 'error',
        element: members[0]?.id,
        message: `The loop through ${names.map((name) => `“${name}”`).join(', ')} never waits for anything. Put a task, an approval or a timer into it.`,
        values: { elements: names },
      };
    }
  },
};

const AT_ONCE: readonly string[] = [
  'exclusiveGateway',
  'inclusiveGateway',
  'parallelGateway',
  'startEvent',
  'endEvent',
];

function isPassedAtOnce(definition: Definition, element: Element): boolean {
  if (element.type === 'intermediateThrowEvent') return element.compensation === undefined;
  if (element.type !== 'subProcess') return AT_ONCE.includes(element.type);
  return insideOf(definition, element.id).every(
    (inner) => inner.type === 'subProcess' || isPassedAtOnce(definition, inner),
  );
}
