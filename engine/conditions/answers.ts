/**
 * What a comparison says of a value, by the operators that decide live; null where other values of the same region could
 * come out otherwise: texts in texts, texts by their order, members of lists, and one fact against another. By their order texts
 * are understood where they are told apart by it (`isOrdered`).
 */
import type { ConditionLeaf } from '../condition.ts';
import { isObject } from '../json.ts';
import { OPERATORS } from '../operators.ts';

export function answerOf(leaf: ConditionLeaf, value: unknown, isOrdered = false): boolean | null {
  return isUnderstood(leaf, value, isOrdered)
    ? OPERATORS[leaf.operator](value, leaf.value ?? null)
    : null;
}

function isUnderstood(
  { operator, value }: ConditionLeaf,
  fact: unknown,
  isOrdered: boolean,
): boolean {
  if (isReference(value)) return false;
  const isInside = typeof fact === 'object' && fact !== null;
  switch (operator) {
    case 'isEmpty':
    case 'isNotEmpty':
      return true;
    case 'equal':
    case 'notEqual':
      return !isInside || isScalar(value);
    case 'in':
    case 'notIn':
      return !isInside || !Array.isArray(value) || value.every(isScalar);
    case 'lessThan':
    case 'lessThanInclusive':
    case 'greaterThan':
    case 'greaterThanInclusive':
      return isOrdered || typeof fact !== 'string' || typeof value !== 'string';
    default:
      return fact === null || typeof fact === 'boolean' || isObject(fact);
  }
}

/** The values that a comparison cuts others at. */
export function constantsOf({ value }: ConditionLeaf): readonly unknown[] {
  return Array.isArray(value) ? value.filter(isScalar) : isScalar(value) ? [value] : [];
}

const isReference = (value: unknown): boolean => isObject(value) && Object.hasOwn(value, 'fact');

const isScalar = (value: unknown): boolean =>
  value === undefined || value === null || typeof value !== 'object';
