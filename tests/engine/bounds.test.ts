/** However small the expression and however long the list: nothing takes for ever, and no run grows without bound. */
import { describe, expect, it } from 'vitest';
import { compute } from '#engine/expression/index.ts';
import { jsonBytes } from '#engine/json.ts';
import type { Json } from '#engine/state.ts';
import { process } from '../support/process.ts';
import { scenario } from '../support/scenario.ts';

const text = 'x'.repeat(400_000);
const list = Array.from({ length: 50_000 }, (_, index) => index % 10);
const big = Object.fromEntries(Array.from({ length: 80_000 }, (_, index) => [`n${index}`, index]));
const objects = Array.from({ length: 1_000 }, () => ({}));
const deep = (levels: number): Json => {
  let value: Json = 1;
  for (let level = 0; level < levels; level += 1) value = [value];
  return value;
};
const facts = { variables: { text, list, other: [...list], big, objects, small: {} } };

describe('an expression', () => {
  it.each([
    'map(range(9000), i => range(10000))',
    'map(range(3000), i => len(variables.text))',
    'map(range(300), i => lower(variables.text))',
    'filter(range(300), i => variables.list == variables.other)',
    'map(range(300), i => text(variables.list))',
    'map(range(300), i => contains(variables.list, "x"))',
    'map(range(300), i => min(variables.list))',
    'all(range(300), i => variables.text in [variables.text, "y"])',
    'all(range(9000), i => variables.text <= variables.text)',
  ])('does no more work than its bound: %s', (expression) => {
    expect(() => compute(expression, facts)).toThrow(/takes more than 100000 steps/);
  });

  it.each([
    'variables.big in variables.objects',
    'any(range(1000), x => isEmpty(variables.big))',
    'any(range(100), x => variables.big == variables.small)',
    'all(range(1000), x => variables.list != x)',
  ])('goes through what is large at most once: %s', (expression) => {
    const looks = { count: 0 };
    const watched = new Proxy(big, {
      ownKeys: (names) => {
        looks.count += 1;
        return Reflect.ownKeys(names);
      },
    });
    compute(expression, { variables: { ...facts.variables, big: watched } });
    expect(looks.count).toBeLessThanOrEqual(1);
  });

  it('looks no deeper than a stack holds, and comes to nothing deeper', () => {
    const variables = { v: deep(4_000), w: deep(4_000), fits: deep(499) };
    expect(() => compute('variables.v == variables.w', { variables })).toThrow(/nested deeper/);
    expect(() => compute('variables.v', { variables })).toThrow(/nested deeper/);
    expect(() => compute('[[variables.fits]]', { variables })).toThrow(/nested deeper/);
    expect(compute('[variables.fits]', { variables })).toEqual(deep(500));
  });

  it.each(['sum([1e308, 1e308])', '1e400', '-1e400', '1e308 * 10'])(
    'comes to numbers that can be written down: %s',
    (expression) => {
      expect(() => compute(expression, facts)).toThrow(/no number|too large/);
    },
  );

  it.each([
    'map(range(9000), i => variables.text)',
    '[variables.text, variables.text, variables.text]',
  ])('comes to no more than a run carries: %s', (expression) => {
    expect(() => compute(expression, facts)).toThrow(/comes to more than 1000000 bytes/);
  });

  it('may look at what is large, once', () => {
    expect(compute('len(variables.text)', facts)).toBe(400_000);
    expect(compute('variables.list == variables.other', facts)).toBe(true);
    expect(compute('sum(variables.list)', facts)).toBe(225_000);
  });
});

describe('several outputs', () => {
  it('together come to no more than a run carries', async () => {
    const outputs = { one: 'variables.t', two: 'variables.t', three: 'variables.t' };
    const definition = process('start > a > end', {
      a: { type: 'userTask', task: {}, outputs },
    });
    const { tokens } = await scenario(definition).starts({ t: text }).completes('a').plays();
    expect(tokens.map(({ wait }) => wait)).toMatchObject([
      { kind: 'each' },
      { kind: 'failed', code: 'bad_expression', done: 'done' },
    ]);
  });
});

describe('what can be undone', () => {
  it('counts for what a run carries', async () => {
    const story = scenario(
      process('start > a > end', {
        a: {
          type: 'serviceTask',
          action: { type: 'comment', body: 'Hello' },
          undo: 'u',
          loop: { each: 'variables.items', sequential: true, as: 'a_rather_long_name_for_an_item' },
        },
        u: { type: 'serviceTask', action: { type: 'comment', body: 'Bye' }, forCompensation: true },
      }),
    );
    const items = Array.from({ length: 3_000 }, (_, index) => `item-${index}-`.padEnd(150, '-'));
    const { state, tokens } = await story.starts({ items }).plays();
    expect(tokens.at(-1)?.wait).toMatchObject({ kind: 'failed', code: 'variables_too_large' });
    expect(jsonBytes(state as unknown as Json)).toBeLessThan(1_200_000);
  });
});
