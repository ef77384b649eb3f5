/**
 * Errors and escalations look for who catches them, from where they were thrown outwards (BPMN 2.0, 10.5.6): the border
 * of the activity, the event sub-processes of the scope, the border of what hosts the scope, and so on. A catcher that
 * names the code goes before one that takes all.
 */
import type { BoundaryEvent, EventStart } from '../graph.ts';
import { DONE } from '../ports.ts';
import type { Json, Scope, Token } from '../state.ts';
import type { Turn } from '../turn.ts';
import { isDoing } from './doings.ts';
import { beginEventSub } from './scopes.ts';

export type Thrown = {
  readonly kind: 'error' | 'escalation';
  readonly code: string;
  readonly message: string | null;
};

type Catcher =
  | { readonly at: 'border'; readonly host: Token; readonly event: BoundaryEvent }
  | { readonly at: 'scope'; readonly scope: string | null; readonly event: EventStart };

/** Says that it was thrown, and lets whoever catches it begin. False when nobody does. */
export function throwOutwards(turn: Turn, from: Token, thrown: Thrown): boolean {
  const catcher = catcherOf(turn, from, thrown);
  const by = catcher === null ? null : nameOf(catcher);
  turn.say({ type: 'thrown', ...thrown, by }, from);
  if (catcher === null) return false;
  const what = { code: thrown.code, message: thrown.message, element: from.element };
  const reason =
    thrown.kind === 'error' ? `Error “${thrown.code}”.` : `Escalation “${thrown.code}”.`;
  if (catcher.at === 'border') catchOnBorder(turn, catcher.host, catcher.event, what, reason);
  else beginEventSub(turn, null, catcher.scope, catcher.event, what, reason);
  return true;
}

/** Whether an error with this code would be caught. */
export function isCaught(turn: Turn, from: Token, code: string): boolean {
  return catcherOf(turn, from, { kind: 'error', code, message: null }) !== null;
}

function catchOnBorder(
  turn: Turn,
  host: Token,
  event: BoundaryEvent,
  what: Json,
  reason: string,
): void {
  const { scope } = host;
  const token = turn.stand(event.id, null, scope === undefined ? {} : { scope });
  if (event.interrupting !== false) turn.withdraw(host, reason);
  const into = event.error?.into;
  if (into === undefined || turn.mergeVariables(token, { [into]: what }, { done: DONE }))
    turn.leave(token, turn.graph.outgoing(event.id), null);
}

function catcherOf(turn: Turn, from: Token, thrown: Thrown): Catcher | null {
  for (let token: Token | null = from; token; ) {
    // A doing has no border of its own: that is its host's.
    if (!isDoing(turn, token)) {
      const event = best(turn.graph.borders(token.element), (one) => one[thrown.kind], thrown.code);
      if (event) return { at: 'border', host: token, event };
    }
    const found = inScopes(turn, turn.scopes.get(token.scope), thrown);
    if (found === null || 'at' in found) return found;
    token = turn.token(found.host);
  }
  return null;
}

/** The scope's own event sub-processes; or the scope whose host is asked next; or nothing, in the process itself. */
function inScopes(turn: Turn, from: Scope | null, thrown: Thrown): Catcher | Scope | null {
  if (from === null || from.kind === 'inside' || from.kind === 'event') {
    const starts = turn.graph.eventStarts(from?.element ?? null);
    const event = best(starts, ({ start }) => triggerOf(start, thrown.kind), thrown.code);
    if (event) return { at: 'scope', scope: from?.id ?? null, event };
  }
  // What goes wrong in an event sub-process concerns those around the scope it belongs to.
  let scope = from;
  while (scope?.kind === 'event') scope = turn.scopes.get(scope.parent);
  return scope;
}

function triggerOf(start: EventStart['start'], kind: Thrown['kind']) {
  return start.trigger.type === 'event' ? start.trigger[kind] : undefined;
}

function best<T>(
  candidates: readonly T[],
  catches: (one: T) => { readonly code?: string } | undefined,
  code: string,
): T | undefined {
  return (
    candidates.find((one) => catches(one)?.code === code) ??
    candidates.find((one) => {
      const caught = catches(one);
      return caught !== undefined && caught.code === undefined;
    })
  );
}

const nameOf = (catcher: Catcher): string =>
  catcher.at === 'border' ? catcher.event.id : catcher.event.sub;
