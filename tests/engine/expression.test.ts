/** Expressions: what they come to, what they refuse and where, and that nothing written in one can do harm. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  compute,
  ExpressionProblem,
  FUNCTIONS,
  factsOf,
  isOwn,
  problemIn,
} from '#engine/expression/index.ts';

const facts = {
  variables: {
    cost: 1500,
    name: 'Ravi',
    items: [
      { n: 1, price: 2.5 },
      { n: 2, price: 5 },
    ],
    nothing: null,
  },
  ticket: { priority: 1, tags: ['vip', 'urgent'] },
};
const comesTo = (text: string) => compute(text, facts);

describe('an expression', () => {
  it.each([
    ['1 + 2 * 3 - 4 / 2', 5],
    ['(1 + 2) * 3', 9],
    ['-2 - -3', 1],
    ['7 % 3', 1],
    ['"a" + 1 + null', 'a1'],
    ['variables.cost > 1000 and ticket.priority == 1', true],
    ['not (variables.cost > 1000) or true', true],
    ['!true || 1 < 2 && 2 <= 2', true],
    ['variables.missing.deeper ?? "none"', 'none'],
    ['variables.cost > 1000 ? "dear" : variables.cost > 500 ? "fair" : "cheap"', 'dear'],
    ['"vip" in ticket.tags', true],
    ['variables.items[1].price', 5],
    ['variables.items[-1]["n"]', 2],
    ['[1, [2, "x"]] == [1, [2, "x"]]', true],
    ['null == variables.nothing', true],
    ['sum(map(variables.items, i => i.price))', 7.5],
    ['filter(range(6), n => n % 2 == 0)', [2, 4, 6]],
    ['any(variables.items, i => i.n == 2 and i.price > 4)', true],
    ['all([], x => false)', true],
    ['join(map(ticket.tags, t => upper(t)), "/")', 'VIP/URGENT'],
    ['round(2.345, 2)', 2.35],
    ['round(-2.5)', -3],
    ['min(3, variables.nothing, 2)', 2],
    ['max([])', null],
    ['number(" 12.5 ") + 1', 13.5],
    ['number("twelve")', null],
    ['len("añ😀")', 3],
    ['first(keys(ticket))', 'priority'],
    ['variables.nothing > 1', false],
    ['variables.nothing + 1', null],
    ['"it\'s \\"so\\"\\n"', 'it\'s "so"\n'],
  ])('%s', (text, expected) => {
    expect(comesTo(text)).toEqual(expected);
  });

  it.each([
    ['1 +', 3, 'missing at the end'],
    ['a = 1', 2, '“==”'],
    ['"abc', 0, 'quotation mark'],
    ['1 < 2 < 3', 6, 'not chained'],
    ['foo(1)', 0, 'no function “foo”'],
    ['sum()', 0, 'sum(list)'],
    ['map(1)', 0, 'map(list'],
    ['(1', 2, 'not closed'],
    ['1 2', 2, 'operator is missing'],
    ['#', 0, 'means nothing'],
    ['a.', 1, 'name is missing'],
    ['"a" > 1', 0, 'cannot be compared'],
    ['1 and true', 0, 'Yes or no'],
    ['"a" * 2', 0, 'number is needed'],
    ['1 / 0', 4, 'by zero'],
    ['1 in 2', 5, 'looks into a list'],
    ['x => 1', 2, 'operator is missing'],
  ])('%s is refused with the place and a way out', (text, at, words) => {
    const problem = (() => {
      try {
        comesTo(text);
      } catch (error) {
        return error as ExpressionProblem;
      }
    })();
    expect(problem).toBeInstanceOf(ExpressionProblem);
    expect([problem?.at, problem?.message]).toEqual([at, expect.stringContaining(words)]);
  });

  it('names the facts it reads, and not the names of its own', () => {
    expect(factsOf('map(variables.items, i => i.price + ticket.rate)')).toEqual([
      'variables.items',
      'ticket.rate',
    ]);
    expect(isOwn('variables.a + steps.b.outcome + loop.index')).toBe(true);
    expect(isOwn('ticket.number')).toBe(false);
    expect(factsOf('1 +')).toEqual([]);
  });

  it('sees own values only: nothing reaches a prototype, a method or a global', () => {
    for (const text of [
      'variables.constructor',
      'variables.__proto__',
      'variables.items.length',
      'variables["toString"]',
      'constructor.constructor',
      'globalThis',
      'process.env',
    ])
      expect(comesTo(text)).toBeNull();
    expect(problemIn('constructor("x")')?.message).toContain('no function');
    expect(problemIn('toString()')?.message).toContain('no function');
  });

  it('takes no longer than its bounds', () => {
    const long = { variables: { items: Array.from({ length: 5_000 }, (_, index) => index) } };
    const square = 'sum(map(variables.items, a => sum(map(variables.items, b => a * b))))';
    expect(() => compute(square, long)).toThrow('steps to compute');
    expect(() => comesTo(`${'('.repeat(60)}1${')'.repeat(60)}`)).toThrow('nested');
    expect(() => comesTo(`1${' + 1'.repeat(600)}`)).toThrow('characters');
    expect(() => comesTo('range(1000000)')).toThrow('at most');
    const doubling = Array.from({ length: 18 }).reduce<string>(
      (text) => `map([${text}], x => x + x)[0]`,
      '"aaaaaaaaaaaaaaaa"',
    );
    expect(() => comesTo(doubling)).toThrow(ExpressionProblem);
  });
});

describe('any text', () => {
  const word = fc.constantFrom(
    ...Object.keys(FUNCTIONS),
    'variables.cost',
    'ticket',
    'x',
    '1',
    '2.5',
    '"a"',
    "'b'",
    'true',
    'null',
    '=>',
    '(',
    ')',
    '[',
    ']',
    ',',
    '.',
    '+',
    '-',
    '*',
    '/',
    '%',
    '==',
    '!=',
    '<',
    '>=',
    'and',
    'or',
    'not',
    'in',
    '?',
    ':',
    '??',
    '!',
    '&&',
    '||',
    '#',
    '"',
  );
  const text = fc.oneof(
    fc.string({ maxLength: 60 }),
    fc.array(word, { maxLength: 20 }).map((words) => words.join(' ')),
  );

  it('comes to JSON or to a problem with its place, and to the same each time', () =>
    fc.assert(
      fc.property(text, (one) => {
        const tried = [0, 1].map(() => {
          try {
            return { value: compute(one, facts) };
          } catch (error) {
            if (!(error instanceof ExpressionProblem)) throw error;
            expect(error.at).toBeGreaterThanOrEqual(0);
            expect(error.at).toBeLessThanOrEqual(one.length);
            return { problem: error.message };
          }
        });
        expect(tried[0]).toEqual(tried[1]);
        if ('value' in (tried[0] ?? {})) {
          const { value } = tried[0] as { value: unknown };
          expect(JSON.parse(JSON.stringify(value))).toEqual(value);
        }
      }),
      { numRuns: 2_000 },
    ));
});
