/**
 * A finding in the reader's language. The engine's own sentence is English; where the catalogue has the rule (and its
 * case) the sentence is made here from the values that come with it.
 */
import type { Say } from '#designer/ui/diagram/say.ts';
import type { Finding } from '#engine/lint/index.ts';

export const findingWords = (say: Say, finding: Finding): string => {
  const { rule, values, message } = finding;
  const id = [`canvas.finding.${rule}.${values.problem}`, `canvas.finding.${rule}`].find(say.has);
  if (!id) return message;
  const plain = Object.entries(values).map(([name, value]): [string, string | number] => [
    name,
    typeof value === 'string' || typeof value === 'number' ? value : say.list(value),
  ]);
  return say(id, Object.fromEntries(plain));
};

/** Why it matters, where the sentence itself does not say. */
export const findingReason = (say: Say, finding: Finding): string | undefined => {
  const id = `canvas.finding.${finding.rule}.why`;
  return say.has(id) ? say(id) : undefined;
};
