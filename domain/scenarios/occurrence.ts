/** Something that happened to a run, in the words of a scenario, and when. */
import type { Happening } from '#engine/rehearsal/index.ts';

export type Occurrence = { readonly at: string; readonly happening: Happening };
