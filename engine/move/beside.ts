/**
 * Events on borders and in the background come and go with the drawing. What the new version has and the old one had not
 * begins to wait; what both have is left as it is, also where it has fired and waits no more: a move repeats nothing.
 */
import type { Element } from '../definition.ts';
import { boundaryEvent } from '../elements/boundaryEvent.ts';
import { startEvent } from '../elements/startEvent.ts';
import type { Graph } from '../graph.ts';
import type { State, Token } from '../state.ts';
import type { Turn } from '../turn.ts';
import { type Mapping, targetOf } from './mapping.ts';

/** The run before the move, and what stands for what. */
export type Move = {
  readonly from: Graph;
  readonly to: Graph;
  readonly mapping: Mapping;
  readonly state: State;
};

export function isBeside({ guards, listens }: Token): boolean {
  return guards !== undefined || listens === true;
}

/** Whether the new version waits there, beside the flow, for anything. */
export function isWanted(turn: Turn, token: Token, element: Element): boolean {
  if (element.type === 'boundaryEvent') return waits(element);
  const around = turn.scopes.get(token.scope)?.element ?? null;
  return turn.graph
    .eventStarts(around)
    .some(({ start }) => start.id === element.id && waits(triggerOf(start)));
}

/** Lets begin what the old version did not have, and says what. */
export function listenAnew(turn: Turn, move: Move): readonly string[] {
  return [...guardAnew(turn, move), ...listenInScopes(turn, move)];
}

function guardAnew(turn: Turn, { from, to, mapping, state }: Move): readonly string[] {
  const begun: string[] = [];
  for (const host of [...turn.tokens]) {
    if (isBeside(host) || isDoing(turn, host) || isOutside(host)) continue;
    const place = state.tokens[host.id]?.element ?? '';
    const had = from.borders(place).filter(waits);
    for (const event of to.borders(host.element)) {
      if (!waits(event) || had.some(({ id }) => isHeir(from, to, mapping, id, event.id))) continue;
      // One that is due at once may have called the activity off.
      if (!turn.token(host.id)) break;
      const scope = host.scope === undefined ? {} : { scope: host.scope };
      const guard = turn.stand(event.id, null, { guards: host.id, ...scope });
      boundaryEvent.enter(turn, guard, event, 1);
      begun.push(event.id);
    }
  }
  return begun;
}

function listenInScopes(turn: Turn, { from, to, mapping, state }: Move): readonly string[] {
  const begun: string[] = [];
  for (const scope of [null, ...turn.scopes.all.filter(({ kind }) => kind === 'inside')]) {
    // What began with the move may have closed it.
    if (isTakenOver(from, state, scope?.id ?? null) || (scope && !turn.scopes.get(scope.id)))
      continue;
    const place = scope === null ? null : (state.scopes?.[scope.id]?.element ?? null);
    const had = from.eventStarts(place).filter(({ start }) => waits(triggerOf(start)));
    for (const { start } of to.eventStarts(scope?.element ?? null)) {
      const isHad = had.some((old) => isHeir(from, to, mapping, old.start.id, start.id));
      if (isHad || !waits(triggerOf(start))) continue;
      const belonging = { listens: true, ...(scope ? { scope: scope.id } : {}) } as const;
      startEvent.enter(turn, turn.stand(start.id, null, belonging), start, 1);
      begun.push(start.id);
    }
  }
  return begun;
}

/** Whether an event sub-process that interrupts is all that goes on in this scope, or the run is only being undone. */
function isTakenOver(from: Graph, { scopes = {}, ending }: State, scope: string | null): boolean {
  if (scope === null && ending) return true;
  const starts = from.eventStarts(scope === null ? null : (scopes[scope]?.element ?? null));
  return Object.values(scopes).some(
    ({ kind, parent, element }) =>
      kind === 'event' &&
      parent === scope &&
      starts.some(({ sub, start }) => sub === element && triggerOf(start)?.interrupting !== false),
  );
}

/** Whether the new event is the old one, or the old one was given up and would only begin again. */
function isHeir(from: Graph, to: Graph, mapping: Mapping, old: string, event: string): boolean {
  const target = targetOf(from, to, mapping, old);
  return 'element' in target ? target.element.id === event : 'given' in target && old === event;
}

type Waiting = { readonly timer?: object; readonly message?: object; readonly signal?: object };

const waits = (event: Waiting | null): boolean =>
  Boolean(event && (event.timer || event.message || event.signal));

function triggerOf(element: Element) {
  return element.type === 'startEvent' && element.trigger.type === 'event' ? element.trigger : null;
}

/** It has failed before it came in: what stands on the border begins when it does. */
const isOutside = ({ wait }: Token): boolean => wait.kind === 'failed' && wait.attempt === 0;

function isDoing(turn: Turn, { scope, element }: Token): boolean {
  const around = turn.scopes.get(scope);
  return around?.kind === 'doing' && around.element === element;
}
