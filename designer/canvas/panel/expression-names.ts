/** Names in an expression that nothing can stand behind, told while it is typed: `people` instead of `variables.people`. */
import { factsOf } from '#engine/expression/index.ts';
import { FACTS } from '#engine/lint/facts.ts';

const ROOTS: readonly string[] = [...Object.keys(FACTS), 'loop'];

/** The first name that begins with nothing known; `undefined` where all do, or where the text cannot be read. */
export const strangerIn = (text: string): string | undefined =>
  factsOf(text).find((path) => !ROOTS.includes(path.split('.')[0] ?? ''));
