/** Why a run cannot follow to another version: the tokens and scopes of it that have no place there. */

import { type Activity, isActivity } from '../definition/is-activity.ts';
import type { Element } from '../definition.ts';
import type { Graph } from '../graph.ts';
import { portsOf } from '../ports.ts';
import type { State, Token } from '../state.ts';
import { isBeside } from './beside.ts';
import { type Mapping, type MoveProblem, targetOf } from './mapping.ts';

export type Hold = {
  readonly token: string;
  readonly element: string;
  readonly problem: MoveProblem;
};

export function holdsOf(from: Graph, to: Graph, mapping: Mapping, state: State): readonly Hold[] {
  const ofTokens = Object.values(state.tokens).flatMap((token) => {
    const problem = problemOf(from, to, mapping, token, state);
    return problem ? [{ token: token.id, element: token.element, problem }] : [];
  });
  const ofScopes = Object.values(state.scopes ?? {}).flatMap(({ host, element }) => {
    const target = targetOf(from, to, mapping, element);
    return 'problem' in target ? [{ token: host ?? '', element, problem: target.problem }] : [];
  });
  return [...ofTokens, ...ofScopes];
}

/** What waits beside comes and goes with the drawing; anything else must have a place. */
function problemOf(
  from: Graph,
  to: Graph,
  mapping: Mapping,
  token: Token,
  state: State,
): MoveProblem | null {
  const target = targetOf(from, to, mapping, token.element);
  if (isBeside(token) || 'given' in target) return null;
  if ('problem' in target) return target.problem;
  const old = from.elements.get(token.element);
  if (!old) return 'gone';
  if (token.wait.kind === 'answer') return 'under_way';
  if (token.wait.kind === 'call' && !isSameCall(old, target.element)) return 'under_way';
  if (!isSameShape(old, target.element, token, state)) return 'other_shape';
  if (canBringMore(old, target.element, token)) return 'outcome_gone';
  const isJoining = token.wait.kind === 'join' && token.flow !== null;
  if (isJoining && !to.incoming(target.element.id).some(({ id }) => id === token.flow))
    return 'flow_gone';
  return null;
}

function isSameCall(old: Element, element: Element): boolean {
  return (
    old.type === 'serviceTask' &&
    element.type === 'serviceTask' &&
    JSON.stringify(old.action) === JSON.stringify(element.action)
  );
}

/** Whether tokens inside (doings, an inner scope, a called run) still belong to something of the same shape. */
function isSameShape(old: Element, element: Element, token: Token, state: State): boolean {
  if (!isActivity(old) || !isActivity(element)) return true;
  if (!beginsAnew(token, state) && shapeOf(old) !== shapeOf(element)) return false;
  if (
    token.wait.kind === 'called' &&
    old.type === 'callActivity' &&
    element.type === 'callActivity'
  )
    return old.process === element.process;
  return true;
}

/** Whether nothing is under way but a failure, after which the activity is entered once more, in whatever shape. */
function beginsAnew({ wait, scope }: Token, state: State): boolean {
  const isDoing = state.scopes?.[scope ?? '']?.kind === 'doing';
  return wait.kind === 'failed' && wait.done === undefined && !isDoing;
}

/** Whether it has doings, how many, and whether what comes out of them stays with them. */
function shapeOf({ loop, inputs, outputs }: Activity): string {
  if (loop) return 'repeated';
  if (outputs) return 'mapped out';
  return inputs ? 'mapped in' : 'plain';
}

/**
 * Whether what is under way can come to an outcome that the new element does not know: a round of votes that is open keeps
 * its due time, a review its place on the agenda, and a loop what its doings came to. An open task is completed by the new element's own outcomes.
 */
function canBringMore(old: Element, element: Element, { wait }: Token): boolean {
  const lacks = (outcome: string): boolean => !portsOf(element).includes(outcome);
  if (wait.kind === 'approval' || wait.kind === 'review') return portsOf(old).some(lacks);
  if (wait.kind !== 'each' || typeof wait.outcome !== 'string') return false;
  return portsOf(old).includes(wait.outcome) && lacks(wait.outcome);
}
