/** What came of a rehearsal, entry by entry: more than the lines of the trace say, for whoever wants to see behind them. */
import type { Command, Event } from '../messages.ts';

type Facts = { readonly [name: string]: unknown };

export type Entry = {
  readonly at: string;
  readonly element: string | null;
  readonly command: Command;
  /** What was answered at once: which way, which values, that it was done, or that it failed. */
  readonly answer: Event | null;
  /** Its line in the trace, from 0; null where it has none. */
  readonly line: number | null;
  /** What there was to decide by and to fill texts with, before it was carried out. */
  readonly facts: Facts | null;
};

/** Of these somebody may ask what they were given. */
const TELLING: readonly Command['type'][] = [
  'ask',
  'call',
  'openTask',
  'openApproval',
  'openReview',
];

export const isTelling = ({ type }: Command): boolean => TELLING.includes(type);
