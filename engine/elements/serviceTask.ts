/**
 * One action of the library. What stays in the record is asked for, so that it commits together with the step; what
 * reaches outside is called after the commit, with the shell's retries.
 */

import { DONE } from '../ports.ts';
import { finish } from '../run/finish.ts';
import type { Behaviour } from './behaviour.ts';

export const serviceTask: Behaviour<'serviceTask'> = {
  enter(turn, token, element, attempt) {
    const { action } = element;
    if (action.type === 'httpRequest') turn.call(token, action, attempt);
    else turn.ask(token, { kind: 'act', action }, attempt);
  },
  on: {
    acted: (turn, token) => finish(turn, token, DONE),
    callDone(turn, token, _element, event) {
      if (turn.mergeVariables(token, event.variables)) finish(turn, token, DONE);
    },
  },
  ask: ({ action }) => (action.type === 'httpRequest' ? null : { kind: 'act', action }),
  call: ({ action }) => (action.type === 'httpRequest' ? action : null),
};
