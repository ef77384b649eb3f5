/** The token's end. A terminate end withdraws every other token as well; the run ends when none is left. */
import type { Behaviour } from './behaviour.ts';

export const endEvent: Behaviour<'endEvent'> = {
  enter(turn, token, element) {
    turn.consume(token, element.outcome ?? null);
    if (element.outcome !== undefined) turn.setOutcome(element.outcome);
    if (element.terminate)
      turn.withdrawAll(`The process ended at “${element.name ?? element.id}”.`);
  },
};
