/** People decide: the token waits for the round of votes as a whole, which the record side counts (`approval-tally.ts`). */
import type { Behaviour } from './behaviour.ts';

export const approval: Behaviour<'approval'> = {
  enter: (turn, token) => turn.openApproval(token),
  on: {
    approvalDecided: (turn, token, _approval, event) => turn.leaveBy(token, event.outcome),
  },
};
