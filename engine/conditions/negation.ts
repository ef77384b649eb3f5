/**
 * Comparisons that are nothing but the opposite of another. Read as that other, negated, the two are never taken to come
 * out alike, whatever is not understood of them.
 */
import type { ConditionLeaf, ConditionOperator } from '../condition.ts';

const OPPOSITES: { readonly [operator in ConditionOperator]?: ConditionOperator } = {
  notEqual: 'equal',
  notIn: 'in',
  doesNotContain: 'contains',
  isNotEmpty: 'isEmpty',
};

/** The comparison that this one says the opposite of; else itself. */
export function positiveOf(leaf: ConditionLeaf): ConditionLeaf {
  const operator = OPPOSITES[leaf.operator];
  return operator ? { ...leaf, operator } : leaf;
}
