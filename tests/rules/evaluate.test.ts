/** Conditions and rulesets, what they decide and what they tell about it. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Condition } from '#engine/condition.ts';
import { OPERATORS } from '#engine/operators.ts';
import { chooseFlow, evaluateRuleset, holds } from '#rules/evaluate.ts';
import { isRuleset, lintRuleset } from '#rules/lint-ruleset.ts';
import type { Ruleset } from '#rules/ruleset.ts';

const facts = {
  ticket: { priority: 1, category: 'network', tags: ['vip'] },
  variables: { cost: 1500, limit: 1000 },
};
const leaf = (
  fact: string,
  operator: 'equal' | 'greaterThan' | 'isEmpty',
  value?: unknown,
): Condition => ({ fact, operator, value });

describe('a condition', () => {
  it('tells what every comparison saw', async () => {
    const condition: Condition = {
      all: [
        leaf('ticket.priority', 'equal', 1),
        { not: { any: [leaf('variables.cost', 'greaterThan', { fact: 'variables.limit' })] } },
      ],
    };
    expect(await holds(condition, facts)).toEqual({
      holds: false,
      trace: {
        all: [
          { fact: 'ticket.priority', operator: 'equal', actual: 1, expected: 1, result: true },
          {
            not: {
              any: [
                {
                  fact: 'variables.cost',
                  operator: 'greaterThan',
                  actual: 1500,
                  expected: 1000,
                  result: true,
                },
              ],
              result: true,
            },
            result: false,
          },
        ],
        result: false,
      },
    });
  });

  it('may be a lone comparison', async () => {
    expect((await holds(leaf('ticket.nothing', 'isEmpty'), facts)).holds).toBe(true);
  });

  it('holds when it asks nothing', async () => {
    expect((await holds({ all: [] }, facts)).holds).toBe(true);
    expect((await holds({ any: [] }, facts)).holds).toBe(true);
  });

  it('sees own properties only, and runs nothing that a name says', async () => {
    for (const fact of [
      'constructor',
      '__proto__.x',
      'ticket.tags.length',
      '$..[?(@.constructor)]',
      'ticket[priority]',
    ]) {
      expect((await holds({ fact, operator: 'isEmpty' }, facts)).holds).toBe(true);
    }
  });

  it('takes an object with a fact for a reference, never for a question to the library', async () => {
    expect(
      (await holds(leaf('ticket.priority', 'equal', { fact: 'nobody', path: 'x' }), facts)).holds,
    ).toBe(false);
    expect((await holds(leaf('ticket.nothing', 'equal', { fact: 7 }), facts)).holds).toBe(true);
  });

  it('rejects what is no condition', async () => {
    await expect(
      holds({ fact: 'a', operator: 'unheard' } as unknown as Condition, facts),
    ).rejects.toThrow('unheard');
  });

  it('decides like a plain reading of the same condition', async () => {
    const path = fc.constantFrom(
      'ticket.priority',
      'ticket.category',
      'variables.cost',
      'variables.none',
    );
    const value = fc.constantFrom(1, 1500, 'network', null, { fact: 'variables.limit' });
    const { condition } = fc.letrec<{ condition: Condition; leaf: Condition }>((tie) => ({
      leaf: fc.record({
        fact: path,
        operator: fc.constantFrom('equal' as const, 'greaterThan' as const, 'isEmpty' as const),
        value,
      }),
      condition: fc.oneof(
        { maxDepth: 3, depthSize: 'small' },
        tie('leaf'),
        fc.record({ all: fc.array(tie('condition'), { minLength: 1, maxLength: 3 }) }),
        fc.record({ any: fc.array(tie('condition'), { minLength: 1, maxLength: 3 }) }),
        fc.record({ not: tie('condition') }),
      ),
    }));
    await fc.assert(
      fc.asyncProperty(condition, async (one) => {
        expect((await holds(one, facts)).holds).toBe(plainly(one));
      }),
    );
  });
});

function plainly(condition: Condition): boolean {
  if ('all' in condition) return condition.all.every(plainly);
  if ('any' in condition) return condition.any.some(plainly);
  if ('not' in condition) return !plainly(condition.not);
  const at = (path: string): unknown => {
    const [root = '', name = ''] = path.split('.');
    return Reflect.get(Reflect.get(facts, root) ?? {}, name);
  };
  const { value } = condition;
  const isReference = typeof value === 'object' && value !== null && 'fact' in value;
  return OPERATORS[condition.operator](
    at(condition.fact),
    isReference ? at(String(value.fact)) : value,
  );
}

describe('the choice of a flow', () => {
  const flows = [
    { id: 'dear', conditions: leaf('variables.cost', 'greaterThan', 5000) },
    { id: 'urgent', conditions: leaf('ticket.priority', 'equal', 1) },
    { id: 'any', conditions: { all: [] } },
  ];

  it('falls on the first that holds, and tells of those before it', async () => {
    const { flow, trace } = await chooseFlow(flows, facts);
    expect(flow).toBe('urgent');
    expect(trace.map((one) => [one.flow, one.result])).toEqual([
      ['dear', false],
      ['urgent', true],
    ]);
  });

  it('falls on none', async () => {
    expect((await chooseFlow(flows.slice(0, 1), facts)).flow).toBeNull();
  });
});

describe('a ruleset', () => {
  const ruleset: Ruleset = {
    key: 'test',
    name: 'Test',
    hitPolicy: 'first',
    rules: [
      {
        id: 'net',
        conditions: leaf('ticket.category', 'equal', 'network'),
        set: { queue: '{{ticket.category}}', level: 1 },
      },
      { id: 'high', conditions: leaf('ticket.priority', 'equal', 1), set: { level: 2 } },
    ],
    otherwise: { queue: 'desk' },
  };

  it('takes the first rule that holds', async () => {
    expect(await evaluateRuleset(ruleset, facts)).toMatchObject({
      variables: { queue: 'network', level: 1 },
      matched: ['net'],
    });
  });

  it('collects all that hold, later over earlier', async () => {
    const collecting = { ...ruleset, hitPolicy: 'collect' as const };
    expect(await evaluateRuleset(collecting, facts)).toMatchObject({
      variables: { queue: 'network', level: 2 },
      matched: ['net', 'high'],
    });
  });

  it('adds up the numbers of all that hold, and puts their lists together', async () => {
    const points: Ruleset = {
      ...ruleset,
      hitPolicy: 'sum',
      rules: [
        {
          id: 'wide',
          conditions: leaf('ticket.priority', 'equal', 1),
          set: { points: 3, reasons: ['It is urgent.'], level: 'high' },
        },
        {
          id: 'net',
          conditions: leaf('ticket.category', 'equal', 'network'),
          set: { points: 2.5, reasons: ['It touches the {{ticket.category}}.'], level: 'low' },
        },
        { id: 'no', conditions: leaf('ticket.priority', 'equal', 4), set: { points: 100 } },
      ],
      otherwise: { points: 0, reasons: [] },
    };
    expect(await evaluateRuleset(points, facts)).toMatchObject({
      variables: {
        points: 5.5,
        level: 'low',
        reasons: ['It is urgent.', 'It touches the network.'],
      },
      matched: ['wide', 'net'],
    });
    const other = { ticket: { category: 'x', priority: 3 } };
    expect((await evaluateRuleset(points, other)).variables).toEqual({ points: 0, reasons: [] });
    // A question that nobody has answered adds nothing, before the others and after them.
    const open = {
      id: 'form',
      conditions: leaf('ticket.priority', 'equal', 1),
      set: { points: '{{variables.answer}}' },
    };
    for (const rules of [
      [open, ...points.rules],
      [...points.rules, open],
    ])
      expect((await evaluateRuleset({ ...points, rules }, facts)).variables).toMatchObject({
        points: 5.5,
      });
  });

  it('has an otherwise, and sets nothing without one', async () => {
    const other = { ticket: { category: 'x', priority: 3 } };
    expect(await evaluateRuleset(ruleset, other)).toMatchObject({
      variables: { queue: 'desk' },
      matched: [],
    });
    const { otherwise: _, ...bare } = ruleset;
    expect(await evaluateRuleset(bare, other)).toMatchObject({ variables: {}, matched: [] });
    expect(await evaluateRuleset({ ...bare, rules: [] }, other)).toEqual({
      variables: {},
      matched: [],
      trace: [],
    });
  });

  it('tells about every rule in its order', async () => {
    const { trace } = await evaluateRuleset(ruleset, facts);
    expect(trace.map(({ rule, result }) => [rule, result])).toEqual([
      ['net', true],
      ['high', true],
    ]);
  });

  it('decides each of many at the same time by its own facts', async () => {
    const results = await Promise.all(
      [1, 2, 1, 2, 1].map((priority) =>
        holds(leaf('ticket.priority', 'equal', 1), { ticket: { priority } }),
      ),
    );
    expect(results.map((one) => one.holds)).toEqual([true, false, true, false, true]);
  });
});

describe('the lint of a ruleset', () => {
  const good = {
    key: 'a',
    name: 'A',
    hitPolicy: 'first',
    rules: [{ id: 'r', conditions: leaf('ticket.status', 'equal', 'new'), set: { a: 1 } }],
    otherwise: {},
  };
  const rules = (value: unknown) =>
    lintRuleset(value).map(({ rule, pointer }) => `${rule} ${pointer}`);

  it('finds nothing in what is right', () => {
    expect(isRuleset(good)).toBe(true);
    expect(rules(good)).toEqual([]);
  });

  it.each([
    [{ ...good, otherwise: undefined }, 'no-otherwise /otherwise'],
    [{ ...good, rules: [...good.rules, ...good.rules] }, 'duplicate-id /rules/1/id'],
    [
      {
        ...good,
        rules: [
          { ...good.rules[0], conditions: { all: [] } },
          { ...good.rules[0], id: 's' },
        ],
      },
      'never-reached /rules/0',
    ],
    [
      { ...good, rules: [{ ...good.rules[0], conditions: leaf('weather.sun', 'isEmpty') }] },
      'unknown-fact /rules/0/conditions',
    ],
    [
      {
        ...good,
        rules: [{ ...good.rules[0], conditions: { fact: 'ticket.status', operator: 'like' } }],
      },
      'schema /rules/0/conditions/operator',
    ],
    [{ ...good, rules: [{ ...good.rules[0], set: { 'a b': 1 } }] }, 'schema /rules/0/set/a b'],
    [
      {
        ...good,
        rules: [
          { ...good.rules[0], conditions: { fact: 'ticket.status', operator: 'in', value: [] } },
        ],
      },
      'never-reached /rules/0/conditions',
    ],
    [null, 'schema '],
    [{}, 'schema /key'],
  ])('%# says %s', (value, expected) => {
    const plain: unknown = value && JSON.parse(JSON.stringify(value));
    expect(rules(plain)).toContain(expected);
  });
});
