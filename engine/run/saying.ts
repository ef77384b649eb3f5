/** What throw and end events say. Values that look at the record are asked for before anything is said. */
import type { ElementOf } from '../definition.ts';
import { isOwn } from '../expression/index.ts';
import { jsonBytes } from '../json.ts';
import type { Ask } from '../messages.ts';
import { MAX_RESULT_BYTES, type Token } from '../state.ts';
import type { Turn } from '../turn.ts';
import { readKey } from './catching.ts';
import { type Expressions, tryCompute, type Values } from './compute.ts';
import { throwOutwards } from './throwing.ts';
import { beginUndoing } from './undoing.ts';

type Sayer = ElementOf<'intermediateThrowEvent'> | ElementOf<'endEvent'>;

export function sayingQuestion(element: Sayer): Ask | null {
  const expressions = expressionsOf(element);
  return Object.keys(expressions).length === 0 ? null : { kind: 'compute', expressions };
}

export function computedOrAsked(
  turn: Turn,
  token: Token,
  element: Sayer,
  attempt: number,
  go: (values: Values) => void,
): void {
  const expressions = expressionsOf(element);
  if (!Object.values(expressions).every(isOwn)) {
    turn.ask(token, { kind: 'compute', expressions }, attempt);
    return;
  }
  const values = tryCompute(turn, token, expressions, { scope: token.scope ?? null }, { attempt });
  if (values) go(values);
}

/** Says it, and goes on with `then` unless it has called the token off, or waits until all is undone. */
export function say(
  turn: Turn,
  token: Token,
  element: Sayer,
  values: Values,
  then: () => void,
): void {
  const { escalation, signal, message, compensation } = element;
  const value = values.value ?? null;
  const bytes = jsonBytes(value);
  if (bytes > MAX_RESULT_BYTES) {
    const words = `This comes to ${bytes} bytes; at most ${MAX_RESULT_BYTES} can be said at once.`;
    turn.fail(token, 'result_too_large', words);
    return;
  }
  if (message) {
    const key =
      message.key === undefined ? { text: null } : readKey(message.name, values.key ?? null);
    if ('problem' in key) {
      turn.fail(token, 'bad_expression', key.problem);
      return;
    }
    turn.say({ type: 'sendMessage', name: message.name, key: key.text, value }, token);
  }
  if (signal) turn.say({ type: 'throwSignal', name: signal.name, value }, token);
  if (escalation) {
    turn.wait(token, { kind: 'throw' });
    throwOutwards(turn, token, { kind: 'escalation', code: escalation.code, message: null });
    if (!turn.token(token.id)) return;
  }
  if (compensation) beginUndoing(turn, token, compensation.activity, then);
  else then();
}

function expressionsOf({ signal, message }: Sayer): Expressions {
  const value = message?.value ?? signal?.value;
  return {
    ...(message?.key === undefined ? {} : { key: message.key }),
    ...(value === undefined ? {} : { value }),
  };
}
