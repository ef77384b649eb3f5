/** A run under the names of the new version: tokens, scopes, joins, and what was done and can be undone there. */
import { isActivity } from '../definition/is-activity.ts';
import type { Graph } from '../graph.ts';
import type { Scope, State, Token, Undo, Wait } from '../state.ts';
import { type Mapping, targetOf } from './mapping.ts';

export type Renamed = {
  readonly state: State;
  /** What the new version has no way to undo. */
  readonly forgotten: readonly string[];
};

export function rename(state: State, from: Graph, to: Graph, mapping: Mapping): Renamed {
  const forgotten: string[] = [];
  const nameOf = (id: string): string => {
    const target = targetOf(from, to, mapping, id);
    return 'element' in target ? target.element.id : id;
  };
  const undosOf = (undos: readonly Undo[]): readonly Undo[] =>
    undos.flatMap((undo): readonly Undo[] => {
      const target = targetOf(from, to, mapping, undo.element);
      const element = 'element' in target ? target.element : null;
      const inner = undo.inner && undosOf(undo.inner);
      const canUndo = element && isActivity(element) && (element.undo !== undefined || inner);
      if (!canUndo) {
        forgotten.push(undo.element);
        return [];
      }
      return [{ ...undo, element: element.id, ...(inner ? { inner } : {}) }];
    });
  const waitOf = (wait: Wait): Wait => {
    if (wait.kind !== 'undoing') return wait;
    const [first, ...rest] = wait.left;
    // The first is being undone already, and stays to be counted off when that is over.
    const now = first ? [{ ...first, element: nameOf(first.element) }] : [];
    return { ...wait, left: [...now, ...undosOf(rest)] };
  };
  const places = <T>(named: { readonly [place: string]: T }) =>
    Object.fromEntries(
      Object.entries(named).map(([place, value]) => {
        const [element = '', scope] = place.split(':').reverse();
        return [scope === undefined ? nameOf(element) : `${scope}:${nameOf(element)}`, value];
      }),
    );
  const tokens = Object.entries(state.tokens).map(([id, token]): [string, Token] => [
    id,
    { ...token, element: nameOf(token.element), wait: waitOf(token.wait) },
  ]);
  const scopes = Object.entries(state.scopes ?? {}).map(([id, scope]): [string, Scope] => [
    id,
    {
      ...scope,
      element: nameOf(scope.element),
      ...(scope.undos ? { undos: undosOf(scope.undos) } : {}),
    },
  ]);
  const steps = Object.entries(state.steps).map(([id, step]) => [nameOf(id), step]);
  return {
    forgotten,
    state: {
      ...state,
      tokens: Object.fromEntries(tokens),
      ...(state.scopes ? { scopes: Object.fromEntries(scopes) } : {}),
      ...(state.undos ? { undos: undosOf(state.undos) } : {}),
      ...(state.joins ? { joins: places(state.joins) } : {}),
      steps: Object.fromEntries(steps),
      visits: places(state.visits),
    },
  };
}
