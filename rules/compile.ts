/**
 * Conditions and rulesets as plain functions, for where thousands of decisions are wanted at once: simulation, back-test,
 * preview of a bulk change. They use the same operators and names as `evaluate.ts` and leave out only the trace; a property
 * test holds the two equal. What is decided live is decided there.
 */
import type { Condition } from '#engine/condition.ts';
import { isObject } from '#engine/json.ts';
import { OPERATORS } from '#engine/operators.ts';
import { valueAt } from '#engine/paths.ts';
import type { Facts, RulesetResult } from './evaluate.ts';
import { mergeSets } from './merge-sets.ts';
import type { Ruleset } from './ruleset.ts';

export type Decider = (facts: Facts) => boolean;

/** @throws Error for what is no condition, as `holds` rejects it */
export function compileCondition(condition: Condition): Decider {
  if ('all' in condition) {
    const parts = condition.all.map(compileCondition);
    return (facts) => parts.every((part) => part(facts));
  }
  if ('any' in condition) {
    const parts = condition.any.map(compileCondition);
    return (facts) => parts.length === 0 || parts.some((part) => part(facts));
  }
  if ('not' in condition) {
    const part = compileCondition(condition.not);
    return (facts) => !part(facts);
  }
  const { fact, operator, value } = condition;
  if (!Object.hasOwn(OPERATORS, operator)) throw new Error(`Unknown operator: ${operator}`);
  const predicate = OPERATORS[operator];
  if (!isObject(value) || !Object.hasOwn(value, 'fact')) {
    return (facts) => predicate(valueAt(facts, fact), value ?? null);
  }
  const other = value.fact;
  if (typeof other !== 'string') return (facts) => predicate(valueAt(facts, fact), null);
  return (facts) => predicate(valueAt(facts, fact), valueAt(facts, other));
}

/** The first flow that holds, or null. */
export function compileFlows(
  flows: readonly { readonly id: string; readonly conditions: Condition }[],
): (facts: Facts) => string | null {
  const compiled = flows.map(({ id, conditions }) => ({ id, holds: compileCondition(conditions) }));
  return (facts) => compiled.find(({ holds }) => holds(facts))?.id ?? null;
}

export function compileRuleset(
  ruleset: Ruleset,
): (facts: Facts) => Pick<RulesetResult, 'variables' | 'matched'> {
  const rules = ruleset.rules.map(({ id, set, conditions }) => ({
    id,
    set,
    holds: compileCondition(conditions),
  }));
  return (facts) => {
    const holding = ({ holds }: { readonly holds: Decider }): boolean => holds(facts);
    const first = ruleset.hitPolicy === 'first' ? rules.find(holding) : null;
    const taken = first === null ? rules.filter(holding) : first ? [first] : [];
    const sets = taken.length > 0 ? taken.map(({ set }) => set) : [ruleset.otherwise ?? {}];
    const variables = mergeSets(sets, ruleset.hitPolicy, facts);
    return { variables, matched: taken.map(({ id }) => id) };
  };
}
