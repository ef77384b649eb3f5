/** What a ruleset leaves open, never reaches and says twice. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Condition, ConditionOperator } from '#engine/condition.ts';
import { lintRuleset, RULESET_RULES } from '#rules/lint-ruleset.ts';

type Row = readonly [conditions: Condition, set: object];

const is = (fact: string, operator: ConditionOperator, value?: unknown): Condition => ({
  fact,
  operator,
  ...(value === undefined ? {} : { value }),
});
const cost = (operator: ConditionOperator, value?: number) => is('variables.cost', operator, value);
const ruleset = (hitPolicy: string, rows: readonly Row[], more: object = {}) => ({
  key: 'k',
  name: 'K',
  hitPolicy,
  rules: rows.map(([conditions, set], index) => ({ id: `r${index + 1}`, conditions, set })),
  ...more,
});
const said = (value: unknown) =>
  lintRuleset(value).map(({ level, message }) => `${level}: ${message}`);

describe('a ruleset of which the first rule counts', () => {
  it('says for which facts nothing is set', () => {
    expect(
      said(
        ruleset('first', [
          [cost('lessThan', 500), { a: 1 }],
          [cost('greaterThan', 900), { a: 2 }],
        ]),
      ),
    ).toEqual([
      'warning: Nothing is said for the case that no rule holds, for example for variables.cost ≥ 500 and ≤ 900; variables stay as they were then.',
    ]);
  });

  it('needs no otherwise where there is no gap', () => {
    const dear = cost('greaterThan', 900);
    expect(
      said(
        ruleset('first', [
          [dear, { a: 1 }],
          [{ not: dear }, { a: 2 }],
        ]),
      ),
    ).toEqual([]);
    expect(said(ruleset('first', [[dear, { a: 1 }]], { otherwise: {} }))).toEqual([]);
    const about = is('ticket.title', 'contains', 'vpn');
    const others = is('ticket.title', 'doesNotContain', 'vpn');
    expect(
      said(
        ruleset('first', [
          [about, { a: 1 }],
          [others, { a: 2 }],
        ]),
      ),
    ).toEqual([]);
  });

  it('tells of the gap without an example where it cannot be sure of one', () => {
    const [only] = said(ruleset('first', [[is('ticket.title', 'contains', 'vpn'), { a: 1 }]]));
    expect(only).toBe(
      'warning: Nothing is said for the case that no rule holds, for example for ticket.title empty; variables stay as they were then.',
    );
    const other = is('variables.a', 'equal', { fact: 'variables.b' });
    expect(lintRuleset(ruleset('first', [[other, { a: 1 }]]))).toMatchObject([
      { rule: 'no-otherwise', message: expect.not.stringContaining('for example') },
    ]);
  });

  it('tells of rules that are never reached, and why', () => {
    const rows: readonly Row[] = [
      [cost('lessThan', 500), { a: 1 }],
      [cost('lessThan', 300), { a: 2 }],
      [is('ticket.priority', 'equal', 7), { a: 3 }],
      [cost('greaterThanInclusive', 500), { a: 4 }],
      [cost('greaterThan', 0), { a: 5 }],
    ];
    expect(said(ruleset('first', rows, { otherwise: {} }))).toEqual([
      'warning: “r2” is never reached: whenever it holds, “r1” before it holds too.',
      'warning: “r3” never holds: there are no facts for which its conditions do.',
      'warning: “r5” is never reached: whenever it holds, one of the rules before it holds too.',
    ]);
  });

  it('says of a rule without conditions that it hides the rest, and no more of those', () => {
    const rows: readonly Row[] = [
      [{ all: [] }, { a: 1 }],
      [cost('lessThan', 300), { a: 2 }],
      [cost('lessThan', 200), { a: 3 }],
    ];
    expect(said(ruleset('first', rows))).toEqual([
      'warning: “r1” has no conditions, so the rules after it are never looked at.',
    ]);
  });

  it('does not take a rule that never holds for one without conditions', () => {
    const rows: readonly Row[] = [
      [{ not: { all: [] } }, { a: 1 }],
      [cost('lessThan', 300), { a: 2 }],
      [cost('lessThan', 200), { a: 3 }],
    ];
    expect(said(ruleset('first', rows, { otherwise: {} }))).toEqual([
      'warning: “r1” never holds: there are no facts for which its conditions do.',
      'warning: “r3” is never reached: whenever it holds, “r2” before it holds too.',
    ]);
  });

  it('hints at rules that cross and say different things', () => {
    const crossing = (one: object, other: object) =>
      said(
        ruleset(
          'first',
          [
            [cost('greaterThan', 500), one],
            [cost('lessThan', 900), other],
          ],
          {
            otherwise: {},
          },
        ),
      );
    expect(crossing({ a: 1 }, { a: 2 })).toEqual([
      'hint: “r1” and “r2” both hold for variables.cost > 500 and < 900; only their order lets “r1” decide.',
    ]);
    expect(crossing({ a: 1 }, { a: 1 })).toEqual([]);
  });
});

describe('a ruleset of which all rules count', () => {
  it('hints at rules that contradict each other', () => {
    const urgent = is('ticket.priority', 'equal', 1);
    const contradicting = (one: object, other: object) =>
      said(
        ruleset('collect', [
          [urgent, one],
          [cost('lessThan', 9), other],
        ]),
      );
    expect(contradicting({ a: 1 }, { a: 2 })).toEqual([
      'hint: “r1” and “r2” both hold for ticket.priority = 1, variables.cost < 9, and set “a” to different values; the later one counts.',
    ]);
    expect(contradicting({ a: 1 }, { b: 2 })).toEqual([]);
  });

  it('takes what is added up for no contradiction', () => {
    const adding = (one: object, other: object) =>
      said(
        ruleset('sum', [
          [is('ticket.priority', 'equal', 1), one],
          [cost('lessThan', 9), other],
        ]),
      );
    expect(adding({ points: 1, reasons: ['a'] }, { points: 2, reasons: ['b'] })).toEqual([]);
    expect(adding({ level: 'high' }, { level: 'low' })).toHaveLength(1);
    expect(adding({ points: 1 }, { points: '{{ticket.change.points}}' })).toEqual([]);
    expect(adding({ points: 1 }, { points: '{{variables.more}}' })).toHaveLength(1);
  });

  it('takes a special case that comes later for meant', () => {
    const rows: readonly Row[] = [
      [{ all: [] }, { a: 1 }],
      [cost('lessThan', 9), { a: 2 }],
      [cost('lessThan', 5), { a: 3 }],
    ];
    expect(said(ruleset('collect', rows))).toEqual([]);
    expect(said(ruleset('collect', [...rows].reverse().slice(0, 2)))).toHaveLength(1);
  });

  it('tells of a rule that never holds', () => {
    const never = { all: [cost('lessThan', 1), cost('greaterThan', 2)] };
    expect(said(ruleset('collect', [[never, { a: 1 }]]))).toEqual([
      'warning: “r1” never holds: there are no facts for which its conditions do.',
    ]);
  });
});

it('every finding about a ruleset has its line on the page', () => {
  const page = readFileSync(new URL('../../docs/process-language.md', import.meta.url), 'utf8');
  const part = page.slice(page.indexOf('**Rulesets**'), page.indexOf('## What the lint says'));
  expect(RULESET_RULES.filter((name) => !part.includes(`| \`${name}\` |`))).toEqual([]);
});
