/** What is read of a run: what happened to it, in the words of a scenario, and where its tokens have been. */
import type { Happening } from '#engine/rehearsal/index.ts';
import { invalid } from '../errors.ts';

/** Far more events than a scenario could tell of. */
export const HISTORY_MAX = 5_000;

export type Occurrence = { readonly at: string; readonly happening: Happening };

/** A stay of a token. */
export type Stay = {
  readonly token: string;
  readonly element: string;
  readonly enteredAt: string;
};

/** A history that was read in part would be told wrongly. @throws DomainError invalid_input */
export function demandWhole(events: readonly unknown[]): void {
  if (events.length >= HISTORY_MAX)
    invalid('/runId', 'has a longer history than a scenario can tell.');
}
