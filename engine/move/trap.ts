/** Whether a run could still come to its end where a move would put it. Runs that stand alike are asked about once. */
import type { Definition } from '../definition.ts';
import { keyOf } from '../soundness/marking.ts';
import { type Proof, proveFrom } from '../soundness/prove.ts';
import type { State } from '../state.ts';
import type { Hold } from './holds.ts';

const asked = new WeakMap<Definition, Map<string, Proof>>();
const ASKED_MAX = 1_000;
const BOUNDS = { states: 5_000, moves: 15_000 };

export type Outlook = {
  readonly hold: Hold | null;
  /** False where there was too much to look at, or where it cannot be told. */
  readonly proved: boolean;
};

export function outlookOf(definition: Definition, state: State): Outlook {
  if (state.status !== 'running') return { hold: null, proved: true };
  const known = asked.get(definition) ?? new Map<string, Proof>();
  const place = placeOf(state);
  const proof = known.get(place) ?? proveFrom(definition, state, BOUNDS);
  if (known.size < ASKED_MAX) asked.set(definition, known.set(place, proof));
  if (proof.verdict !== 'stuck' && proof.verdict !== 'endless')
    return { hold: null, proved: proof.verdict === 'sound' };
  const { element } = proof;
  const token = Object.values(state.tokens).find((one) => one.element === element)?.id ?? '';
  return { hold: { token, element, problem: 'would_get_stuck' }, proved: true };
}

/** Everything that decides the way on: the marking, and of what has failed whether a retry does it again or only leaves. */
function placeOf(state: State): string {
  const failed = Object.values(state.tokens).flatMap(({ element, wait }) =>
    wait.kind === 'failed' ? [`${element}=${wait.done ?? ''}`] : [],
  );
  return `${keyOf(state)} ${failed.sort().join()}`;
}
