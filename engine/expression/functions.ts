/** The functions there are. Each is pure and says how it is written; one that looks at every item takes `item => …`. */
import type { Json } from '../json.ts';
import { isObject } from '../json.ts';
import { ExpressionProblem } from './problem.ts';
import { compare, isTruth, MAX_TEXT, same, toList, toNumber, toText } from './values.ts';
import type { Work } from './work.ts';

type Lambda = (item: Json) => Json;
export type ExpressionFunction = {
  readonly usage: string;
  readonly says: string;
  readonly takes: readonly [number, number];
  /** Which argument is `item => …`. */
  readonly lambdaAt?: number;
  /** It goes through everything in its values, and not only through their items. */
  readonly looksInside?: true;
  readonly compute: (values: readonly Json[], at: number, work: Work, lambda?: Lambda) => Json;
};

const MANY = 20;

export const FUNCTIONS: { readonly [name: string]: ExpressionFunction } = {
  len: {
    usage: 'len(list or text)',
    says: 'How many items or characters.',
    takes: [1, 1],
    compute: ([value = null], at) =>
      typeof value === 'string' ? charactersIn(value) : toList(value, at).length,
  },
  isEmpty: {
    usage: 'isEmpty(value)',
    says: 'Whether it is nothing, an empty text, list or object.',
    takes: [1, 1],
    compute: ([value = null], at, work) =>
      value === null ||
      value === '' ||
      (Array.isArray(value) && value.length === 0) ||
      (isObject(value) && work.namesIn(value, at).length === 0),
  },
  sum: {
    usage: 'sum(list)',
    says: 'All numbers together; what is nothing is left out.',
    takes: [1, 1],
    compute: ([list = null], at) => {
      const total = numbersIn(list, at).reduce((sum, number) => sum + number, 0);
      if (Number.isFinite(total)) return total;
      throw new ExpressionProblem('This comes to no number.', at);
    },
  },
  min: {
    usage: 'min(list) or min(a, b, …)',
    says: 'The smallest.',
    takes: [1, MANY],
    looksInside: true,
    compute: (values, at) => extreme(values, at, -1),
  },
  max: {
    usage: 'max(list) or max(a, b, …)',
    says: 'The largest.',
    takes: [1, MANY],
    looksInside: true,
    compute: (values, at) => extreme(values, at, 1),
  },
  round: {
    usage: 'round(number, digits)',
    says: 'Rounded half away from zero.',
    takes: [1, 2],
    compute: ([value = null, digits = 0], at) => {
      if (value === null) return null;
      const places = Math.min(Math.max(Math.trunc(toNumber(digits, at)), 0), 12);
      const number = toNumber(value, at);
      const rounded = Number(`${Math.round(Number(`${Math.abs(number)}e${places}`))}e-${places}`);
      return Number.isNaN(rounded) ? number : Math.sign(number) * rounded + 0;
    },
  },
  floor: {
    usage: 'floor(number)',
    says: 'The next whole number below.',
    takes: [1, 1],
    compute: ([value = null], at) => (value === null ? null : Math.floor(toNumber(value, at)) + 0),
  },
  ceil: {
    usage: 'ceil(number)',
    says: 'The next whole number above.',
    takes: [1, 1],
    compute: ([value = null], at) => (value === null ? null : Math.ceil(toNumber(value, at)) + 0),
  },
  abs: {
    usage: 'abs(number)',
    says: 'Without its sign.',
    takes: [1, 1],
    compute: ([value = null], at) => (value === null ? null : Math.abs(toNumber(value, at))),
  },
  number: {
    usage: 'number(text)',
    says: 'The number a text spells, or nothing.',
    takes: [1, 1],
    compute: ([value = null]) => {
      if (typeof value === 'number') return value;
      if (typeof value !== 'string' || !/^\s*[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?\s*$/i.test(value))
        return null;
      const number = Number(value);
      return Number.isFinite(number) ? number : null;
    },
  },
  text: {
    usage: 'text(value)',
    says: 'As a text; nothing is an empty one.',
    takes: [1, 1],
    looksInside: true,
    compute: ([value = null]) => {
      if (value === null) return '';
      return typeof value === 'object' ? JSON.stringify(value) : String(value);
    },
  },
  lower: {
    usage: 'lower(text)',
    says: 'In small letters.',
    takes: [1, 1],
    compute: ([value = null], at) => (value === null ? null : toText(value, at).toLowerCase()),
  },
  upper: {
    usage: 'upper(text)',
    says: 'In capital letters.',
    takes: [1, 1],
    compute: ([value = null], at) => (value === null ? null : toText(value, at).toUpperCase()),
  },
  trim: {
    usage: 'trim(text)',
    says: 'Without spaces around it.',
    takes: [1, 1],
    compute: ([value = null], at) => (value === null ? null : toText(value, at).trim()),
  },
  startsWith: {
    usage: 'startsWith(text, beginning)',
    says: 'Whether it begins so.',
    takes: [2, 2],
    compute: ([value = null, part = null], at) =>
      value !== null && toText(value, at).startsWith(toText(part, at)),
  },
  endsWith: {
    usage: 'endsWith(text, ending)',
    says: 'Whether it ends so.',
    takes: [2, 2],
    compute: ([value = null, part = null], at) =>
      value !== null && toText(value, at).endsWith(toText(part, at)),
  },
  contains: {
    usage: 'contains(text or list, part)',
    says: 'Whether the part is in it.',
    takes: [2, 2],
    compute: ([value = null, part = null], at, work) => {
      if (typeof value === 'string') return value.includes(toText(part, at));
      return toList(value, at).some((item) => same(item, part, work, at));
    },
  },
  join: {
    usage: 'join(list, separator)',
    says: 'All items as one text.',
    takes: [1, 2],
    looksInside: true,
    compute: ([list = null, separator = ', '], at) => {
      const text = toList(list, at)
        .filter((item) => item !== null)
        .map((item) => (typeof item === 'object' ? JSON.stringify(item) : String(item)))
        .join(toText(separator, at));
      if (text.length > MAX_TEXT)
        throw new ExpressionProblem(`This makes a text of more than ${MAX_TEXT} characters.`, at);
      return text;
    },
  },
  first: {
    usage: 'first(list)',
    says: 'The first item, or nothing.',
    takes: [1, 1],
    compute: ([list = null], at) => toList(list, at)[0] ?? null,
  },
  last: {
    usage: 'last(list)',
    says: 'The last item, or nothing.',
    takes: [1, 1],
    compute: ([list = null], at) => toList(list, at).at(-1) ?? null,
  },
  keys: {
    usage: 'keys(object)',
    says: 'The names in it.',
    takes: [1, 1],
    compute: ([value = null], at, work) => (isObject(value) ? work.namesIn(value, at) : []),
  },
  append: {
    usage: 'append(list, item)',
    says: 'The list with the item at its end.',
    takes: [2, 2],
    compute: ([list = null, item = null], at) => [...toList(list, at), item],
  },
  range: {
    usage: 'range(count)',
    says: 'The numbers from 1 on.',
    takes: [1, 1],
    compute: ([count = null], at) => {
      const most = 10_000;
      const number = Math.trunc(toNumber(count, at));
      if (number > most) throw new ExpressionProblem(`A range has at most ${most} numbers.`, at);
      return Array.from({ length: Math.max(number, 0) }, (_, index) => index + 1);
    },
  },
  all: {
    usage: 'all(list, item => condition)',
    says: 'Whether it holds for every item.',
    takes: [2, 2],
    lambdaAt: 1,
    compute: ([list = null], at, _work, lambda) =>
      toList(list, at).every((item) => isTruth(lambda?.(item) ?? null, at)),
  },
  any: {
    usage: 'any(list, item => condition)',
    says: 'Whether it holds for one item at least.',
    takes: [2, 2],
    lambdaAt: 1,
    compute: ([list = null], at, _work, lambda) =>
      toList(list, at).some((item) => isTruth(lambda?.(item) ?? null, at)),
  },
  filter: {
    usage: 'filter(list, item => condition)',
    says: 'The items for which it holds.',
    takes: [2, 2],
    lambdaAt: 1,
    compute: ([list = null], at, _work, lambda) =>
      toList(list, at).filter((item) => isTruth(lambda?.(item) ?? null, at)),
  },
  map: {
    usage: 'map(list, item => value)',
    says: 'What each item comes to.',
    takes: [2, 2],
    lambdaAt: 1,
    compute: ([list = null], at, _work, lambda) =>
      toList(list, at).map((item) => lambda?.(item) ?? null),
  },
};

/** As people count them: half of a surrogate pair is none. */
function charactersIn(text: string): number {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}

function numbersIn(list: Json, at: number): readonly number[] {
  return toList(list, at)
    .filter((item) => item !== null)
    .map((item) => toNumber(item, at));
}

function extreme(values: readonly Json[], at: number, sign: 1 | -1): Json {
  const [only = null] = values;
  const items = (values.length === 1 && Array.isArray(only) ? only : values).filter(
    (item) => item !== null,
  );
  return items.reduce<Json>(
    (best, item) => (best === null || compare(item, best, at) * sign > 0 ? item : best),
    null,
  );
}
