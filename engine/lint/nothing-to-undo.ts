/** A compensation event undoes what its scope has done; where nothing there can be undone it does nothing. */

import { isActivity } from '../definition/is-activity.ts';
import type { Definition, Element } from '../definition.ts';
import type { Graph } from '../graph.ts';
import { elementsOf, nameOf, type Report, type Rule } from './finding.ts';
import { childrenOf, insideOf, isEventSub } from './structure.ts';

export const nothingToUndo: Rule = {
  name: 'nothing-to-undo',
  says: 'A compensation event can undo nothing of its scope.',
  *find({ definition, graph }): Iterable<Report> {
    for (const event of elementsOf(definition, 'intermediateThrowEvent', 'endEvent')) {
      if (!event.compensation) continue;
      const { activity } = event.compensation;
      const undoable = scopesOf(graph, event).flatMap((scope) => undoableIn(definition, scope));
      const isThere = activity === undefined ? undoable.length > 0 : undoable.includes(activity);
      if (isThere) continue;
      const name = nameOf(event);
      const named = activity === undefined ? undefined : graph.elements.get(activity);
      const what = named ? nameOf(named) : activity;
      yield {
        level: activity === undefined ? 'warning' : 'error',
        element: event.id,
        message:
          what === undefined
            ? `“${name}” undoes nothing: no activity of its scope can be undone.`
            : `“${name}” cannot undo “${what}”, which is no activity of its scope that can be undone.`,
        values: { element: name, activity: what ?? '' },
      };
    }
  },
};

/** Its own scope; from an event sub-process also the one that it belongs to. */
function scopesOf(graph: Graph, event: Element): readonly (string | undefined)[] {
  const scopes = new Set([event.parent]);
  for (const scope of scopes) {
    const sub = graph.elements.get(scope ?? '');
    if (sub && isEventSub(sub)) scopes.add(sub.parent);
  }
  return [...scopes];
}

/** Activities of this scope that can be undone, by themselves or by what lies in them. */
function undoableIn(definition: Definition, scope: string | undefined): readonly string[] {
  const canBeUndone = (element: Element): boolean =>
    isActivity(element) && !element.forCompensation && element.undo !== undefined;
  return childrenOf(definition, scope)
    .filter(
      (element) =>
        canBeUndone(element) ||
        (element.type === 'subProcess' && insideOf(definition, element.id).some(canBeUndone)),
    )
    .map(({ id }) => id);
}
