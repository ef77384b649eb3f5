/**
 * What a rehearsal waits for and what can happen there. Tokens that wait for the same at the same element are one line:
 * what happens there happens to the oldest of them.
 */
import type { Token, Wait } from '../state.ts';
import type { Rehearsal } from './rehearsal.ts';
import type { Round } from './voting.ts';

export type Waiting = {
  readonly element: string;
  /** What the oldest token waits for. */
  readonly wait: Wait;
  readonly token: string;
  readonly tokens: number;
  /** When it comes by itself. */
  readonly due: string | null;
  /** It waits on the border of an activity or in the background; nothing has moved there yet. */
  readonly isBeside: boolean;
  /** At an approval: who is asked, and who has voted. */
  readonly round: Round | null;
};

/** Only the engine itself ends these. */
const INNER: readonly Wait['kind'][] = ['throw', 'scope', 'each', 'undoing'];

/** The flow of control first, what waits beside it last; in the order in which they came. */
export function waitingIn(rehearsal: Seen & Pick<Rehearsal, 'tokens'>): readonly Waiting[] {
  const found = new Map<string, Waiting>();
  for (const token of rehearsal.tokens) {
    if (INNER.includes(token.wait.kind)) continue;
    const isBeside = token.guards !== undefined || token.listens === true;
    const place = `${token.element} ${token.wait.kind}`;
    const known = found.get(place);
    found.set(
      place,
      known ? { ...known, tokens: known.tokens + 1 } : oneOf(token, isBeside, rehearsal),
    );
  }
  return [...found.values()].sort((one, other) => Number(one.isBeside) - Number(other.isBeside));
}

type Seen = Pick<Rehearsal, 'dueOf' | 'roundOf'>;

const oneOf = (token: Token, isBeside: boolean, rehearsal: Seen): Waiting => ({
  element: token.element,
  wait: token.wait,
  token: token.id,
  tokens: 1,
  due: rehearsal.dueOf(token) ?? null,
  isBeside,
  round: token.wait.kind === 'approval' ? rehearsal.roundOf(token) : null,
});
