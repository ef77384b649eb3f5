/** Elements lie in the process or in one of its sub-processes, and sub-processes in one another only so deep. */
import { type Element, LIMITS } from '../definition.ts';
import type { Graph } from '../graph.ts';
import { nameOf, type Report, type Rule } from './finding.ts';

export const badParent: Rule = {
  name: 'bad-parent',
  says: 'An element lies in something that is no sub-process, in itself, or too deep.',
  *find({ definition, graph }): Iterable<Report> {
    for (const element of definition.elements) {
      if (element.parent === undefined) continue;
      const problem = problemOf(graph, element);
      if (problem === null) continue;
      const name = nameOf(element);
      const { parent, ...free } = element;
      yield {
        level: 'error',
        element: element.id,
        message: `“${name}” ${WORDS[problem](parent)}.`,
        values: { element: name, parent, problem },
        ...(problem === 'deep'
          ? {}
          : { fix: [{ type: 'updateElement', id: element.id, element: free as Element }] }),
      };
    }
  },
};

const WORDS = {
  'no-sub-process': (parent: string) => `lies in “${parent}”, which is no sub-process`,
  circle: (parent: string) => `lies in “${parent}”, which lies in it`,
  deep: () => `lies more than ${LIMITS.nesting} sub-processes deep`,
} as const;

function problemOf(graph: Graph, element: Element): keyof typeof WORDS | null {
  if (graph.elements.get(element.parent ?? '')?.type !== 'subProcess') return 'no-sub-process';
  const around = new Set<string>();
  for (let id = element.parent; id !== undefined; id = graph.elements.get(id)?.parent) {
    if (id === element.id) return 'circle';
    // Those that turn in a circle further out are told of themselves.
    if (around.has(id)) return null;
    around.add(id);
  }
  return around.size > LIMITS.nesting ? 'deep' : null;
}
