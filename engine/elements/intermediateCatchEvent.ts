/** The flow waits for time, a message or a signal. In a race behind an event-based gateway the first that comes wins. */
import { DONE } from '../ports.ts';
import { catching } from '../run/catching.ts';
import type { Behaviour } from './behaviour.ts';

export const intermediateCatchEvent: Behaviour<'intermediateCatchEvent'> = catching(
  (element) => element,
  (turn, token, what) => {
    const element = turn.graph.elements.get(token.element);
    const into =
      element?.type === 'intermediateCatchEvent'
        ? (element.message?.into ?? element.signal?.into)
        : undefined;
    if (into !== undefined && !turn.mergeVariables(token, { [into]: what })) return;
    turn.leaveBy(turn.winRace(token), DONE);
  },
);
