/** With which outcomes a step can be skipped, and the one that needs no asking. Pure. */
import type { RunDetail } from '#designer/client/types/runs.ts';

/** No outcome of its own: it is simply done. */
const DONE = '';

type Choices = {
  readonly choices: readonly string[];
  /** Where there is no other; null: somebody has to choose. */
  readonly only: string | null;
};

export function choicesFor(repair: RunDetail['repairs'][string] | undefined): Choices {
  const { outcomes = null, needsOutcome = false } = repair ?? {};
  const isSimple = !(needsOutcome || outcomes?.length);
  const choices = [...(isSimple ? [DONE] : []), ...(outcomes ?? [])];
  const [first = null] = choices;
  return { choices, only: choices.length === 1 ? first : null };
}
