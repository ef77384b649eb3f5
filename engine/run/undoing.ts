/**
 * Compensation: what a scope has done is undone, the latest first, one after the other (BPMN 2.0.2, 10.7). Each undo runs in
 * a scope that holds the variables which its activity had. The token that asked for it waits; when a run is cancelled with
 * undoing, nobody does, and the run ends when all is undone.
 */
import { isActivity } from '../definition/is-activity.ts';
import type { Scope, Token, Undo } from '../state.ts';
import type { Turn } from '../turn.ts';

/** Undoes the doings of its scope, all or those of one activity, and tells `then` when there is nothing (left) to undo. */
export function beginUndoing(
  turn: Turn,
  host: Token,
  activity: string | undefined,
  then: () => void,
): void {
  const left = scopesOf(turn, host).flatMap((scope) => {
    const undos = turn.scopes.undosOf(scope);
    const chosen = undos.filter(({ element }) => activity === undefined || element === activity);
    const rest = undos.filter((one) => !chosen.includes(one));
    turn.scopes.setUndos(scope, rest);
    return flatten(turn, chosen);
  });
  if (left.length === 0) then();
  else undoFirst(turn, host, left);
}

/** The scope it is in; what is said in an event sub-process means the scope that it belongs to as well. */
function scopesOf(turn: Turn, host: Token): readonly (string | null)[] {
  const scopes = [host.scope ?? null];
  for (let scope = turn.scopes.get(host.scope); scope?.kind === 'event'; ) {
    scopes.push(scope.parent);
    scope = turn.scopes.get(scope.parent);
  }
  return scopes;
}

/**
 * Everything that a run has done and not undone, the oldest first: by the process itself, then in the scopes that are
 * still open, and what was just being undone.
 */
export function doneSoFar(turn: Turn): readonly Undo[] {
  const open = [...turn.scopes.all].sort((one, other) => numberOf(one) - numberOf(other));
  const inScopes = open.flatMap((scope): readonly Undo[] => {
    const inner = turn.scopes.undosOf(scope.id);
    const variables = ownVariables(turn, scope);
    return inner.length > 0 ? [{ element: scope.element, variables, inner }] : [];
  });
  const underWay = turn.tokens.flatMap(({ wait }) =>
    wait.kind === 'undoing' ? [...wait.left].reverse() : [],
  );
  return [...turn.scopes.undosOf(null), ...inScopes, ...underWay];
}

const numberOf = ({ id }: Scope): number => Number(id.slice(1));

/** As seen from within the scope, without the variables of the process itself. */
function ownVariables(turn: Turn, scope: Scope): Scope['variables'] {
  const around = turn.scopes.get(scope.parent);
  return around ? { ...ownVariables(turn, around), ...scope.variables } : scope.variables;
}

/** The run is cancelled: all of this is undone. */
export function undoAll(turn: Turn, done: readonly Undo[]): void {
  const left = flatten(turn, done);
  turn.scopes.setUndos(null, [...left].reverse());
  undoNext(turn);
}

/** One undo is over; `resume` takes up the token that asked for it when it was the last. */
export function continueUndoing(
  turn: Turn,
  scope: Scope,
  host: Token | null,
  resume: (token: Token) => void,
): void {
  if (host?.wait.kind === 'undoing') {
    const left = stillUndoable(turn, host.wait.left.slice(1));
    if (left.length > 0) undoFirst(turn, host, left);
    else resume(host);
  } else if (scope.host === null) {
    turn.scopes.setUndos(null, turn.scopes.undosOf(null).slice(0, -1));
    undoNext(turn);
  }
}

/** From the first on that has something which undoes it: a run that was moved may stand on another definition by now. */
function stillUndoable(turn: Turn, left: readonly Undo[]): readonly Undo[] {
  const first = left.findIndex(({ element }) => handlerOf(turn, element) !== undefined);
  return first < 0 ? [] : left.slice(first);
}

function handlerOf(turn: Turn, element: string): string | undefined {
  const activity = turn.graph.elements.get(element);
  return activity && isActivity(activity) ? activity.undo : undefined;
}

function undoFirst(turn: Turn, host: Token, left: readonly Undo[]): void {
  const [first] = left;
  turn.wait(host, { kind: 'undoing', left });
  if (first) begin(turn, host, first);
}

/** Without a host the list itself says what is left, with what is being undone as the last of it. */
function undoNext(turn: Turn): void {
  const left = stillUndoable(turn, [...turn.scopes.undosOf(null)].reverse());
  turn.scopes.setUndos(null, [...left].reverse());
  const [next] = left;
  if (next) begin(turn, null, next);
}

function begin(turn: Turn, host: Token | null, { element, variables = {} }: Undo): void {
  const handler = handlerOf(turn, element);
  if (handler === undefined) return;
  const id = turn.newId('s');
  turn.scopes.set({
    id,
    kind: 'undo',
    element: handler,
    parent: host?.scope ?? null,
    host: host?.id ?? null,
    variables,
  });
  turn.send(handler, null, id);
}

/** The latest first, with what was done inside in the place of the whole. */
function flatten(turn: Turn, undos: readonly Undo[]): readonly Undo[] {
  return [...undos].reverse().flatMap((undo): readonly Undo[] => {
    if (undo.inner)
      return flatten(turn, undo.inner).map((one) => ({
        ...one,
        variables: { ...undo.variables, ...one.variables },
      }));
    return handlerOf(turn, undo.element) === undefined ? [] : [undo];
  });
}
