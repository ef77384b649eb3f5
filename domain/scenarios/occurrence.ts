/** What is read of a run: what happened to it, in the words of a scenario, and where its tokens have been. */
import type { Happening } from '#engine/rehearsal/index.ts';

export type Occurrence = { readonly at: string; readonly happening: Happening };

/** A stay of a token. */
export type Stay = {
  readonly token: string;
  readonly element: string;
  readonly enteredAt: string;
};
