/** Gaps, overlaps and conditions that never hold: by example, and against the evaluation that decides live. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Condition, ConditionOperator } from '#engine/condition.ts';
import { Coverage } from '#engine/conditions/coverage.ts';
import { domainsOf } from '#engine/conditions/domains.ts';
import type { Example } from '#engine/conditions/search.ts';
import type { Domain, Domains } from '#engine/conditions/shape.ts';
import { exampleWords } from '#engine/conditions/spelled.ts';
import type { Definition } from '#engine/definition.ts';
import { compileCondition } from '#rules/compile.ts';
import { holds } from '#rules/evaluate.ts';

const is = (fact: string, operator: ConditionOperator, value?: unknown): Condition =>
  value === undefined ? { fact, operator } : { fact, operator, value };
const all = (...parts: readonly Condition[]): Condition => ({ all: parts });
const cost = 'variables.cost';
const priority = 'ticket.priority';
const about = (schema: object): Domains =>
  domainsOf({
    key: 'k',
    name: 'K',
    elements: [],
    flows: [],
    variables: { type: 'object', properties: schema },
  } as unknown as Definition);

const gap = (conditions: readonly Condition[], domains: Domains = domainsOf(null)) => {
  const found = new Coverage(conditions, domains).gap();
  return typeof found === 'string' ? found : exampleWords(found);
};

describe('a gap', () => {
  it.each([
    [[is(cost, 'lessThan', 500), is(cost, 'greaterThan', 1000)], 'variables.cost ≥ 500 and ≤ 1000'],
    [[is(cost, 'lessThan', 500), is(cost, 'greaterThan', 500)], 'variables.cost = 500'],
    [[is(cost, 'lessThan', 500), is(cost, 'greaterThanInclusive', 500)], 'variables.cost empty'],
    [[is(priority, 'in', [1, 2, 3])], 'ticket.priority = 4'],
    [[is('variables.vip', 'equal', true)], 'variables.vip = false'],
    [[is('ticket.category', 'equal', 'network')], 'ticket.category none of “network”'],
    [[is('ticket.category', 'isEmpty')], 'ticket.category not empty'],
    [[is('ticket.title', 'contains', 'vpn')], 'open'],
    [[is(cost, 'lessThan', { fact: 'variables.limit' })], 'open'],
    [
      [all(is(priority, 'lessThan', 4), is(cost, 'greaterThan', 10)), is(priority, 'equal', 4)],
      'ticket.priority = 1, variables.cost ≤ 10',
    ],
    [[is(cost, 'equal', 1), { not: is(cost, 'equal', 1) }], 'none'],
    [[is('ticket.title', 'contains', 'a'), is('ticket.title', 'doesNotContain', 'a')], 'none'],
    [[is('ticket.title', 'contains', 'a'), is('ticket.title', 'doesNotContain', 'b')], 'open'],
    [
      [
        is('ticket.assignee', 'equal', { fact: 'ticket.requester' }),
        is('ticket.assignee', 'notEqual', { fact: 'ticket.requester' }),
      ],
      'none',
    ],
    [
      [is('variables.tag', 'in', ['a', { of: 1 }]), is('variables.tag', 'notIn', ['a', { of: 1 }])],
      'none',
    ],
    [[is('variables.tag', 'isEmpty'), is('variables.tag', 'isNotEmpty')], 'none'],
    [[is('ticket.title', 'contains', 'a'), { not: is('ticket.title', 'contains', 'a') }], 'none'],
  ] as const)('%# of %j is %s', (conditions, words) => {
    expect(gap(conditions)).toBe(words);
  });

  it('keeps to what the process says of its variables', () => {
    const conditions = [is('variables.size', 'equal', 'S'), is('variables.size', 'isEmpty')];
    expect(gap(conditions, about({ size: { enum: ['S', 'M'] } }))).toBe('variables.size = “M”');
    expect(gap(conditions, about({ size: { enum: ['S'] } }))).toBe('none');
    const range = [is(cost, 'lessThan', 4), is(cost, 'greaterThan', 4), is(cost, 'isEmpty')];
    expect(gap(range, about({ cost: { type: 'integer', maximum: 3 } }))).toBe('none');
    const beside = [is(cost, 'lessThan', 4), is(cost, 'greaterThan', 5), is(cost, 'isEmpty')];
    expect(gap(beside, about({ cost: { type: 'integer', minimum: 5 } }))).toBe(
      'variables.cost = 5',
    );
    expect(
      gap(
        [
          is(cost, 'lessThanInclusive', 4),
          is(cost, 'greaterThanInclusive', 5),
          is(cost, 'isEmpty'),
        ],
        about({ cost: { type: 'integer' } }),
      ),
    ).toBe('none');
  });

  it('is a text spelt like no number only where one asks for all there is', () => {
    const conditions = [
      is(cost, 'lessThan', 5),
      is(cost, 'greaterThanInclusive', 5),
      is(cost, 'isEmpty'),
    ];
    const coverage = new Coverage(conditions, new Map());
    expect(coverage.gap()).toBe('open');
    expect(coverage.gap(true)).toMatchObject({ told: [{ fact: cost, operator: 'equal' }] });
  });
});

describe('a condition that never holds', () => {
  it.each([
    [[all(is(cost, 'lessThan', 1), is(cost, 'greaterThan', 1))], [{ index: 0 }]],
    [[is(priority, 'equal', 5)], [{ index: 0 }]],
    [[is(cost, 'lessThan', 5), is(cost, 'lessThan', 3)], [{ index: 1, behind: 0 }]],
    [
      [is(cost, 'lessThan', 5), is(cost, 'greaterThan', 3), is(cost, 'equal', 4)],
      [{ index: 2, behind: 0 }],
    ],
    [
      [
        is(priority, 'lessThan', 3),
        is(priority, 'greaterThanInclusive', 3),
        is(priority, 'isEmpty'),
        is(cost, 'equal', 1),
      ],
      [{ index: 3, behind: null }],
    ],
    [
      [
        is('ticket.title', 'contains', 'vpn'),
        all(is('ticket.title', 'contains', 'vpn'), is(cost, 'equal', 1)),
      ],
      [{ index: 1, behind: 0 }],
    ],
    [[is('ticket.title', 'contains', 'vpn'), is('ticket.title', 'contains', 'vpn tunnel')], []],
    // “2.0” is 2 and not “2”; blanks are empty and neither missing nor "".
    [[all(is(cost, 'equal', 2), is(cost, 'notEqual', '2'))], []],
    [[all(is('ticket.category', 'isEmpty'), is('ticket.category', 'notIn', [null, '']))], []],
    // A list is among both.
    [[all(is('variables.x', 'in', ['a']), is('variables.x', 'in', ['b']))], []],
    [[all(is('ticket.category', 'in', ['a']), is('ticket.category', 'in', ['b']))], [{ index: 0 }]],
  ] as const)('%# of %j: %j', (conditions, never) => {
    expect(new Coverage(conditions, domainsOf(null)).never()).toEqual(never);
  });
});

describe('an overlap', () => {
  const overlaps = (...conditions: readonly Condition[]) =>
    new Coverage(conditions, domainsOf(null))
      .overlaps()
      .map(({ one, other, example }) => `${one} ${other} ${exampleWords(example)}`);

  it('is told where ranges cross', () => {
    expect(overlaps(is(cost, 'greaterThan', 500), is(cost, 'lessThan', 1000))).toEqual([
      '0 1 variables.cost > 500 and < 1000',
    ]);
  });

  it('is as meant where one is a case of the other, or they ask different things', () => {
    expect(overlaps(is(cost, 'lessThan', 500), is(cost, 'lessThan', 1000))).toEqual([]);
    expect(overlaps(is(cost, 'lessThan', 500), is(priority, 'equal', 1))).toEqual([]);
  });
});

it('a long list is looked through in a moment, or not at all', () => {
  const long = Array.from({ length: 1_000 }, (_, index) =>
    all(is(cost, 'greaterThan', index), is(priority, 'equal', (index % 4) + 1)),
  );
  const coverage = new Coverage(long, domainsOf(null));
  expect(coverage.gap()).toBe('open');
  coverage.never();
  coverage.overlaps();
});

const NAMES = ['variables.a', 'variables.b', 'ticket.c'] as const;
const fact = fc.constantFrom(...NAMES);
const scalar = fc.constantFrom<unknown>(0, 1, 2, 3.5, '2', 'x', 'y', '', ' ', true, false, null);
const json = fc.oneof(
  { weight: 4, arbitrary: scalar },
  fc.array(scalar, { maxLength: 3 }),
  fc.constantFrom<unknown>({}, { x: 1 }, ' 2', '2.0', 'xy', '2026-01-01', -7, 2.5, 900, 'X'),
);
const anyFacts = fc.record({
  variables: fc.record({ a: json, b: json }, { requiredKeys: [] }),
  ticket: fc.record({ c: json }, { requiredKeys: [] }),
});
const plainLeaf: fc.Arbitrary<Condition> = fc.oneof(
  fc.record({
    fact,
    operator: fc.constantFrom(
      ...([
        'equal',
        'notEqual',
        'lessThan',
        'lessThanInclusive',
        'greaterThan',
        'greaterThanInclusive',
      ] as const),
    ),
    value: scalar,
  }),
  fc.record({
    fact,
    operator: fc.constantFrom(...(['in', 'notIn'] as const)),
    value: fc.array(scalar, { maxLength: 3 }),
  }),
  fc.record({ fact, operator: fc.constantFrom(...(['isEmpty', 'isNotEmpty'] as const)) }),
);
/** Without texts by their order. */
const countedLeaf = plainLeaf.map((leaf) =>
  'fact' in leaf && leaf.operator.includes('Than') && typeof leaf.value === 'string'
    ? { ...leaf, value: 1 }
    : leaf,
);
const anyLeaf: fc.Arbitrary<Condition> = fc.oneof(
  { weight: 3, arbitrary: plainLeaf },
  fc.record({
    fact,
    operator: fc.constantFrom(
      ...([
        'contains',
        'doesNotContain',
        'startsWith',
        'matchesText',
        'equal',
        'greaterThan',
      ] as const),
    ),
    value: fc.oneof(
      json,
      fact.map((one) => ({ fact: one })),
    ),
  }),
);
const aNumber = fc.constantFrom(-9, 0, 0.5, 1, 1.5, 2, 2.5, 3, 3.5, 9);
const numberLeaf: fc.Arbitrary<Condition> = fc.record({
  fact: fc.constantFrom('variables.a', 'variables.b'),
  operator: fc.constantFrom(
    ...(['equal', 'lessThan', 'lessThanInclusive', 'greaterThan'] as const),
  ),
  value: fc.constantFrom(0, 1, 2, 3),
});
const conditionsOf = (leaf: fc.Arbitrary<Condition>): fc.Arbitrary<readonly Condition[]> => {
  const { condition } = fc.letrec<{ condition: Condition }>((tie) => ({
    condition: fc.oneof(
      { maxDepth: 2, depthSize: 'small' },
      leaf,
      fc.record({ all: fc.array(tie('condition'), { maxLength: 2 }) }),
      fc.record({ any: fc.array(tie('condition'), { maxLength: 2 }) }),
      fc.record({ not: tie('condition') }),
    ),
  }));
  return fc.array(condition, { minLength: 1, maxLength: 4 });
};

/** Facts as runs hold them, from their dotted names. */
const nested = (facts: ReadonlyMap<string, unknown>) => {
  const made: Record<string, Record<string, unknown>> = {};
  for (const [name, value] of facts) {
    const [root = '', field = ''] = name.split('.');
    made[root] = { ...made[root], [field]: value };
  }
  return made;
};

describe('what is told is so', () => {
  it('of gaps and overlaps, when it is decided live', () =>
    fc.assert(
      fc.asyncProperty(conditionsOf(anyLeaf), anyFacts, async (conditions, rest) => {
        const coverage = new Coverage(conditions, new Map());
        const judged = async (facts: ReadonlyMap<string, unknown>) => {
          const own = nested(facts);
          // Whatever the other facts are.
          const whole = {
            variables: { ...rest.variables, ...own.variables },
            ticket: { ...rest.ticket, ...own.ticket },
          };
          return Promise.all(conditions.map(async (one) => (await holds(one, whole)).holds));
        };
        const open = coverage.gap(true);
        if (typeof open === 'object') expect(await judged(open.facts)).not.toContain(true);
        for (const { one, other, example } of coverage.together()) {
          const answers = await judged(example.facts);
          expect([answers[one], answers[other]]).toEqual([true, true]);
        }
        for (const { one, other, example } of coverage.overlaps()) {
          const answers = await judged(example.facts);
          expect([answers.indexOf(true), answers[other]]).toEqual([one, true]);
        }
      }),
      { numRuns: 150 },
    ));

  it('of what never holds, and of there being no gap, whatever the facts', () =>
    fc.assert(
      fc.property(
        conditionsOf(anyLeaf),
        fc.array(anyFacts, { minLength: 25, maxLength: 25 }),
        (conditions, many) => {
          const coverage = new Coverage(conditions, new Map());
          const never = new Set(coverage.never().map(({ index }) => index));
          const alone = coverage.neverAlone().map(({ index }) => index);
          const isWhole = coverage.gap(true) === 'none';
          const deciders = conditions.map(compileCondition);
          for (const facts of many) {
            const answers = deciders.map((decides) => decides(facts));
            expect(never.has(answers.indexOf(true))).toBe(false);
            for (const index of alone) expect(answers[index]).toBe(false);
            if (isWhole) expect(answers).toContain(true);
          }
        },
      ),
      { numRuns: 120 },
    ));

  it('of every number in the ranges of an example', () =>
    fc.assert(
      fc.property(
        conditionsOf(numberLeaf),
        fc.array(fc.tuple(aNumber, aNumber), { minLength: 60, maxLength: 60 }),
        (conditions, many) => {
          const coverage = new Coverage(conditions, new Map());
          const deciders = conditions.map(compileCondition);
          const gap = coverage.gap();
          const pairs = coverage.overlaps();
          for (const [a, b] of many) {
            const facts = { variables: { a, b } };
            const answers = deciders.map((decides) => decides(facts));
            const isIn = (example: Example) => compileCondition({ all: example.told })(facts);
            if (typeof gap === 'object' && isIn(gap)) expect(answers).not.toContain(true);
            for (const { one, other, example } of pairs) {
              if (isIn(example))
                expect([answers.indexOf(true), answers[other]]).toEqual([one, true]);
            }
          }
        },
      ),
      { numRuns: 150 },
    ));

  it('and all of it, where the facts can be counted', () =>
    fc.assert(
      fc.property(
        conditionsOf(countedLeaf),
        fc.tuple(...NAMES.map(() => fc.uniqueArray(scalar, { minLength: 1, maxLength: 4 }))),
        (conditions, values) => {
          const domains = new Map(
            NAMES.map((name, index): [string, Domain] => {
              const shape = { among: values[index] ?? [] };
              return [name, { usual: shape, sure: shape }];
            }),
          );
          const coverage = new Coverage(conditions, domains);
          const rows = everyRow(values).map((row) => {
            const facts = nested(new Map(NAMES.map((name, index) => [name, row[index]])));
            return conditions.map((one) => compileCondition(one)(facts));
          });
          expect(typeof coverage.gap()).toBe(
            rows.some((row) => !row.includes(true)) ? 'object' : 'string',
          );
          const never = conditions.flatMap((_, index) =>
            rows.some((row) => row.indexOf(true) === index) ? [] : [index],
          );
          expect(coverage.never().map(({ index }) => index)).toEqual(never);
          const together = coverage.together().map(({ one, other }) => `${one} ${other}`);
          const pairs = conditions.flatMap((_, other) =>
            conditions.flatMap((_, one) =>
              other > one &&
              rows.some((row) => row[one] && row[other]) &&
              rows.some((row) => !row[one] && row[other])
                ? [`${one} ${other}`]
                : [],
            ),
          );
          expect(together).toEqual(pairs);
        },
      ),
      { numRuns: 300 },
    ));
});

const everyRow = (values: readonly (readonly unknown[])[]): readonly (readonly unknown[])[] =>
  values.reduce<readonly (readonly unknown[])[]>(
    (rows, column) => rows.flatMap((row) => column.map((value) => [...row, value])),
    [[]],
  );
