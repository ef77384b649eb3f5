/** Nothing goes on any more, though the run has not ended: either it fails here, or it waits for what never was. */
import type { Token } from '../state.ts';
import type { Diverged, Divergence } from './diverged.ts';

const STUCK: { readonly [kind: string]: Divergence } = {
  task: 'unanswered',
  approval: 'unanswered',
  review: 'unanswered',
  call: 'unanswered',
  called: 'unanswered',
  message: 'neverCame',
  signal: 'neverCame',
};

/** Null where it fails: that is an end which the draft comes to. */
export function stuckAt(tokens: readonly Token[]): Diverged | null {
  if (tokens.some(({ wait }) => wait.kind === 'failed')) return null;
  const waiting = tokens.find(
    ({ guards, listens, wait }) => !guards && !listens && wait.kind in STUCK,
  );
  const reason = STUCK[waiting?.wait.kind ?? ''] ?? 'neverCame';
  return { element: waiting?.element ?? tokens[0]?.element ?? '', reason };
}
