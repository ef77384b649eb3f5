/** A cycle of nothing but gateways turns for ever without waiting for anything: the run would hit its loop limit at once. */
import { cyclesWithin } from './cycles.ts';
import { nameOf, type Report, type Rule } from './finding.ts';

export const gatewayCycle: Rule = {
  name: 'gateway-cycle',
  says: 'A loop runs through gateways only, so it can turn for ever without waiting.',
  *find({ definition, graph }): Iterable<Report> {
    const cycles = cyclesWithin(definition, graph, ({ type }) => GATEWAYS.includes(type));
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

const GATEWAYS: readonly string[] = ['exclusiveGateway', 'inclusiveGateway', 'parallelGateway'];
