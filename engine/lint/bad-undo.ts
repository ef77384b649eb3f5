/** What undoes an activity stands beside the flow of the same scope, and only for that. */

import { type Activity, isActivity } from '../definition/is-activity.ts';
import type { Element } from '../definition.ts';
import type { Graph } from '../graph.ts';
import { nameOf, type Report, type Rule } from './finding.ts';

export const badUndo: Rule = {
  name: 'bad-undo',
  says: 'An activity is undone by something that cannot undo it, or something that undoes belongs to nothing.',
  *find({ definition, graph }): Iterable<Report> {
    const activities = definition.elements.filter(isActivity);
    const used = new Set(activities.map(({ undo }) => undo));
    for (const element of activities) {
      const name = nameOf(element);
      if (element.forCompensation && !used.has(element.id)) {
        yield {
          level: 'error',
          element: element.id,
          message: `“${name}” is there to undo something, but nothing is undone by it.`,
          values: { element: name, problem: 'unused' },
          fix: [{ type: 'removeElements', ids: [element.id] }],
        };
      }
      const problem = problemOf(graph, element);
      if (problem === null || element.undo === undefined) continue;
      const handler = graph.elements.get(element.undo);
      const by = handler ? nameOf(handler) : element.undo;
      yield {
        level: 'error',
        element: element.id,
        message: `“${name}” cannot be undone by “${by}”: ${WORDS[problem]}.`,
        values: { element: name, handler: by, problem },
        ...fixOf(problem, element, handler),
      };
    }
  },
};

const WORDS = {
  missing: 'it does not exist',
  itself: 'that is the same element',
  type: 'it is no activity',
  'in-flow': 'it is part of the flow. Say that it is there for compensation only',
  scope: 'it lies in another scope',
  handler: 'what only undoes is not undone itself',
} as const;

function problemOf(graph: Graph, element: Activity): keyof typeof WORDS | null {
  if (element.undo === undefined) return null;
  if (element.undo === element.id) return 'itself';
  const handler = graph.elements.get(element.undo);
  if (!handler) return 'missing';
  if (!isActivity(handler)) return 'type';
  if (element.forCompensation) return 'handler';
  if (!handler.forCompensation) return 'in-flow';
  return handler.parent === element.parent ? null : 'scope';
}

function fixOf(
  problem: keyof typeof WORDS,
  element: Activity,
  handler: Element | undefined,
): Pick<Report, 'fix'> {
  if (problem === 'in-flow' && handler && isActivity(handler)) {
    const marked: Element = { ...handler, forCompensation: true };
    return { fix: [{ type: 'updateElement', id: handler.id, element: marked }] };
  }
  const { undo: _, ...bare } = element;
  return { fix: [{ type: 'updateElement', id: element.id, element: bare as Element }] };
}
