/**
 * Values of a JSON Schema, for definitions as wild as the schema allows: every kind of element with every property, ids
 * that lead nowhere, texts of any characters. Knows the keywords that our own schemas use.
 */
import fc from 'fast-check';

type Schema = Readonly<Record<string, unknown>>;
type Defs = Readonly<Record<string, Schema>>;

/** Texts that have caused trouble somewhere: blank, with line ends, with what XML has no place for. */
const text = fc.oneof(
  fc.string({ maxLength: 12 }),
  fc.string({ unit: 'binary', maxLength: 6 }),
  fc.constantFrom('a', 'b', 'c_1'),
  fc.constantFrom(
    '',
    ' ',
    '\n',
    'a\r\nb\tc ',
    ']]>',
    '<a b="&amp;">',
    '\u0000\uFFFE',
    '\uD800',
    'ünï',
  ),
);

const strings: Readonly<Record<string, fc.Arbitrary<string>>> = {
  'date-time': fc.constantFrom('2026-03-01T09:00:00Z', '2026-03-01T09:00:00.5+01:00'),
};

const patterns: readonly (readonly [RegExp, fc.Arbitrary<string>])[] = [
  [/^\^\(\?!__proto__/, fc.constantFrom('a', 'b', 'c_1', 'D-2', '_', 'constructor')],
  [/^\^\[a-z0-9\]/, fc.constantFrom('key', '2nd-key', 'a--b', 'x-')],
  [/0,99/, fc.constantFrom('Paid', 'order.placed', '_x')],
  [/\\\./, fc.constantFrom('ticket.priority', 'variables.cost')],
];

export function fromSchema(schema: Schema, defs: Defs = {}): fc.Arbitrary<unknown> {
  if (typeof schema.$ref === 'string') {
    return fc.constantFrom(
      { all: [] },
      { fact: 'ticket.priority', operator: 'lessThan', value: 3 },
      { any: [{ not: { fact: 'variables.x', operator: 'isEmpty' } }, { all: [] }] },
    );
  }
  if ('const' in schema) return fc.constant(schema.const);
  if (Array.isArray(schema.enum)) return fc.constantFrom(...(schema.enum as unknown[]));
  if (Array.isArray(schema.anyOf)) {
    return fc.oneof(...(schema.anyOf as Schema[]).map((one) => fromSchema(one, defs)));
  }
  switch (schema.type) {
    case 'string':
      return stringOf(schema);
    case 'integer':
      return fc.integer({
        min: Number(schema.minimum ?? -5),
        max: Number(schema.maximum ?? 1_000),
      });
    case 'number':
      return fc
        .double({
          min: Number(schema.minimum ?? -1e6),
          max: Number(schema.maximum ?? 1e6),
          noNaN: true,
        })
        .map((value) => value + 0);
    case 'boolean':
      return fc.boolean();
    case 'array':
      return fc.array(fromSchema(schema.items as Schema, defs), {
        minLength: Number(schema.minItems ?? 0),
        maxLength: Math.max(2, Number(schema.minItems ?? 0)),
      });
    case 'object':
      return objectOf(schema, defs);
    default:
      return fc.jsonValue({ maxDepth: 2 }).map((value) => JSON.parse(JSON.stringify(value)));
  }
}

function stringOf(schema: Schema): fc.Arbitrary<string> {
  const format = strings[String(schema.format)];
  if (format) return format;
  const pattern = patterns.find(([one]) => one.test(String(schema.pattern)));
  if (pattern) return pattern[1];
  const least = Number(schema.minLength ?? 0);
  return least > 0 ? text.map((one) => (one === '' ? 'x' : one)) : text;
}

function objectOf(schema: Schema, defs: Defs): fc.Arbitrary<unknown> {
  const properties = (schema.properties ?? {}) as Readonly<Record<string, Schema>>;
  if (schema.patternProperties || Object.keys(properties).length === 0) {
    const [value] = Object.values(
      (schema.patternProperties ?? {}) as Readonly<Record<string, Schema>>,
    );
    const values = value ? fromSchema(value, defs) : fc.jsonValue({ maxDepth: 1 });
    return fc.dictionary(fc.constantFrom('a', 'b', 'c_1'), values, {
      maxKeys: 2,
      noNullPrototype: true,
    });
  }
  const required = (schema.required ?? []) as string[];
  const members = Object.entries(properties).map(([name, one]) => [name, fromSchema(one, defs)]);
  const whole: fc.Arbitrary<object> = fc.record(
    Object.fromEntries(members) as Record<string, fc.Arbitrary<unknown>>,
    { requiredKeys: required, noNullPrototype: true },
  );
  const least = Number(schema.minProperties ?? 0);
  return least === 0 ? whole : whole.filter((one) => Object.keys(one).length >= least);
}
