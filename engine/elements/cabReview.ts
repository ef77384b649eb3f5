/** A board decides in a meeting: the token waits until one has ended that decided about it (the record side keeps the agenda). */
import { finish } from '../run/finish.ts';
import type { Behaviour } from './behaviour.ts';

export const cabReview: Behaviour<'cabReview'> = {
  enter: (turn, token) => turn.openReview(token),
  on: {
    reviewDecided: (turn, token, _review, event) => finish(turn, token, event.outcome),
  },
};
