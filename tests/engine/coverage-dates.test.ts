/** Dates and instants are ranges like numbers: what lies between two of them, is left out, or is taken twice, is told. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Condition, ConditionOperator } from '#engine/condition.ts';
import { Coverage } from '#engine/conditions/coverage.ts';
import { domainsOf } from '#engine/conditions/domains.ts';
import type { Example } from '#engine/conditions/search.ts';
import type { Domains } from '#engine/conditions/shape.ts';
import { exampleWords } from '#engine/conditions/spelled.ts';
import type { Definition } from '#engine/definition.ts';
import { compileCondition } from '#rules/compile.ts';
import { lintRuleset } from '#rules/lint-ruleset.ts';

const day = 'variables.day';
const is = (fact: string, operator: ConditionOperator, value?: unknown): Condition =>
  value === undefined ? { fact, operator } : { fact, operator, value };
const until = (value: string, fact = day) => is(fact, 'lessThanInclusive', value);
const from = (value: string, fact = day) => is(fact, 'greaterThanInclusive', value);
const earlier = (value: string, fact = day) => is(fact, 'lessThan', value);
const later = (value: string, fact = day) => is(fact, 'greaterThan', value);
const all = (...parts: readonly Condition[]): Condition => ({ all: parts });
const withDay = (schema: object): Domains =>
  domainsOf({
    key: 'k',
    name: 'K',
    elements: [],
    flows: [],
    variables: { type: 'object', properties: { day: schema } },
  } as unknown as Definition);
const aDate = withDay({ type: 'string', format: 'date' });

const gap = (conditions: readonly Condition[], domains: Domains = domainsOf(null)) => {
  const found = new Coverage(conditions, domains).gap();
  return typeof found === 'string' ? found : exampleWords(found);
};

describe('a gap between dates', () => {
  it.each([
    [[earlier('2026-05-01'), later('2026-06-30')], `${day} ≥ “2026-05-01” and ≤ “2026-06-30”`],
    [[until('2026-05-01'), from('2026-05-03')], `${day} = “2026-05-02”`],
    [[earlier('2026-05-01'), later('2026-05-01')], `${day} = “2026-05-01”`],
    [[from('2026-05-01')], `${day} < “2026-05-01”`],
    // The next day is next to it, and there is nothing between them.
    [[until('2026-04-30'), from('2026-05-01')], `${day} empty`],
    [[until('2026-04-30'), from('2026-05-01'), is(day, 'isEmpty')], 'open'],
    [
      [earlier('2026-05-01T10:00:00Z'), later('2026-05-01T12:00:00+02:00')],
      `${day} = “2026-05-01T10:00:00Z”`,
    ],
    [
      [until('2026-04-30', 'ticket.createdAt'), from('2026-05-01', 'ticket.createdAt')],
      'ticket.createdAt > “2026-04-30” and < “2026-05-01”',
    ],
  ] as const)('%# of %j is %s', (conditions, words) => {
    expect(gap(conditions)).toBe(words);
  });

  it('is shown not to be there where a process says that its variable is a date', () => {
    const conditions = [earlier('2026-05-01'), from('2026-05-01'), is(day, 'isEmpty')];
    expect(gap(conditions, aDate)).toBe('none');
    expect(gap(conditions.slice(0, 2), aDate)).toBe(`${day} empty`);
    expect(gap([earlier('2026-05-01'), later('2026-05-01')], aDate)).toBe(`${day} = “2026-05-01”`);
  });

  it('is not told where numbers or other texts are among what a fact is compared with', () => {
    const empty = is(day, 'isEmpty');
    expect(gap([earlier('2026-05-01'), from('2026-05-01'), from('x'), empty], aDate)).toBe('open');
    expect(
      gap([earlier('2026-05-01'), from('2026-05-01'), is(day, 'lessThan', 5), empty], aDate),
    ).toBe('open');
  });
});

describe('a date', () => {
  const never = (...conditions: readonly Condition[]) =>
    new Coverage(conditions, domainsOf(null)).never();

  it('can lie in no range that ends before it begins', () => {
    expect(never(all(from('2026-06-01'), earlier('2026-05-01')))).toEqual([{ index: 0 }]);
  });

  it('that lies in a later range lies in the one before that holds it', () => {
    expect(never(earlier('2026-06-01'), earlier('2026-05-01'))).toEqual([{ index: 1, behind: 0 }]);
    expect(
      never(earlier('2026-06-01'), from('2026-05-01'), is(day, 'equal', '2026-05-12')),
    ).toEqual([{ index: 2, behind: 0 }]);
  });

  it('may lie in two ranges that cross, and it is told in which dates', () => {
    const ranges = [
      all(from('2026-04-01'), until('2026-05-15')),
      all(from('2026-05-01'), until('2026-06-30')),
    ];
    const [found, ...more] = new Coverage(ranges, domainsOf(null)).overlaps();
    expect(more).toEqual([]);
    expect(found && exampleWords(found.example)).toBe(`${day} ≥ “2026-05-01” and ≤ “2026-05-15”`);
  });

  it('leaves a gap and an overlap in a ruleset, told with the dates', () => {
    const rule = (id: string, conditions: Condition, rate: number) => ({
      id,
      conditions,
      set: { rate },
    });
    const rules = [
      rule('spring', all(from('2026-03-01'), earlier('2026-06-01')), 1),
      rule('may', all(from('2026-05-01'), until('2026-06-15')), 2),
    ];
    expect(
      lintRuleset({ key: 'k', name: 'K', hitPolicy: 'first', rules }).map(({ message }) => message),
    ).toEqual([
      `“spring” and “may” both hold for ${day} ≥ “2026-05-01” and < “2026-06-01”; only their order lets “spring” decide.`,
      `Nothing is said for the case that no rule holds, for example for ${day} < “2026-03-01”; variables stay as they were then.`,
    ]);
  });
});

const time = fc.constantFrom(
  '2026-05-01',
  '2026-05-02',
  '2026-05-04',
  '2026-05-01T00:00:00Z',
  '2026-05-01T12:00:00Z',
);
const leaf: fc.Arbitrary<Condition> = fc.oneof(
  fc.record({
    fact: fc.constantFrom('variables.a', 'variables.b'),
    operator: fc.constantFrom<ConditionOperator>(
      ...(['lessThan', 'lessThanInclusive', 'greaterThan', 'greaterThanInclusive'] as const),
      ...(['equal', 'notEqual'] as const),
    ),
    value: fc.oneof({ weight: 6, arbitrary: time }, { weight: 1, arbitrary: fc.constant('x') }),
  }),
  fc.record({
    fact: fc.constant('variables.a'),
    operator: fc.constantFrom<ConditionOperator>('isEmpty', 'isNotEmpty'),
  }),
);
const conditionsOf = (one: fc.Arbitrary<Condition>) => {
  const { condition } = fc.letrec<{ condition: Condition }>((tie) => ({
    condition: fc.oneof(
      { maxDepth: 2, depthSize: 'small' },
      one,
      fc.record({ all: fc.array(tie('condition'), { maxLength: 2 }) }),
      fc.record({ not: tie('condition') }),
    ),
  }));
  return fc.array(condition, { minLength: 1, maxLength: 4 });
};
const fact = fc.constantFrom<unknown>(
  '2026-04-30',
  '2026-05-01',
  '2026-05-02',
  '2026-05-03',
  '2026-05-04',
  '2026-05-05',
  '0001-01-01',
  '2026-05-01T00:00:00Z',
  '2026-05-01T00:00:00.000Z',
  '2026-05-01T14:00:00+02:00',
  '2026-05-03T10:00',
  '',
  ' ',
  '\u3000',
  '!',
  'x',
  'zebra',
  '2026',
  '2026-05-01!',
  '2026-05-01 ',
  '2026-05-02Z',
  '7',
  null,
  7,
  true,
  [],
  ['2026-05-01'],
  {},
);
const manyFacts = fc.array(fc.record({ a: fact, b: fact }), { minLength: 60, maxLength: 60 });

describe('what is told of dates is so', () => {
  it('of what never holds, of there being no gap, and of every example, whatever the facts', () =>
    fc.assert(
      fc.property(conditionsOf(leaf), manyFacts, (conditions, many) => {
        const coverage = new Coverage(conditions, new Map());
        const never = new Set(coverage.never().map(({ index }) => index));
        const alone = coverage.neverAlone().map(({ index }) => index);
        const gap = coverage.gap(true);
        const deciders = conditions.map(compileCondition);
        const told = typeof gap === 'object' ? [gap] : [];
        for (const { facts } of told) {
          const [a, b] = ['variables.a', 'variables.b'].map((name) => facts.get(name));
          expect(deciders.map((decides) => decides({ variables: { a, b } }))).not.toContain(true);
        }
        for (const variables of many) {
          const answers = deciders.map((decides) => decides({ variables }));
          expect(never.has(answers.indexOf(true))).toBe(false);
          for (const index of alone) expect(answers[index]).toBe(false);
          if (gap === 'none') expect(answers).toContain(true);
        }
      }),
      { numRuns: 200 },
    ));

  it('of every day in the ranges of an example', () => {
    const days = leaf.filter((one) => !('value' in one) || !String(one.value).match(/T|x/));
    const aDay = fc.integer({ min: 0, max: 9 }).map((at) => `2026-05-0${at}`.replace('-00', '-10'));
    const many = fc.array(fc.record({ a: aDay, b: aDay }), { minLength: 40, maxLength: 40 });
    fc.assert(
      fc.property(conditionsOf(days), many, (conditions, facts) => {
        const coverage = new Coverage(conditions, new Map());
        const deciders = conditions.map(compileCondition);
        const gap = coverage.gap();
        const pairs = coverage.overlaps();
        for (const variables of facts) {
          const answers = deciders.map((decides) => decides({ variables }));
          const isIn = (example: Example) => compileCondition({ all: example.told })({ variables });
          if (typeof gap === 'object' && isIn(gap)) expect(answers).not.toContain(true);
          for (const { one, other, example } of pairs)
            if (isIn(example)) expect([answers.indexOf(true), answers[other]]).toEqual([one, true]);
        }
      }),
      { numRuns: 150 },
    );
  });
});
