/**
 * Waiting for time, a message or a signal: between two elements, on the border of an activity, or in the background of a
 * scope. Time on the wall is arithmetic and is done here; business time, facts and keys that look at the record are asked
 * for, and the answer is recorded. An instant that has passed counts as reached at once.
 */
import type { ElementType, Message, Signal, Timer } from '../definition.ts';
import type { Behaviour } from '../elements/behaviour.ts';
import { isOwn } from '../expression/index.ts';
import { addSeconds, isDue, toInstant, wallSeconds } from '../instant.ts';
import type { Ask } from '../messages.ts';
import type { Json, Token } from '../state.ts';
import type { Turn } from '../turn.ts';
import { tryCompute } from './compute.ts';

export type Awaited = {
  readonly timer?: Timer;
  readonly message?: Message;
  readonly signal?: Signal;
};

/** What it waited for has come; `what` is what it says. */
export type Come = (turn: Turn, token: Token, what: Json) => void;

/** The behaviour of an element that waits for what `awaited` reads from it. */
export function catching<T extends ElementType>(
  awaited: (element: Parameters<Behaviour<T>['enter']>[2]) => Awaited | null,
  come: Come,
): Behaviour<T> {
  return {
    enter(turn, token, element, attempt) {
      await_(turn, token, awaited(element) ?? {}, attempt, come);
    },
    on: {
      instantResolved(turn, token, _element, event) {
        const due = toInstant(event.due);
        if (due !== null) waitUntil(turn, token, due, come);
        else turn.fail(token, 'bad_instant', `“${event.due}” is no instant in time.`);
      },
      computed(turn, token, element, event) {
        const message = awaited(element)?.message;
        if (message) listenFor(turn, token, message, event.values.key ?? null);
      },
      timerFired: (turn, token) => come(turn, token, null),
      messageReceived: (turn, token, _element, event) => come(turn, token, event.value),
      signalReceived: (turn, token, _element, event) => come(turn, token, event.value),
    },
    ask(element) {
      const { timer, message } = awaited(element) ?? {};
      if (timer) return { kind: 'resolveInstant', timer };
      return message?.key === undefined ? null : keyQuestion(message.key);
    },
  };
}

/** Stays as it is, to hear the next one too: what has come goes on with a token of its own. */
export function listenOn(turn: Turn, token: Token): void {
  const { wait } = token;
  if (wait.kind === 'message') turn.listen(token, wait.kind, wait.name, wait.key);
  else if (wait.kind === 'signal') turn.listen(token, wait.kind, wait.name, null);
}

/** A timer's next instant, counted from the one before. */
export function rearmTimer(
  turn: Turn,
  token: Token,
  timer: Timer,
  from: string,
  round: number,
): boolean {
  const seconds = 'after' in timer ? wallSeconds(timer.after) : null;
  if (seconds === null || seconds <= 0) return false;
  let at = addSeconds(from, seconds);
  // After an outage it goes on from now on, and does not make up for every turn that was missed.
  while (isDue(at, turn.at)) at = addSeconds(at, seconds);
  turn.setTimer(token, at, round);
  return true;
}

function await_(turn: Turn, token: Token, awaited: Awaited, attempt: number, come: Come): void {
  const { timer, message, signal } = awaited;
  if (timer) {
    const due = ownInstant(timer, token.enteredAt);
    if (due === null) turn.ask(token, { kind: 'resolveInstant', timer }, attempt);
    else waitUntil(turn, token, due, come);
  } else if (message) {
    const { key } = message;
    if (key === undefined) turn.listen(token, 'message', message.name, null);
    else if (!isOwn(key)) turn.ask(token, keyQuestion(key), attempt);
    else {
      const values = tryCompute(turn, token, { key }, { scope: token.scope ?? null }, { attempt });
      if (values) listenFor(turn, token, message, values.key ?? null);
    }
  } else if (signal) {
    turn.listen(token, 'signal', signal.name, null);
  } else {
    turn.fail(token, 'incomplete_element', 'It does not say what it waits for.');
  }
}

function listenFor(turn: Turn, token: Token, { name }: Message, key: Json): void {
  const text = keyText(key);
  if (text !== null) turn.listen(token, 'message', name, text);
  else turn.fail(token, 'bad_expression', `The key of the message “${name}” is empty.`);
}

/** Keys are compared as texts. */
export function keyText(key: Json): string | null {
  if (typeof key === 'number' || typeof key === 'boolean') return String(key);
  return typeof key === 'string' && key !== '' ? key : null;
}

const keyQuestion = (key: string): Ask => ({ kind: 'compute', expressions: { key } });

function ownInstant(timer: Timer, enteredAt: string): string | null {
  if ('at' in timer) return toInstant(timer.at);
  if ('fact' in timer) return null;
  const seconds = wallSeconds(timer.after);
  return seconds === null ? null : addSeconds(enteredAt, seconds);
}

function waitUntil(turn: Turn, token: Token, due: string, come: Come): void {
  if (isDue(due, turn.at)) come(turn, token, null);
  else turn.setTimer(token, due);
}
