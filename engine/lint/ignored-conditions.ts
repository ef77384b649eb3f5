/** Only gateways that choose look at conditions; anywhere else they would be a promise that is not kept. */
import { nameOf, type Report, type Rule } from './finding.ts';

export const ignoredConditions: Rule = {
  name: 'ignored-conditions',
  says: 'A flow has conditions but does not leave an exclusive or inclusive gateway.',
  *find({ definition, graph }): Iterable<Report> {
    for (const flow of definition.flows) {
      const source = graph.elements.get(flow.from);
      if (!flow.conditions || !source || CHOOSING.includes(source.type)) continue;
      const { conditions: _, ...plain } = flow;
      yield {
        level: 'error',
        flow: flow.id,
        message: `Conditions are looked at only after an exclusive or inclusive gateway; the flow from “${nameOf(source)}” would always be taken.`,
        values: { element: nameOf(source), flow: flow.name ?? flow.id },
        fix: [{ type: 'updateFlow', id: flow.id, flow: plain }],
      };
    }
  },
};

const CHOOSING: readonly string[] = ['exclusiveGateway', 'inclusiveGateway'];
