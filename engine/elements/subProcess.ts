/** A scope of its own: its tokens begin at its start, and when none is left the sub-process is done. */
import { listenInScope, openInside } from '../run/scopes.ts';
import type { Behaviour } from './behaviour.ts';
import { startEvent } from './startEvent.ts';

export const subProcess: Behaviour<'subProcess'> = {
  enter(turn, token, element) {
    const start = turn.graph.innerStart(element.id);
    if (start === null) {
      turn.fail(token, 'incomplete_element', 'Nothing begins inside it.');
      return;
    }
    const scope = openInside(turn, token, start);
    listenInScope(turn, scope, (listener, event) => startEvent.enter(turn, listener, event, 1));
  },
};
