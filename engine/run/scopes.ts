/**
 * Scopes open and close here: the inside of a sub-process, and event sub-processes beside the tokens of their scope. A
 * scope is over when no token is left in it but those that only listen.
 */
import type { EventStart } from '../graph.ts';
import { DONE } from '../ports.ts';
import type { Json, Scope, Token } from '../state.ts';
import type { Turn } from '../turn.ts';
import { finish } from './finish.ts';
import { noteUndo } from './undo-list.ts';
import { continueUndoing } from './undoing.ts';

/** Lets the tokens of a sub-process begin. */
export function openInside(turn: Turn, host: Token, start: string): Scope {
  const scope: Scope = {
    id: turn.newId('s'),
    kind: 'inside',
    element: host.element,
    parent: host.scope ?? null,
    host: host.id,
    variables: {},
  };
  turn.wait(host, { kind: 'scope' });
  turn.scopes.set(scope);
  turn.send(start, null, scope.id);
  return scope;
}

/** Every event sub-process of this scope that waits for time, a message or a signal begins to listen. */
export function listenInScope(
  turn: Turn,
  scope: Scope | null,
  enter: (token: Token, start: EventStart['start']) => void,
): void {
  for (const { start } of turn.graph.eventStarts(scope?.element ?? null)) {
    const { trigger } = start;
    if (trigger.type !== 'event' || !(trigger.timer || trigger.message || trigger.signal)) continue;
    const belonging = { listens: true, ...(scope ? { scope: scope.id } : {}) } as const;
    const token = turn.stand(start.id, null, belonging);
    enter(token, start);
    // One that was due at once has called off its scope, and whoever listens there.
    if (trigger.interrupting !== false && !turn.token(token.id)?.listens) return;
  }
}

/**
 * An event sub-process begins: with the token that listened for it, or with a new one for what was thrown. Where it
 * interrupts, everything else in its scope is called off.
 */
export function beginEventSub(
  turn: Turn,
  listener: Token | null,
  scope: string | null,
  { sub, start }: EventStart,
  what: Json,
  reason: string,
): void {
  const id = turn.newId('s');
  const begun: Scope = {
    id,
    kind: 'event',
    element: sub,
    parent: scope,
    host: null,
    variables: {},
  };
  turn.scopes.set(begun);
  turn.begun.push(begun);
  const token = listener
    ? turn.belong(listener, { scope: id })
    : turn.stand(start.id, null, { scope: id });
  const trigger = start.trigger.type === 'event' ? start.trigger : null;
  if (trigger?.interrupting !== false) turn.withdrawAllIn(scope, reason, id);
  const into = trigger?.message?.into ?? trigger?.signal?.into ?? trigger?.error?.into;
  if (into === undefined || turn.mergeVariables(token, { [into]: what }))
    turn.leave(token, turn.graph.outgoing(start.id), null);
}

/** Closes what is over. True when something was, so that more may have come in; `resume`: a token's undoing is done. */
export function closeScopes(turn: Turn, resume: (token: Token) => void): boolean {
  let closed = false;
  for (const id of turn.takeTouched()) {
    const scope = turn.scopes.get(id);
    if (!scope || !isOver(turn, scope)) continue;
    close(turn, scope, resume);
    closed = true;
  }
  return closed;
}

function isOver(turn: Turn, { id }: Scope): boolean {
  if (turn.tokens.some((token) => token.scope === id && !token.listens)) return false;
  return !turn.scopes.all.some((one) => one.parent === id);
}

function close(turn: Turn, scope: Scope, resume: (token: Token) => void): void {
  const undos = turn.scopes.undosOf(scope.id);
  turn.closeScope(scope, 'The work here is done.');
  if (scope.kind === 'event') {
    if (undos.length > 0) noteUndo(turn, scope.parent, { element: scope.element, inner: undos });
    return;
  }
  const host = turn.token(scope.host);
  if (scope.kind === 'undo') continueUndoing(turn, scope, host, resume);
  if (scope.kind === 'doing' && host)
    turn.fail(host, 'incomplete_element', 'Its work ended without having been done.');
  if (scope.kind !== 'inside' || !host) return;
  const element = turn.graph.elements.get(scope.element);
  if (undos.length > 0 && element?.type === 'subProcess' && element.undo === undefined)
    noteUndo(turn, host.scope ?? null, { element: scope.element, inner: undos });
  finish(turn, host, scope.outcome ?? DONE);
}
