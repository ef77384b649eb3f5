/** Forms as rows and as JSON Schema: the rows lose nothing that they do not know. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FIELD_KINDS, toFields, toName, toSchema } from '#designer/canvas/panel/form-fields.ts';

describe('the form builder', () => {
  it('gives back the schema it was given', () => {
    const schema = {
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      type: 'object',
      properties: {
        model: { type: 'string', title: 'Model', enum: ['A', 'B'], default: 'A' },
        cost: { type: 'number', minimum: 0, description: 'Net' },
        since: { type: 'string', format: 'date' },
        mail: { type: 'string', format: 'email' },
      },
      required: ['model'],
      additionalProperties: false,
    };
    expect(toSchema(toFields(schema) ?? [], schema)).toEqual(schema);
  });

  it('gives back the rows it was given', () => {
    const aField = fc.record({
      name: fc.stringMatching(/^[a-z][a-z0-9]{0,6}$/),
      title: fc.string({ maxLength: 8 }),
      kind: fc.constantFrom(...FIELD_KINDS),
      required: fc.boolean(),
    });
    fc.assert(
      fc.property(
        fc.uniqueArray(aField, { selector: ({ name }) => name, minLength: 1, maxLength: 5 }),
        (rows) => {
          const fields = rows.map((row) => ({
            ...row,
            options: row.kind === 'choice' ? ['x'] : [],
            schema: {},
          }));
          const back = toFields(toSchema(fields)) ?? [];
          expect(back.map(({ schema: _, ...row }) => row)).toEqual(
            fields.map(({ schema: _, ...row }) => row),
          );
        },
      ),
    );
  });

  it('leaves a schema alone that says more than rows can', () => {
    expect(
      toFields({ type: 'object', properties: { a: { type: 'object', properties: {} } } }),
    ).toBeUndefined();
    expect(toFields({ type: 'array', items: {} })).toBeUndefined();
    expect(toFields({ type: 'object', properties: { a: { enum: [1, 2] } } })).toBeUndefined();
  });

  it('makes names that variables may have', () => {
    expect(toName('Cost centre', [])).toBe('costCentre');
    expect(toName('2nd choice', [])).toBe('f2ndChoice');
    expect(toName('رقم', [])).toBe('field');
    expect(toName('Cost', ['cost', 'cost2'])).toBe('cost3');
  });
});
