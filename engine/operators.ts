/**
 * What each comparison means, as pure predicates `(fact, value)`. They never throw, never run text a customer wrote as an
 * expression, and take linear time: comparing texts knows words and wildcards, not regular expressions. A missing fact is
 * null and compares as such: it equals only null, is neither less nor greater than anything, and contains nothing.
 */
import type { ConditionOperator } from './condition.ts';

type Predicate = (fact: unknown, value: unknown) => boolean;

export const OPERATORS: { readonly [operator in ConditionOperator]: Predicate } = {
  equal: isEqual,
  notEqual: (fact, value) => !isEqual(fact, value),
  lessThan: (fact, value) => compare(fact, value, (order) => order < 0),
  lessThanInclusive: (fact, value) => compare(fact, value, (order) => order <= 0),
  greaterThan: (fact, value) => compare(fact, value, (order) => order > 0),
  greaterThanInclusive: (fact, value) => compare(fact, value, (order) => order >= 0),
  in: isIn,
  notIn: (fact, value) => !isIn(fact, value),
  contains,
  doesNotContain: (fact, value) => !contains(fact, value),
  startsWith: (fact, value) => isText(fact, value) && lower(fact).startsWith(lower(value)),
  endsWith: (fact, value) => isText(fact, value) && lower(fact).endsWith(lower(value)),
  matchesText,
  isEmpty,
  isNotEmpty: (fact) => !isEmpty(fact),
};

/** Deep equality of JSON values; a number equals its own spelling, since forms and imports bring both. */
function isEqual(fact: unknown, value: unknown): boolean {
  const [one, other] = [fact ?? null, value ?? null];
  if (one === other) return true;
  if (typeof one !== typeof other) {
    const numbers = bothNumbers(one, other);
    return numbers !== null && numbers[0] === numbers[1];
  }
  if (typeof one !== 'object' || typeof other !== 'object' || !one || !other) return false;
  if (Array.isArray(one) !== Array.isArray(other)) return false;
  const names = Object.keys(one);
  return (
    names.length === Object.keys(other).length &&
    names.every(
      (name) =>
        Object.hasOwn(other, name) && isEqual(Reflect.get(one, name), Reflect.get(other, name)),
    )
  );
}

/** Numbers by size, instants and dates by time, other texts by their characters; anything else does not compare. */
function compare(fact: unknown, value: unknown, holds: (order: number) => boolean): boolean {
  const numbers = bothNumbers(fact, value);
  if (numbers) return holds(numbers[0] - numbers[1]);
  if (typeof fact !== 'string' || typeof value !== 'string') return false;
  const times = [toTime(fact), toTime(value)] as const;
  if (times[0] !== null && times[1] !== null) return holds(times[0] - times[1]);
  return holds(fact < value ? -1 : fact > value ? 1 : 0);
}

/** Whether the fact, or one of several, is among the values. */
function isIn(fact: unknown, value: unknown): boolean {
  if (!Array.isArray(value)) return false;
  const facts: readonly unknown[] = Array.isArray(fact) ? fact : [fact];
  return facts.some((one) => value.some((other) => isEqual(one, other)));
}

/** A list contains a value; a text contains another, whatever their case. */
function contains(fact: unknown, value: unknown): boolean {
  if (Array.isArray(fact)) return fact.some((one) => isEqual(one, value));
  return isText(fact, value) && lower(fact).includes(lower(value));
}

const LONGEST_TEXT = 20_000;
const MOST_PHRASES = 200;

/**
 * Whether a phrase, or one of a list of phrases, stands in the text as whole words: `vpn` is not found in `vpnless`.
 * `*` stands for any rest of a word and `?` for one character: `print*` finds `printer`.
 */
function matchesText(fact: unknown, value: unknown): boolean {
  const words = wordsOf(Array.isArray(fact) ? fact.join(' ') : fact, /[^\p{L}\p{N}]+/u);
  const phrases: readonly unknown[] = Array.isArray(value) ? value : [value];
  return phrases.slice(0, MOST_PHRASES).some((phrase) => {
    const wanted = wordsOf(phrase, /[^\p{L}\p{N}*?]+/u);
    return (
      wanted.length > 0 &&
      words.some((_, start) =>
        wanted.every((pattern, index) => fits(words[start + index] ?? '', pattern)),
      )
    );
  });
}

function wordsOf(text: unknown, between: RegExp): readonly string[] {
  if (typeof text !== 'string') return [];
  return lower(text.slice(0, LONGEST_TEXT)).split(between).filter(Boolean);
}

/** One word against one pattern. Only the last `*` is ever tried again, so it is quick for any pattern. */
function fits(word: string, pattern: string): boolean {
  let at = 0;
  let star = -1;
  let retry = 0;
  let next = 0;
  while (at < word.length) {
    if (next < pattern.length && (pattern[next] === '?' || pattern[next] === word[at])) {
      at += 1;
      next += 1;
    } else if (pattern[next] === '*') {
      star = next;
      retry = at;
      next += 1;
    } else if (star >= 0) {
      retry += 1;
      at = retry;
      next = star + 1;
    } else {
      return false;
    }
  }
  while (pattern[next] === '*') next += 1;
  return next === pattern.length && word !== '';
}

function isEmpty(fact: unknown): boolean {
  if (fact === undefined || fact === null) return true;
  if (typeof fact === 'string') return fact.trim() === '';
  if (Array.isArray(fact)) return fact.length === 0;
  return typeof fact === 'object' && Object.keys(fact).length === 0;
}

/** Both as numbers when at least one is a number and the other spells one. */
function bothNumbers(one: unknown, other: unknown): readonly [number, number] | null {
  if (typeof one !== 'number' && typeof other !== 'number') return null;
  const [left, right] = [toNumber(one), toNumber(other)];
  return left === null || right === null ? null : [left, right];
}

/** The number that a value is, or spells. */
export function toNumber(value: unknown): number | null {
  if (typeof value === 'number') return value;
  if (typeof value !== 'string' || !/^\s*-?\d+(\.\d+)?\s*$/.test(value)) return null;
  return Number(value);
}

/** The instant that a text spells: a date is its first moment in UTC. */
export function toTime(text: string): number | null {
  if (!/^\d{4}-\d\d-\d\d(T[\d:.]+(Z|[+-]\d\d:?\d\d)?)?$/.test(text)) return null;
  const time = Date.parse(/T.*[Z+-]|^[^T]*$/.test(text) ? text : `${text}Z`);
  return Number.isNaN(time) ? null : time;
}

function isText(fact: unknown, value: unknown): boolean {
  return [fact, value].every((one) => typeof one === 'string' || typeof one === 'number');
}

function lower(text: unknown): string {
  return String(text).toLowerCase();
}
