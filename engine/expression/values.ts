/** How values of different kinds meet: what is true, what is equal, what comes before what. */
import type { Json } from '../json.ts';
import { isObject } from '../json.ts';
import { ExpressionProblem } from './problem.ts';
import { MAX_DEPTH, type Work } from './work.ts';

/** The longest text that may come out of joining texts. */
export const MAX_TEXT = 20_000;

/** Only true is true and only false and nothing are false: numbers and texts are no answers to a yes-or-no question. */
export function isTruth(value: Json, at: number): boolean {
  if (typeof value === 'boolean') return value;
  if (value === null) return false;
  throw new ExpressionProblem(`Yes or no is needed here, and this is ${kindOf(value)}.`, at);
}

export function toNumber(value: Json, at: number): number {
  if (typeof value === 'number') return value;
  throw new ExpressionProblem(`A number is needed here, and this is ${kindOf(value)}.`, at);
}

export function toText(value: Json, at: number): string {
  if (typeof value === 'string') return value;
  throw new ExpressionProblem(`A text is needed here, and this is ${kindOf(value)}.`, at);
}

export function toList(value: Json, at: number): readonly Json[] {
  if (Array.isArray(value)) return value;
  if (value === null) return [];
  throw new ExpressionProblem(`A list is needed here, and this is ${kindOf(value)}.`, at);
}

/** Each pair that is looked at costs a step. */
export function same(one: Json, other: Json, work: Work, at: number, depth = 0): boolean {
  work.spend(1, at);
  if (one === other) {
    if (typeof one === 'string') work.spendOn(one, at);
    return true;
  }
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null)
    return false;
  if (depth >= MAX_DEPTH)
    throw new ExpressionProblem(`This is nested deeper than ${MAX_DEPTH} levels.`, at);
  const isSame = (left: unknown, right: unknown): boolean =>
    same((left ?? null) as Json, (right ?? null) as Json, work, at, depth + 1);
  if (Array.isArray(one) && Array.isArray(other))
    return one.length === other.length && one.every((item, index) => isSame(item, other[index]));
  if (!isObject(one) || !isObject(other)) return false;
  const names = work.namesIn(one, at);
  return (
    names.length === work.namesIn(other, at).length &&
    names.every((name) => Object.hasOwn(other, name) && isSame(one[name], other[name]))
  );
}

/** Numbers by size, texts by code units; instants in the one spelling used everywhere are in order as texts. */
export function compare(one: Json, other: Json, at: number): number {
  if (typeof one === 'number' && typeof other === 'number') return one - other;
  if (typeof one === 'string' && typeof other === 'string')
    return one < other ? -1 : one > other ? 1 : 0;
  throw new ExpressionProblem(
    `${kindOf(one)} and ${kindOf(other)} cannot be compared in size.`,
    at,
  );
}

export function kindOf(value: Json): string {
  if (value === null) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  switch (typeof value) {
    case 'number':
      return 'a number';
    case 'string':
      return 'a text';
    case 'boolean':
      return 'yes or no';
    default:
      return 'an object';
  }
}
