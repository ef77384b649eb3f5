/** A person or a queue does something: the token waits, and leaves by the outcome they choose. */

import { DONE } from '../ports.ts';
import { finish } from '../run/finish.ts';
import type { Behaviour } from './behaviour.ts';

export const userTask: Behaviour<'userTask'> = {
  enter: (turn, token) => turn.openTask(token),
  on: {
    taskCompleted(turn, token, _task, event) {
      if (turn.mergeVariables(token, event.values)) finish(turn, token, event.outcome ?? DONE);
    },
  },
};
