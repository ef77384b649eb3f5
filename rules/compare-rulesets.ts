/**
 * Two rulesets, compared by the ids of their rules: what came, what went, and of what was changed each comparison and each
 * result. The order of rules has a meaning, so another order is told too.
 */
import type { Change, Difference } from '#engine/diff/change.ts';
import { differences } from '#engine/diff/differences.ts';
import { byKey, orderChange } from '#engine/diff/lists.ts';
import { valueChanges } from '#engine/diff/values.ts';
import type { Rule, Ruleset } from './ruleset.ts';

export type RulesetComparison = {
  /** Of the ruleset as a whole: its name, which rules count, what holds otherwise, the order of the rules. */
  readonly ruleset: readonly Change[];
  readonly rules: readonly Difference[];
};

export function compareRulesets(before: Ruleset, after: Ruleset): RulesetComparison {
  const { rules: had, ...was } = before;
  const { rules: has, ...is } = after;
  return {
    ruleset: [...valueChanges([], was, is), ...orderChange(['rules'], idsOf(had), idsOf(has))],
    rules: differences(had, has, (one, other) => valueChanges([], one, other)),
  };
}

const idsOf = (rules: readonly Rule[]): readonly string[] => [
  ...byKey(rules, ({ id }) => id).keys(),
];
