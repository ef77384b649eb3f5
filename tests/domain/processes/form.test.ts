import { describe, expect, it } from 'vitest';
import { formProblems, VALUES_BYTES_MAX, valueErrors } from '#domain/processes/form.ts';

const form = {
  type: 'object',
  required: ['name'],
  additionalProperties: false,
  properties: {
    name: { type: 'string', minLength: 2 },
    size: { enum: ['s', 'm'] },
    at: {
      type: 'object',
      required: ['room/floor'],
      properties: { 'room/floor': { type: 'integer' } },
    },
  },
};
const pointers = (values: unknown) =>
  valueErrors(form, values, '/values').map(({ pointer }) => pointer);

describe('values against a form', () => {
  it('fit, or each mistake is named by its place', () => {
    expect(pointers({ name: 'ab', size: 's' })).toEqual([]);
    expect(pointers({ size: 'xl', colour: 'red' }).sort()).toEqual([
      '/values/colour',
      '/values/name',
      '/values/size',
    ]);
    expect(pointers({ name: 'ab', at: {} })).toEqual(['/values/at/room~1floor']);
    expect(pointers(null)).toEqual(['/values']);
    expect(valueErrors(form, { name: 'ab', size: 'xl' }, '')[0]?.detail).toBe(
      'must be one of "s", "m".',
    );
  });

  it('are of a limited size', () => {
    expect(pointers({ name: 'a'.repeat(VALUES_BYTES_MAX) })).toEqual(['/values']);
  });

  it('never fit a form that is broken, and never throw', () => {
    expect(valueErrors({ type: 'object', allOf: [{ $ref: '#' }] }, {}, '')).toHaveLength(1);
    expect(
      valueErrors({ type: 'object', properties: { a: { pattern: '(' } } }, { a: 'x' }, ''),
    ).toHaveLength(1);
  });
});

describe('a form', () => {
  it('is an object written out in full, with patterns that end', () => {
    expect(formProblems(form)).toEqual([]);
    for (const broken of [
      { type: 'string' },
      { type: 'object', properties: { a: { $ref: '#' } } },
      { type: 'object', properties: { a: { pattern: '(' } } },
      { type: 'object', properties: { a: { pattern: '(?=a)b' } } },
      { type: 'object', properties: { a: { pattern: '(a)\\1' } } },
      { type: 'object', patternProperties: { '(a*)*b': {} } },
      { type: 'object', properties: { a: { pattern: 'x'.repeat(501) } } },
    ]) {
      expect(formProblems(broken), JSON.stringify(broken)).toHaveLength(1);
    }
    expect(
      formProblems({ type: 'object', properties: { a: { pattern: '^[A-Z]{2}-(\\d{3})+$' } } }),
    ).toEqual([]);
  });

  it('may repeat what repeats: matching takes no longer for it', () => {
    const patterns = [
      '^(\\w+\\s?)*$',
      '^(a+)+$',
      '(x+x+)+y',
      '^(a|a)*$',
      '[a-z]+@',
      '^(([a-z])+.)+[A-Z]([a-z])+$',
    ];
    const value = `${'a'.repeat(50_000)}!`;
    for (const pattern of patterns) {
      const hostile = { type: 'object', properties: { a: { type: 'string', pattern } } };
      expect(formProblems(hostile), pattern).toEqual([]);
      const began = performance.now();
      expect(valueErrors(hostile, { a: value }, ''), pattern).toHaveLength(1);
      expect(performance.now() - began, pattern).toBeLessThan(2_000);
    }
  });

  it('is held to that under any name a field may have', () => {
    const slow = { type: 'string', pattern: '^(a+)+$' };
    const value = `${'a'.repeat(40)}!`;
    for (const name of ['default', 'const', 'enum', 'examples', 'pattern', 'properties', '$defs']) {
      const began = performance.now();
      const hostile = { type: 'object', properties: { [name]: slow } };
      expect(valueErrors(hostile, { [name]: value }, ''), name).toHaveLength(1);
      const nested = { type: 'object', properties: { [name]: hostile } };
      expect(valueErrors(nested, { [name]: { [name]: value } }, ''), name).toHaveLength(1);
      const depends = { type: 'object', dependentSchemas: { [name]: hostile } };
      expect(valueErrors(depends, { [name]: value }, ''), name).toHaveLength(1);
      expect(performance.now() - began, name).toBeLessThan(2_000);
    }
  });

  it('has patterns that mean what they mean everywhere', () => {
    const fits = (pattern: string, a: string) =>
      valueErrors({ type: 'object', properties: { a: { type: 'string', pattern } } }, { a }, '')
        .length === 0;
    for (const [pattern, ...values] of [
      ['^[A-Z]{2}-(\\d{3})+$', 'AB-123', 'AB-12', 'AB-123\n'],
      ['^\\p{L}+$', 'été', 'a1'],
      ['^\\u0041.$', 'A🙂', 'B🙂'],
      ['b', 'abc', 'ac'],
      ['^(?<year>\\d{4})/\\d+$', '2026/11', '26/11'],
    ] as const)
      for (const value of values)
        expect([pattern, value, fits(pattern, value)]).toEqual([
          pattern,
          value,
          new RegExp(pattern, 'u').test(value),
        ]);
  });

  it('says which pattern a value does not fit, and leaves data alone', () => {
    const form = {
      type: 'object',
      properties: { a: { pattern: '^x$' }, pattern: { const: { pattern: '(' } } },
    };
    expect(valueErrors(form, { a: 'y', pattern: { pattern: '(' } }, '')).toEqual([
      { pointer: '/a', detail: expect.stringContaining('^x$') },
    ]);
  });
});
