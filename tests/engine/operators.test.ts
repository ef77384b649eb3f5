/** What each comparison means, by example, and what none of them ever does. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CONDITION_OPERATORS, type ConditionOperator } from '#engine/condition.ts';
import { OPERATORS } from '#engine/operators.ts';

type Example = readonly [unknown, ConditionOperator, unknown, boolean];

const EXAMPLES: readonly Example[] = [
  ['a', 'equal', 'a', true],
  ['a', 'equal', 'A', false],
  [5, 'equal', '5', true],
  ['5.0', 'equal', 5, true],
  ['5x', 'equal', 5, false],
  [null, 'equal', undefined, true],
  ['', 'equal', null, false],
  [{ a: [1] }, 'equal', { a: [1] }, true],
  [{ a: 1 }, 'equal', { a: 1, b: 2 }, false],
  [true, 'equal', 'true', false],
  ['a', 'notEqual', 'b', true],
  [undefined, 'notEqual', 'b', true],
  [2, 'lessThan', 3, true],
  ['2', 'lessThan', 10, true],
  [3, 'lessThan', 3, false],
  [null, 'lessThan', 3, false],
  [undefined, 'greaterThan', 0, false],
  [3, 'lessThanInclusive', 3, true],
  [4, 'greaterThan', 3, true],
  [3, 'greaterThanInclusive', '3', true],
  ['2026-01-02', 'greaterThan', '2026-01-01T23:00:00Z', true],
  ['2026-01-01T12:00:00+02:00', 'lessThan', '2026-01-01T11:00:00Z', true],
  ['b', 'greaterThan', 'a', true],
  ['a', 'in', ['a', 'b'], true],
  [['x', 'b'], 'in', ['a', 'b'], true],
  ['c', 'in', ['a', 'b'], false],
  ['a', 'in', 'a', false],
  [null, 'in', [null], true],
  ['c', 'notIn', ['a', 'b'], true],
  [['red', 'blue'], 'contains', 'red', true],
  ['Very RED', 'contains', 'red', true],
  [null, 'contains', 'red', false],
  [null, 'doesNotContain', 'red', true],
  ['Printer', 'startsWith', 'print', true],
  ['INC-1', 'endsWith', '1', true],
  ['My VPN is down', 'matchesText', 'vpn', true],
  ['planet', 'matchesText', 'lan', false],
  ['The printers burn', 'matchesText', 'print*', true],
  ['colour and color', 'matchesText', 'colo?r', true],
  ['data centre north', 'matchesText', 'data centre', true],
  ['data in the centre', 'matchesText', 'data centre', false],
  ['e-mail', 'matchesText', 'E Mail', true],
  ['WLAN kaputt: Büro', 'matchesText', ['wifi', 'büro'], true],
  ['anything', 'matchesText', '', false],
  ['anything', 'matchesText', '*', true],
  [['net', 'slow'], 'matchesText', 'slow', true],
  ['', 'isEmpty', null, true],
  ['  ', 'isEmpty', null, true],
  [[], 'isEmpty', null, true],
  [{}, 'isEmpty', null, true],
  [0, 'isEmpty', null, false],
  [false, 'isEmpty', null, false],
  ['x', 'isNotEmpty', null, true],
];

describe('an operator', () => {
  it.each(EXAMPLES)('%j %s %j is %j', (fact, operator, value, holds) => {
    expect(OPERATORS[operator](fact, value)).toBe(holds);
  });

  it('has an example each', () => {
    const shown = new Set(EXAMPLES.map(([, operator]) => operator));
    expect(CONDITION_OPERATORS.filter((operator) => !shown.has(operator))).toEqual([]);
  });

  it('answers yes or no to any two JSON values', () =>
    fc.assert(
      fc.property(
        fc.constantFrom(...CONDITION_OPERATORS),
        fc.jsonValue(),
        fc.jsonValue(),
        (operator, fact, value) => {
          expect(OPERATORS[operator](fact, value)).toBeTypeOf('boolean');
        },
      ),
    ));

  it('is the opposite of its opposite', () =>
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (fact, value) => {
        for (const [one, other] of [
          ['equal', 'notEqual'],
          ['in', 'notIn'],
          ['contains', 'doesNotContain'],
          ['isEmpty', 'isNotEmpty'],
        ] as const) {
          expect(OPERATORS[one](fact, value)).toBe(!OPERATORS[other](fact, value));
        }
      }),
    ));

  it('is quick for patterns made to be slow', () => {
    const begin = performance.now();
    expect(OPERATORS.matchesText('a'.repeat(20_000), `${'*a'.repeat(100)}b`)).toBe(false);
    expect(OPERATORS.matchesText('a '.repeat(10_000), `${'a '.repeat(99)}b`)).toBe(false);
    expect(performance.now() - begin).toBeLessThan(1_000);
  });
});
