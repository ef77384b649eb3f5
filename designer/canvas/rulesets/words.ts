/** What the lint finds in a ruleset, in the reader’s language; what is only half typed is no finding yet. */
import type { Say } from '#designer/ui/diagram/say.ts';
import { conditionWords, type Names } from '#designer/ui/diagram/words.ts';
import { lintRuleset, type RulesetFinding } from '#rules/lint-ruleset.ts';
import type { Ruleset } from '#rules/ruleset.ts';

/** Name and key are asked for elsewhere, and without rules there is nothing to say. */
export const findingsOf = ({ otherwise, ...ruleset }: Ruleset): readonly RulesetFinding[] => {
  if (ruleset.rules.length === 0) return [];
  const whole = { ...ruleset, key: 'being-written', name: ruleset.name || 'New' };
  // To be saved it has no `otherwise` at all where nothing is set.
  const findings = lintRuleset(otherwise ? { ...whole, otherwise } : whole);
  return findings.filter(({ rule }) => rule !== 'schema');
};

export const rulesetFindingWords = (
  say: Say,
  ruleset: Ruleset,
  { rule, message, values, example }: RulesetFinding,
  names: Names = {},
): string => {
  const id = [example && 'example', values.problem]
    .map((which) => `canvas.rulesetFinding.${rule}.${which}`)
    .concat(`canvas.rulesetFinding.${rule}`)
    .find(say.has);
  if (!id) return message;
  // A rule without a name is known by its place.
  const called = (text: string | number): string | number => {
    const index = ruleset.rules.findIndex((one) => one.id === text && !one.name);
    return index < 0 ? text : say('canvas.ruleset.ruleName', { number: index + 1 });
  };
  const words = Object.entries(values).map(([name, value]) => [
    name,
    name === 'id' || name === 'other' ? called(value) : value,
  ]);
  return say(id, {
    ...Object.fromEntries(words),
    ...(example ? { example: conditionWords(say, example, names) } : {}),
  });
};
