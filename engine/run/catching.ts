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
import type { Again, Json, Token, Wait } from '../state.ts';
import { MAX_KEY_LENGTH } from '../state.ts';
import { againOf } from '../turn/waiting.ts';
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
        if (due !== null) waitUntil(turn, token, due, come, againOf(token.wait)?.round);
        else turn.fail(token, 'bad_instant', `“${event.due}” is no instant in time.`);
      },
      computed(turn, token, element, event) {
        const message = awaited(element)?.message;
        if (message) listenFor(turn, token, message, event.values.key ?? null);
      },
      timerFired: (turn, token) => come(turn, token, null),
      messageReceived(turn, token, _element, { at, value, message }) {
        come(turn, token, value);
        // What it could not take in is for the next try.
        if (message !== undefined && turn.token(token.id)?.wait.kind === 'failed')
          turn.commands.push({ type: 'unheard', at, token: token.id, message });
      },
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

/** Whether a timer that has just come does so again, as said by `repeat`. Instants and facts come once. */
export function nextRound(
  timer: Timer | undefined,
  wait: Wait,
  repeat: number | undefined,
): Again | null {
  if (!timer || !('after' in timer) || wait.kind !== 'timer') return null;
  const { round = 1, at } = wait;
  const isNothing = !Object.values(timer.after).some((amount) => Number(amount) > 0);
  return isNothing || wallStep(timer) === 0 || round >= (repeat ?? 1)
    ? null
    : { round: round + 1, from: at };
}

/**
 * Waits for a timer's next instant, counted from the one before. After an outage it goes on from now on, and does not make
 * up for every turn that was missed.
 */
export function waitAgain(turn: Turn, token: Token, timer: Timer, again: Again): void {
  const step = wallStep(timer);
  if (step === null) {
    turn.ask(token, { kind: 'resolveInstant', timer, from: again.from }, 1, again);
    return;
  }
  const missed = Math.floor((Date.parse(turn.at) - Date.parse(again.from)) / step);
  const at = addSeconds(again.from, (step / 1_000) * (Math.max(0, missed) + 1));
  turn.setTimer(token, at, again.round);
}

/** How many milliseconds on the wall lie between its rounds; null when it counts in business time. */
function wallStep(timer: Timer): number | null {
  const seconds = 'after' in timer ? wallSeconds(timer.after) : null;
  return seconds === null ? null : Math.round(seconds * 1_000);
}

function await_(turn: Turn, token: Token, awaited: Awaited, attempt: number, come: Come): void {
  const { timer, message, signal } = awaited;
  const again = againOf(token.wait);
  if (timer && again) {
    turn.ask(token, { kind: 'resolveInstant', timer, from: again.from }, attempt, again);
  } else if (timer) {
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
  const read = readKey(name, key);
  if ('text' in read) turn.listen(token, 'message', name, read.text);
  else turn.fail(token, 'bad_expression', read.problem);
}

/** Keys are compared as texts. */
export function readKey(
  message: string,
  key: Json,
): { readonly text: string } | { readonly problem: string } {
  const text = typeof key === 'number' || typeof key === 'boolean' ? String(key) : key;
  if (typeof text !== 'string' || text === '')
    return { problem: `The key of the message “${message}” is empty.` };
  if (text.length <= MAX_KEY_LENGTH) return { text };
  return {
    problem: `The key of the message “${message}” has ${text.length} characters; at most ${MAX_KEY_LENGTH} can be told apart.`,
  };
}

const keyQuestion = (key: string): Ask => ({ kind: 'compute', expressions: { key } });

function ownInstant(timer: Timer, enteredAt: string): string | null {
  if ('at' in timer) return toInstant(timer.at);
  if ('fact' in timer) return null;
  const seconds = wallSeconds(timer.after);
  return seconds === null ? null : addSeconds(enteredAt, seconds);
}

function waitUntil(turn: Turn, token: Token, due: string, come: Come, round?: number): void {
  if (!isDue(due, turn.at)) turn.setTimer(token, due, round);
  else come(turn, turn.wait(token, { kind: 'timer', at: due, ...(round ? { round } : {}) }), null);
}
