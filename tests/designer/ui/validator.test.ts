/** Forms checked by interpretation, and what is said about what is wrong. */
import type { RJSFSchema } from '@rjsf/utils';
import { describe, expect, it } from 'vitest';
import { ProblemError } from '#designer/client/problem.ts';
import { answersOf, describeValues } from '#designer/ui/forms/answers.ts';
import { toExtraErrors } from '#designer/ui/forms/extra-errors.ts';
import { hasFields } from '#designer/ui/forms/has-fields.ts';
import { createValidator, toProperty } from '#designer/ui/forms/validator.ts';

const validator = createValidator(({ id, values }) =>
  values?.limit === undefined ? id : `${id} ${values.limit}`,
);
const laptop: RJSFSchema = {
  type: 'object',
  required: ['model', 'cost', 'reason'],
  properties: {
    model: {
      type: 'string',
      title: 'Model',
      oneOf: [
        { const: 'light', title: 'Light' },
        { const: 'big', title: 'Big' },
      ],
    },
    cost: { type: 'number', title: 'Price', minimum: 1 },
    reason: { type: 'string', title: 'Reason', minLength: 5 },
    mail: { type: 'string', format: 'email' },
    extras: {
      type: 'array',
      items: { type: 'object', required: ['name'], properties: { name: { type: 'string' } } },
    },
    rush: { type: 'boolean', title: 'Rush' },
  },
};
const mistakes = (values: Record<string, unknown>, schema = laptop) =>
  validator
    .validateFormData(values, schema)
    .errors.map(({ property, message }) => `${property} ${message}`);

describe('the form validator', () => {
  it('is not kept busy by a pattern, and means by it what the server means', () => {
    const schema: RJSFSchema = {
      type: 'object',
      properties: { code: { type: 'string', pattern: '^(\\w+\\s?)*$' } },
    };
    const began = performance.now();
    expect(mistakes({ code: `${'a'.repeat(50_000)}!` }, schema)).toEqual(['.code form.pattern']);
    expect(mistakes({ code: 'two words' }, schema)).toEqual([]);
    expect(performance.now() - began).toBeLessThan(2_000);
  });

  it('finds nothing wrong with what is right', () => {
    expect(
      mistakes({
        model: 'light',
        cost: 900,
        reason: 'Mine is old.',
        mail: 'a@example.test',
        extras: [{ name: 'x' }],
      }),
    ).toEqual([]);
  });

  it('asks for what is missing, with a choice where there is one to make', () => {
    expect(mistakes({})).toEqual([
      '.model form.requiredChoice',
      '.cost form.required',
      '.reason form.required',
    ]);
  });

  it('says what would be right, in numbers', () => {
    expect(mistakes({ model: 'light', cost: 0, reason: 'Old', mail: 'nobody' })).toEqual([
      '.cost form.minimum 1',
      '.reason form.minLength 5',
      '.mail form.format.email',
    ]);
  });

  it('says one thing about a choice, not one for each alternative', () => {
    expect(mistakes({ model: 'huge', cost: 1, reason: 'Mine is old.' })).toEqual([
      '.model form.enum',
    ]);
  });

  it('finds its way into lists and odd names', () => {
    expect(
      mistakes({ model: 'big', cost: 1, reason: 'Mine is old.', extras: [{ name: 'x' }, {}] }),
    ).toEqual(['.extras[1].name form.required']);
    expect(toProperty('/a.b/0/c~1d')).toBe(".['a.b'][0]['c/d']");
  });

  it('tells of many mistakes at once', () => {
    const many = Array.from({ length: 20 }, (_, index) => `field${index}`);
    const schema: RJSFSchema = {
      type: 'object',
      properties: Object.fromEntries(many.map((name) => [name, { type: 'number', minimum: 5 }])),
    };
    expect(mistakes(Object.fromEntries(many.map((name) => [name, 1])), schema)).toHaveLength(20);
  });

  it('answers whether an alternative fits, also through definitions of the whole form', () => {
    const root: RJSFSchema = { $defs: { short: { type: 'string', maxLength: 2 } } };
    expect(
      validator.isValid(
        { type: 'object', properties: { a: { $ref: '#/$defs/short' } } },
        { a: 'ok' },
        root,
      ),
    ).toBe(true);
    expect(
      validator.isValid(
        { type: 'object', properties: { a: { $ref: '#/$defs/short' } } },
        { a: 'too long' },
        root,
      ),
    ).toBe(false);
  });
});

describe('a form that cannot be used', () => {
  it('takes no values and says so, rather than taking the page down', () => {
    const broken: RJSFSchema = {
      type: 'object',
      properties: { a: { type: 'string', pattern: '(' } },
    };
    expect(mistakes({ a: 'x' }, broken)).toEqual(['. form.unusable']);
    expect(validator.isValid(broken, { a: 'x' }, broken)).toBe(false);
  });

  it('is not one for the patterns in its definitions, which are matched like any other', () => {
    const root: RJSFSchema = { $defs: { slow: { type: 'string', pattern: '^(a+)+$' } } };
    const schema: RJSFSchema = { type: 'object', properties: { a: { $ref: '#/$defs/slow' } } };
    const began = performance.now();
    expect(validator.isValid(schema, { a: `${'a'.repeat(40)}!` }, root)).toBe(false);
    expect(validator.isValid(schema, { a: 'aaa' }, root)).toBe(true);
    expect(performance.now() - began).toBeLessThan(2_000);
  });
});

describe('what the server found wrong', () => {
  it('lands on the fields it names', () => {
    const problem = new ProblemError(400, {
      errors: [
        { pointer: '/values/cost', detail: 'Too much.' },
        { pointer: '/values/extras/1/name', detail: 'Missing.' },
      ],
    });
    expect(toExtraErrors(problem)).toEqual({
      cost: { __errors: ['Too much.'] },
      extras: { 1: { name: { __errors: ['Missing.'] } } },
    });
  });

  it('is shown as a whole where it names none', () => {
    expect(toExtraErrors(new ProblemError(409, { title: 'Too late' }))).toBeUndefined();
    expect(toExtraErrors(null)).toBeUndefined();
  });
});

describe('what somebody filled in', () => {
  it('is read back in the words and the order of the form', () => {
    expect(
      answersOf(laptop, { cost: 900, model: 'big' }, { 'ui:order': ['cost', 'model', '*'] }),
    ).toMatchObject([
      { title: 'Price', value: 900 },
      { title: 'Model', value: 'Big' },
      { title: 'Reason', value: null },
      { name: 'mail', value: null },
      { name: 'extras', value: null },
      { title: 'Rush', value: false },
    ]);
  });

  it('keeps what the form does not know under a readable name', () => {
    expect(describeValues({ approvalLevel: 'manager', empty: '' }, null)).toEqual([
      { name: 'approvalLevel', title: 'Approval level', value: 'manager' },
    ]);
  });

  it('may be nothing at all', () => {
    expect([
      hasFields(null),
      hasFields({ type: 'object', properties: {} }),
      hasFields(laptop),
    ]).toEqual([false, false, true]);
  });
});
