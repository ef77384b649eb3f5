/**
 * A run begins here, or the inside of a sub-process: the token goes on at once. What starts a run (`trigger`) is for the
 * record side to watch. The start of an event sub-process waits in the background of its scope until its event comes.
 */
import { catching, listenOn, nextRound, waitAgain } from '../run/catching.ts';
import { beginEventSub } from '../run/scopes.ts';
import type { Json, Token } from '../state.ts';
import type { Turn } from '../turn.ts';
import type { Behaviour } from './behaviour.ts';

const listening: Behaviour<'startEvent'> = catching(
  ({ trigger }) => (trigger.type === 'event' ? trigger : null),
  come,
);

export const startEvent: Behaviour<'startEvent'> = {
  ...listening,
  enter(turn, token, element, attempt) {
    if (token.listens) listening.enter(turn, token, element, attempt);
    else turn.leave(token, turn.graph.outgoing(token.element), null);
  },
};

function come(turn: Turn, token: Token, what: Json): void {
  const scope = token.scope ?? null;
  const { wait } = turn.token(token.id) ?? token;
  const around = turn.scopes.get(scope);
  const event = turn.graph
    .eventStarts(around?.element ?? null)
    .find(({ start }) => start.id === token.element);
  if (!event) return;
  const { start } = event;
  const trigger = start.trigger.type === 'event' ? start.trigger : null;
  const into = trigger?.message?.into ?? trigger?.signal?.into;
  if (into !== undefined && !turn.canTakeIn(token, { [into]: what })) return;
  const stays = trigger?.interrupting === false;
  // What interrupts nothing stays to hear it again: what has come goes on with a token of its own.
  const listensOn = stays && !trigger.timer;
  if (listensOn) listenOn(turn, token);
  else if (stays) again(turn, token, wait);
  const reason = `“${start.name ?? start.id}” happened.`;
  beginEventSub(turn, listensOn ? null : token, scope, event, what, reason);
}

/** The timer runs again. */
function again(turn: Turn, token: Token, wait: Token['wait']): void {
  const start = turn.graph.elements.get(token.element);
  if (start?.type !== 'startEvent' || start.trigger.type !== 'event') return;
  const { timer, repeat } = start.trigger;
  const round = nextRound(timer, wait, repeat);
  if (!timer || !round) return;
  const scope = token.scope === undefined ? {} : { scope: token.scope };
  waitAgain(turn, turn.stand(token.element, null, { listens: true, ...scope }), timer, round);
}
