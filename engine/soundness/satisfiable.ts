/**
 * Whether facts can be such that all of these conditions hold or do not hold as assumed. Each fact is tried with the
 * values at which something could change: those it is compared with, those beside and between them, and none. What is
 * not understood here (texts in texts, one fact against another) may hold or not, and then the answer is `unknown`.
 */
import type { Condition, ConditionLeaf } from '../condition.ts';
import { leavesOf } from '../condition.ts';
import { isObject } from '../json.ts';

export type Assumption = { readonly condition: Condition; readonly holds: boolean };
/** What a fact can be, where the process says so. */
export type Domains = ReadonlyMap<string, readonly unknown[]>;

type Facts = ReadonlyMap<string, unknown>;

/** So many combinations are tried. */
const MAX_TRIED = 20_000;

export function satisfiable(
  assumptions: readonly Assumption[],
  domains: Domains = new Map(),
): 'yes' | 'no' | 'unknown' {
  const leaves = assumptions.flatMap(({ condition }) => leavesOf(condition));
  const names = [...new Set(leaves.map(({ fact }) => fact))];
  const candidates = names.map((name) => domains.get(name) ?? valuesFor(name, leaves));
  let combinations: readonly Facts[] = [new Map()];
  if (candidates.reduce((count, { length }) => count * length, 1) > MAX_TRIED) return 'unknown';
  for (const [index, name] of names.entries()) {
    combinations = combinations.flatMap((facts) =>
      (candidates[index] ?? []).map((value) => new Map([...facts, [name, value]])),
    );
  }
  let isMaybe = false;
  for (const facts of combinations) {
    const held = assumptions.map(({ condition, holds }) => {
      const answer = holdsFor(condition, facts);
      return answer === null ? null : answer === holds;
    });
    if (held.every((one) => one === true)) return 'yes';
    if (!held.includes(false)) isMaybe = true;
  }
  return isMaybe ? 'unknown' : 'no';
}

/** Values at which a comparison of this fact can come out otherwise. */
function valuesFor(name: string, leaves: readonly ConditionLeaf[]): readonly unknown[] {
  const constants = leaves.flatMap(({ fact, value }): readonly unknown[] =>
    fact !== name || isObject(value) ? [] : Array.isArray(value) ? value : [value],
  );
  const numbers = [...new Set(constants.filter((one) => typeof one === 'number'))].sort(
    (one, other) => one - other,
  );
  const between = numbers.flatMap((one, index) => {
    const next = numbers[index + 1];
    return [one - 1, one, one + 1, ...(next === undefined ? [] : [(one + next) / 2])];
  });
  const others = constants.filter((one) => typeof one === 'string');
  return [...new Set([null, true, false, '\u0000another', ...others, ...between])];
}

/** Null: it cannot be told. */
function holdsFor(condition: Condition, facts: Facts): boolean | null {
  if ('fact' in condition) return compare(condition, facts.get(condition.fact) ?? null);
  if ('not' in condition) {
    const inner = holdsFor(condition.not, facts);
    return inner === null ? null : !inner;
  }
  const isAll = 'all' in condition;
  const answers = (isAll ? condition.all : condition.any).map((one) => holdsFor(one, facts));
  // A group that is empty holds, whichever it is.
  if (answers.length === 0) return true;
  if (answers.includes(!isAll)) return !isAll;
  return answers.includes(null) ? null : isAll;
}

function compare({ operator, value = null }: ConditionLeaf, fact: unknown): boolean | null {
  if (isObject(value)) return null;
  switch (operator) {
    case 'equal':
      return isPlain(value) ? fact === value : null;
    case 'notEqual':
      return isPlain(value) ? fact !== value : null;
    case 'in':
      return Array.isArray(value) && value.every(isPlain) ? value.includes(fact) : null;
    case 'notIn':
      return Array.isArray(value) && value.every(isPlain) ? !value.includes(fact) : null;
    case 'isEmpty':
      return fact === null;
    case 'isNotEmpty':
      return fact !== null;
    case 'lessThan':
      return ordered(fact, value, (order) => order < 0);
    case 'lessThanInclusive':
      return ordered(fact, value, (order) => order <= 0);
    case 'greaterThan':
      return ordered(fact, value, (order) => order > 0);
    case 'greaterThanInclusive':
      return ordered(fact, value, (order) => order >= 0);
    default:
      // In nothing there is nothing.
      return fact === null && !operator.startsWith('doesNot') ? false : null;
  }
}

/** A number equals its own spelling; such texts are left open. */
function isPlain(value: unknown): boolean {
  if (typeof value === 'string') return value.trim() === '' || Number.isNaN(Number(value));
  return value === null || typeof value === 'boolean' || typeof value === 'number';
}

function ordered(fact: unknown, value: unknown, holds: (order: number) => boolean): boolean | null {
  if (typeof value !== 'number') return null;
  return typeof fact === 'number' && holds(fact - value);
}
