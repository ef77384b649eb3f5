/** Branches that run at once and never meet again: fine, if each is to end on its own. */
import { elementsOf, nameOf, type Report, type Rule } from './finding.ts';
import { reach } from './reach.ts';
import { alongFlow } from './structure.ts';

export const noJoin: Rule = {
  name: 'no-join',
  says: 'The branches of a parallel gateway never come together again.',
  *find({ definition, graph }): Iterable<Report> {
    for (const fork of elementsOf(definition, 'parallelGateway')) {
      const outgoing = graph.outgoing(fork.id);
      if (outgoing.length < 2) continue;
      const branches = outgoing.map((flow) => reach([flow.to], (id) => alongFlow(graph, id)));
      const meets = elementsOf(definition, 'parallelGateway', 'inclusiveGateway').some(
        ({ id }) =>
          graph.incoming(id).length > 1 && branches.filter((branch) => branch.has(id)).length > 1,
      );
      if (meets) continue;
      yield {
        level: 'hint',
        element: fork.id,
        message: `The branches after “${nameOf(fork)}” never come together again; the process ends when the last of them does.`,
        values: { element: nameOf(fork) },
      };
    }
  },
};
