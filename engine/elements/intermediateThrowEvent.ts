/** Says something and goes on: an escalation, a signal, a message; or has what was done undone first. */
import { DONE } from '../ports.ts';
import { computedOrAsked, say, sayingQuestion } from '../run/saying.ts';
import type { Behaviour } from './behaviour.ts';

export const intermediateThrowEvent: Behaviour<'intermediateThrowEvent'> = {
  enter: (turn, token, element, attempt) =>
    computedOrAsked(turn, token, element, attempt, (values) =>
      say(turn, token, element, values, () => turn.leaveBy(token, DONE)),
    ),
  on: {
    computed: (turn, token, element, event) =>
      say(turn, token, element, event.values, () => turn.leaveBy(token, DONE)),
  },
  undone: (turn, token) => turn.leaveBy(token, DONE),
  ask: sayingQuestion,
};
