/**
 * The token's end, and what it says at last. A terminate end withdraws every other token of its scope; an error ends what
 * it lies in, by whoever catches it. The scope, or the run, is over when no token is left.
 */
import type { ElementOf } from '../definition.ts';
import { computedOrAsked, say, sayingQuestion } from '../run/saying.ts';
import { throwOutwards } from '../run/throwing.ts';
import type { Token } from '../state.ts';
import type { Turn } from '../turn.ts';
import type { Behaviour } from './behaviour.ts';

export const endEvent: Behaviour<'endEvent'> = {
  enter: (turn, token, element, attempt) =>
    computedOrAsked(turn, token, element, attempt, (values) =>
      say(turn, token, element, values, () => end(turn, token, element)),
    ),
  on: {
    computed: (turn, token, element, event) =>
      say(turn, token, element, event.values, () => end(turn, token, element)),
  },
  undone: end,
  ask: sayingQuestion,
};

function end(turn: Turn, token: Token, element: ElementOf<'endEvent'>): void {
  const { error, outcome, terminate, name = element.id } = element;
  // What it said may have called it off.
  if (!turn.token(token.id)) return;
  if (error) {
    fail(turn, token, error.code, error.message ?? null);
    return;
  }
  const scope = token.scope;
  turn.consume(token, outcome ?? null);
  if (outcome !== undefined) turn.setOutcome(scope, outcome);
  if (terminate) turn.withdrawAllIn(scope ?? null, `The process ended at “${name}”.`);
}

function fail(turn: Turn, token: Token, code: string, message: string | null): void {
  turn.wait(token, { kind: 'throw' });
  if (throwOutwards(turn, token, { kind: 'error', code, message })) {
    // Whoever caught it without calling this off has taken it over.
    const rest = turn.token(token.id);
    if (rest) turn.consume(rest);
  } else if (turn.called) {
    turn.failRun(code, message ?? `The error “${code}” is caught nowhere.`);
  } else {
    turn.fail(token, 'uncaught_error', message ?? `The error “${code}” is caught nowhere.`);
  }
}
