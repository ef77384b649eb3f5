/** Branches that run at once and meet at an ordinary element are not brought together: each goes on by itself. */
import type { Graph } from '../graph.ts';
import { prove } from '../soundness/prove.ts';
import { nameOf, type Report, type Rule } from './finding.ts';
import { startsOf } from './structure.ts';

export const runsTwice: Rule = {
  name: 'runs-twice',
  says: 'Two branches that run at once come together without a parallel gateway, so what follows happens twice.',
  *find({ definition, graph }): Iterable<Report> {
    const told = new Set<string>();
    for (const start of startsOf(definition)) {
      const proof = prove(graph, start.id);
      if (proof.verdict !== 'sound') continue;
      for (const id of firstOf(graph, proof.doubled)) {
        if (told.has(id)) continue;
        told.add(id);
        const element = graph.elements.get(id);
        const name = element ? nameOf(element) : id;
        yield {
          level: 'warning',
          element: id,
          message: `Branches that run at once meet at “${name}”, so it and what follows happen more than once. Bring them together with a parallel gateway.`,
          values: { element: name },
        };
      }
    }
  },
};

/** Of elements that run twice, those where it begins; ends may well be reached by several branches. */
function firstOf(graph: Graph, doubled: readonly string[]): readonly string[] {
  const all = new Set(doubled);
  return doubled.filter(
    (id) =>
      graph.elements.get(id)?.type !== 'endEvent' &&
      !graph.incoming(id).some((flow) => all.has(flow.from)),
  );
}
