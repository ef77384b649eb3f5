/** What makes a condition mean something else than whoever wrote it thinks: told while it is written. Pure. */
import { type Condition, leavesOf } from '#engine/condition.ts';
import { isObject } from '#engine/json.ts';
import { CUSTOM, type Fact } from './facts.ts';
import { takesValue } from './query.ts';

export type Doubt = {
  readonly what: 'unknown' | 'nothing' | 'noNumber' | 'noOption' | 'noInstant' | 'never';
  readonly fact: string;
  readonly value?: string;
};

export const doubtsIn = (condition: Condition, facts: readonly Fact[]): readonly Doubt[] => {
  const known = new Map(facts.map((fact) => [fact.path, fact]));
  return [
    ...leavesOf(condition).flatMap(({ fact, operator, value }): readonly Doubt[] => {
      const found = known.get(fact);
      if (!found) return fact.startsWith(CUSTOM) ? [] : [{ what: 'unknown', fact }];
      if (!takesValue(operator) || (isObject(value) && 'fact' in value)) return [];
      const values = Array.isArray(value) ? value : [value];
      if (values.length === 0 || values.some(isNothing)) return [{ what: 'nothing', fact }];
      return values.flatMap((one): readonly Doubt[] => doubtOf(found, one));
    }),
    ...neverIn(condition),
  ];
};

const isNothing = (value: unknown): boolean =>
  value === undefined || value === null || value === '';

const doubtOf = ({ path, kind, options }: Fact, value: unknown): readonly Doubt[] => {
  const told = { fact: path, value: String(value) };
  if (kind === 'number' && typeof value !== 'number') return [{ what: 'noNumber', ...told }];
  if (kind === 'instant' && Number.isNaN(Date.parse(String(value))))
    return [{ what: 'noInstant', ...told }];
  if (options && !options.some((option) => option.value === value))
    return [{ what: 'noOption', ...told }];
  return [];
};

/** Asked to be two things at once. */
const neverIn = (condition: Condition): readonly Doubt[] => {
  if ('not' in condition) return neverIn(condition.not);
  if ('any' in condition) return condition.any.flatMap(neverIn);
  if (!('all' in condition)) return [];
  const equal = new Map<string, unknown>();
  const found: Doubt[] = [];
  for (const part of condition.all) {
    if (!('fact' in part) || part.operator !== 'equal' || isObject(part.value)) continue;
    if (equal.has(part.fact) && equal.get(part.fact) !== part.value)
      found.push({ what: 'never', fact: part.fact });
    equal.set(part.fact, part.value);
  }
  return [...found, ...condition.all.flatMap(neverIn)];
};
