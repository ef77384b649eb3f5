/** What the server foretells of a ticket that is only played. */
import type { Clock } from './tickets.ts';

export type ToldInStory = {
  readonly clock: string;
  readonly name: string;
  /** The task or approval it is about. */
  readonly subject: string | null;
  readonly threshold: string;
  readonly nth: number;
  readonly at: string;
  readonly isBreach: boolean;
  readonly actions: readonly string[];
};

export type Foretold = {
  readonly clocks: readonly Clock[];
  readonly told: readonly ToldInStory[];
  readonly nextAt: string | null;
};
