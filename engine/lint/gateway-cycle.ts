/** A cycle of nothing but gateways turns for ever without waiting for anything: the run would hit its loop limit at once. */
import type { Element } from '../definition.ts';
import { nameOf, type Report, type Rule } from './finding.ts';
import { reach } from './reach.ts';

export const gatewayCycle: Rule = {
  name: 'gateway-cycle',
  says: 'A loop runs through gateways only, so it can turn for ever without waiting.',
  *find({ definition, graph }): Iterable<Report> {
    const isGateway = (element: Element | undefined): boolean =>
      element?.type === 'exclusiveGateway' || element?.type === 'parallelGateway';
    const onward = (id: string) =>
      graph.outgoing(id).filter((flow) => isGateway(graph.elements.get(flow.to)));
    const told = new Set<string>();
    for (const element of definition.elements) {
      if (!isGateway(element) || told.has(element.id)) continue;
      const after = reach(
        onward(element.id).map((flow) => flow.to),
        onward,
        (flow) => flow.to,
      );
      if (!after.has(element.id)) continue;
      const members = definition.elements.filter(
        ({ id }) => after.has(id) && reach([id], onward, (flow) => flow.to).has(element.id),
      );
      for (const member of members) told.add(member.id);
      const names = members.map(nameOf);
      yield {
        level: 'error',
        element: element.id,
        message: `The loop through ${names.map((name) => `“${name}”`).join(', ')} never waits for anything. Put a task, an approval or a timer into it.`,
        values: { elements: names },
      };
    }
  },
};
