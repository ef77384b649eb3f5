/**
 * Waits for an instant. Time on the wall is arithmetic and is done here; business time and facts depend on data that may
 * change, so they are asked for and the answer is recorded. An instant that has passed lets the token through at once.
 */
import type { ElementOf } from '../definition.ts';
import { addSeconds, isDue, toInstant, wallSeconds } from '../instant.ts';
import type { Ask } from '../messages.ts';
import { DONE } from '../ports.ts';
import type { Token } from '../state.ts';
import type { Turn } from '../turn.ts';
import type { Behaviour } from './behaviour.ts';

type TimerEvent = ElementOf<'intermediateCatchEvent'>;

const question = ({ timer }: TimerEvent): Ask => ({ kind: 'resolveInstant', timer });

export const intermediateCatchEvent: Behaviour<'intermediateCatchEvent'> = {
  enter(turn, token, element, attempt) {
    const due = ownInstant(element, token.enteredAt);
    if (due === null) turn.ask(token, question(element), attempt);
    else waitUntil(turn, token, due);
  },
  on: {
    instantResolved(turn, token, _element, event) {
      const due = toInstant(event.due);
      if (due !== null) waitUntil(turn, token, due);
      else turn.fail(token, 'bad_instant', `“${event.due}” is no instant in time.`);
    },
    timerFired: (turn, token) => turn.leaveBy(token, DONE),
  },
  ask: question,
};

function ownInstant({ timer }: TimerEvent, enteredAt: string): string | null {
  if ('at' in timer) return toInstant(timer.at);
  if ('fact' in timer) return null;
  const seconds = wallSeconds(timer.after);
  return seconds === null ? null : addSeconds(enteredAt, seconds);
}

function waitUntil(turn: Turn, token: Token, due: string): void {
  if (isDue(due, turn.at)) turn.leaveBy(token, DONE);
  else turn.setTimer(token, due);
}
