/**
 * On the border of an activity: waits beside its token, and when what it waits for comes, goes on by its own flows. It
 * calls the activity off, or else stays to hear it again. Errors and escalations come by `run/throwing.ts`.
 */
import type { BoundaryEvent } from '../graph.ts';
import { DONE } from '../ports.ts';
import { catching, nextRound, waitAgain } from '../run/catching.ts';
import type { Json, Token } from '../state.ts';
import type { Turn } from '../turn.ts';
import type { Behaviour } from './behaviour.ts';

export const boundaryEvent: Behaviour<'boundaryEvent'> = catching((element) => element, come);

/** Puts every event on its border beside this token. */
export function guard(turn: Turn, host: Token): void {
  for (const event of turn.graph.borders(host.element)) {
    // One that is due at once may have called the activity off.
    if (!turn.token(host.id)) return;
    if (event.timer || event.message || event.signal)
      boundaryEvent.enter(turn, stand(turn, host, event), event, 1);
  }
}

function come(turn: Turn, token: Token, what: Json): void {
  const event = turn.graph.elements.get(token.element);
  const host = turn.token(token.guards ?? null);
  if (event?.type !== 'boundaryEvent') return;
  const { wait } = turn.token(token.id) ?? token;
  const free = turn.belong(token, token.scope === undefined ? {} : { scope: token.scope });
  if (host && event.interrupting === false) again(turn, host, event, wait);
  else if (host) turn.withdraw(host, `“${event.name ?? event.id}” happened.`);
  const into = event.message?.into ?? event.signal?.into;
  if (into === undefined || turn.mergeVariables(free, { [into]: what }, { done: DONE }))
    turn.leave(free, turn.graph.outgoing(event.id), null);
}

function again(turn: Turn, host: Token, event: BoundaryEvent, wait: Token['wait']): void {
  if (!event.timer) {
    boundaryEvent.enter(turn, stand(turn, host, event), event, 1);
    return;
  }
  const next = nextRound(event.timer, wait, event.repeat);
  if (next) waitAgain(turn, stand(turn, host, event), event.timer, next);
}

function stand(turn: Turn, host: Token, event: BoundaryEvent): Token {
  const scope = host.scope === undefined ? {} : { scope: host.scope };
  return turn.stand(event.id, null, { guards: host.id, ...scope });
}
