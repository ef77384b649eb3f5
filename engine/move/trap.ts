/**
 * Whether a run could still come to its end where a move would put it. Runs that stand alike are asked about once. To prove it
 * may take seconds: who must not wait so long lets another thread prove it and learns what came of it.
 */
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

/** What was proved of all runs that stand alike. */
export type Foreseen = { readonly place: string; readonly proof: Proof };

/** Nobody has proved it yet. */
export class Unforeseen extends Error {
  override readonly name = 'Unforeseen';
}

/** Proves it, unless that was done before. */
export function outlookOf(definition: Definition, state: State): Outlook {
  if (state.status !== 'running') return ENDED;
  return outlookBy(foreseenOf(definition, state).proof, state);
}

/** Looks up what was proved. @throws Unforeseen */
export function knownOutlookOf(definition: Definition, state: State): Outlook {
  if (state.status !== 'running') return ENDED;
  const proof = asked.get(definition)?.get(placeOf(state));
  if (!proof) throw new Unforeseen('It is not proved yet whether the run could come to its end.');
  return outlookBy(proof, state);
}

export function foreseenOf(definition: Definition, state: State): Foreseen {
  const place = placeOf(state);
  const known = asked.get(definition)?.get(place);
  const foreseen = { place, proof: known ?? proveFrom(definition, state, BOUNDS) };
  if (!known) learn(definition, foreseen);
  return foreseen;
}

/** Proves nothing, and lets nobody else try: it was more than could be looked at. */
export function leaveOpen(definition: Definition, state: State): Outlook {
  if (state.status !== 'running') return ENDED;
  const proof: Proof = { verdict: 'open', states: 0 };
  learn(definition, { place: placeOf(state), proof });
  return outlookBy(proof, state);
}

export function learn(definition: Definition, { place, proof }: Foreseen): void {
  const known = asked.get(definition) ?? new Map<string, Proof>();
  const [oldest] = known.keys();
  if (known.size >= ASKED_MAX && oldest !== undefined) known.delete(oldest);
  asked.set(definition, known.set(place, proof));
}

const ENDED: Outlook = { hold: null, proved: true };

function outlookBy(proof: Proof, state: State): Outlook {
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
