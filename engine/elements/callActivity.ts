/**
 * Another process is run, in the version that was bound when this one was published. It is given the variables of this
 * scope, or its `inputs` alone; what it comes to at its end is seen by `outputs` only.
 */
import { calledVersion } from '../called-versions.ts';
import { DONE } from '../ports.ts';
import { finish } from '../run/finish.ts';
import type { Behaviour } from './behaviour.ts';

export const callActivity: Behaviour<'callActivity'> = {
  enter(turn, token, element, attempt) {
    const { process, inputs } = element;
    const own = turn.scopes.get(token.scope);
    // With inputs it is given those alone.
    const given = inputs && own ? own.variables : turn.scopes.variablesIn(token.scope);
    turn.startRun(token, process, calledVersion(element), given, attempt);
  },
  on: {
    runEnded(turn, token, element, event) {
      const done = event.outcome ?? DONE;
      // What nobody maps stays with the process that was called.
      const given = element.outputs || element.loop ? event.variables : {};
      if (turn.mergeVariables(token, given, { done })) finish(turn, token, done);
    },
  },
};
