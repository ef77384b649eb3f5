/** A join that goes on early needs some of several flows. */
import { elementsOf, nameOf, type Report, type Rule } from './finding.ts';

export const joinNeeded: Rule = {
  name: 'join-needed',
  says: 'A join needs more flows than lead to it, all of them, or has but one.',
  *find({ definition, graph }): Iterable<Report> {
    for (const gateway of elementsOf(definition, 'parallelGateway')) {
      if (!gateway.join) continue;
      const { needed } = gateway.join;
      const flows = graph.incoming(gateway.id).length;
      if (needed < flows) continue;
      const { join: _, ...bare } = gateway;
      const name = nameOf(gateway);
      const isTooMany = needed > flows;
      yield {
        level: isTooMany ? 'error' : 'warning',
        element: gateway.id,
        message: isTooMany
          ? `“${name}” needs ${needed} flows, but only ${flows} lead to it.`
          : `“${name}” needs every flow that leads to it, as it would without saying so.`,
        values: { element: name, needed, flows, problem: isTooMany ? 'too-many' : 'all' },
        fix: [{ type: 'updateElement', id: gateway.id, element: bare }],
      };
    }
  },
};
