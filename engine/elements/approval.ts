/** People decide: the token waits for the round of votes as a whole, which the record side counts (`approval-tally.ts`). */
import { finish } from '../run/finish.ts';
import type { Behaviour } from './behaviour.ts';

export const approval: Behaviour<'approval'> = {
  enter: (turn, token) => turn.openApproval(token),
  on: {
    approvalDecided: (turn, token, _approval, event) => finish(turn, token, event.outcome),
  },
};
