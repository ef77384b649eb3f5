/**
 * On the border of an activity: waits beside its token, and when what it waits for comes, goes on by its own flows. It
 * calls the activity off, or else stays to hear it again. Errors and escalations come by `run/throwing.ts`.
 */
import type { Timer } from '../definition.ts';
import type { BoundaryEvent } from '../graph.ts';
import { DONE } from '../ports.ts';
import { catching, listenOn, nextRound, waitAgain } from '../run/catching.ts';
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
  const into = event.message?.into ?? event.signal?.into;
  if (into !== undefined && !turn.canTakeIn(token, { [into]: what })) return;
  const stays = host !== null && event.interrupting === false;
  const free = stays && !event.timer ? beside(turn, token) : freed(turn, token);
  if (stays && event.timer) again(turn, host, event, event.timer, free.wait);
  else if (host && !stays) turn.withdraw(host, `“${event.name ?? event.id}” happened.`);
  if (into === undefined || turn.mergeVariables(free, { [into]: what }, { done: DONE }))
    turn.leave(free, turn.graph.outgoing(event.id), null);
}

/** What has come goes on with a token of its own; the one on the border goes on listening. */
function beside(turn: Turn, token: Token): Token {
  listenOn(turn, token);
  return turn.stand(token.element, null, scopeOf(token));
}

const freed = (turn: Turn, token: Token): Token =>
  turn.belong(turn.token(token.id) ?? token, scopeOf(token));

function again(
  turn: Turn,
  host: Token,
  event: BoundaryEvent,
  timer: Timer,
  wait: Token['wait'],
): void {
  const next = nextRound(timer, wait, event.repeat);
  if (next) waitAgain(turn, stand(turn, host, event), timer, next);
}

function stand(turn: Turn, host: Token, event: BoundaryEvent): Token {
  return turn.stand(event.id, null, { guards: host.id, ...scopeOf(host) });
}

const scopeOf = ({ scope }: Token): Pick<Token, 'scope'> => (scope === undefined ? {} : { scope });
