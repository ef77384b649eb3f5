/** Branches that run at once and meet at an ordinary element are not brought together: each goes on by itself. */
import type { Definition } from '../definition.ts';
import type { Graph } from '../graph.ts';
import { prove } from '../soundness/prove.ts';
import { elementsOf, nameOf, type Report, type Rule } from './finding.ts';
import { reach } from './reach.ts';
import { startsOf } from './structure.ts';

export const runsTwice: Rule = {
  name: 'runs-twice',
  says: 'Two branches that run at once come together without a parallel gateway, so what follows happens twice.',
  *find({ definition, graph }): Iterable<Report> {
    const told = new Set<string>();
    const again = behindRepeated(definition, graph);
    for (const start of startsOf(definition)) {
      const proof = prove(definition, start.id);
      if (proof.verdict !== 'sound') continue;
      for (const id of firstOf(graph, proof.doubled, again)) {
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

/** Joins are where branches meet; and ends may well be reached by several. */
const UNHARMED: readonly string[] = ['endEvent', 'parallelGateway', 'inclusiveGateway'];

/** What follows an event that interrupts nothing happens as often as the event does. */
function behindRepeated(definition: Definition, graph: Graph): ReadonlySet<string> {
  const events = elementsOf(definition, 'boundaryEvent').filter(
    ({ interrupting }) => interrupting === false,
  );
  return reach(
    events.map(({ id }) => id),
    (id) => graph.outgoing(id).map(({ to }) => to),
  );
}

/** Of elements that run twice, those where it begins. */
function firstOf(
  graph: Graph,
  doubled: readonly string[],
  again: ReadonlySet<string>,
): readonly string[] {
  const all = new Set(doubled);
  return doubled.filter(
    (id) =>
      !UNHARMED.includes(graph.elements.get(id)?.type ?? '') &&
      !again.has(id) &&
      !graph.incoming(id).some((flow) => all.has(flow.from)),
  );
}
