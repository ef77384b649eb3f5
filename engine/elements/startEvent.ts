/** A run begins here: the token goes on at once. What starts a run (`trigger`) is for the record side to watch. */
import type { Behaviour } from './behaviour.ts';

export const startEvent: Behaviour<'startEvent'> = {
  enter: (turn, token) => turn.leave(token, turn.graph.outgoing(token.element), null),
};
