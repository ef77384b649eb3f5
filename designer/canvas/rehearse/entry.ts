/** What is typed in to begin a rehearsal with. It stays until it is changed, also where nothing could begin with it. */
import type { Values } from './begin.ts';

export type Entry = {
  readonly start: string | null;
  /** A ticket of the desk by its number, else one that is typed in. */
  readonly source: 'typed' | 'number';
  readonly number: string;
  readonly day: string;
  readonly clock: string;
  readonly ticket: Values;
  readonly requester: Values;
  /** Element → the code that its next action fails with. */
  readonly failing: Readonly<Record<string, string>>;
};

export const NEW_ENTRY: Entry = {
  start: null,
  source: 'typed',
  number: '',
  day: 'Mon',
  clock: '09:00',
  ticket: {},
  requester: {},
  failing: {},
};
