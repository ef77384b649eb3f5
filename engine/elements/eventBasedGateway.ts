/** All the catch events behind it wait at once, in a race: the first that goes on calls off the others. */
import type { Behaviour } from './behaviour.ts';

export const eventBasedGateway: Behaviour<'eventBasedGateway'> = {
  enter: (turn, token) =>
    turn.leave(token, turn.graph.outgoing(token.element), null, { race: token.id }),
};
