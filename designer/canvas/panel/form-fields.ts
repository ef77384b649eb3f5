/**
 * Between the form builder's rows and the JSON Schema a form is kept as, both ways. Rows know the common kinds of field;
 * whatever else a schema says (written by hand or by a program) is carried along untouched, so that opening a form in
 * the builder never loses anything.
 */
import { isObject } from '#engine/json.ts';

export const FIELD_KINDS = [
  'text',
  'longText',
  'number',
  'integer',
  'yesNo',
  'choice',
  'date',
] as const;
export type FieldKind = (typeof FIELD_KINDS)[number];

export type FormField = {
  readonly name: string;
  readonly title: string;
  readonly kind: FieldKind;
  readonly required: boolean;
  readonly options: readonly string[];
  /** The property as it was found; what rows do not know stays. */
  readonly schema: Readonly<Record<string, unknown>>;
};

export type FormSchema = Readonly<Record<string, unknown>>;

/** `undefined` when the schema is no flat form: then it is edited as JSON. */
export const toFields = (schema: FormSchema | undefined): readonly FormField[] | undefined => {
  if (!schema) return [];
  const properties = schema.properties ?? {};
  if (!isObject(properties) || (schema.type !== undefined && schema.type !== 'object'))
    return undefined;
  const required = Array.isArray(schema.required) ? schema.required : [];
  const fields: FormField[] = [];
  for (const [name, property] of Object.entries(properties)) {
    if (!isObject(property)) return undefined;
    const kind = kindOf(property);
    if (!kind) return undefined;
    fields.push({
      name,
      title: typeof property.title === 'string' ? property.title : '',
      kind,
      required: required.includes(name),
      options: Array.isArray(property.enum) ? property.enum.map(String) : [],
      schema: property,
    });
  }
  return fields;
};

/** `undefined` when nothing is asked. Keeps what `before` says beside its properties. */
export const toSchema = (
  fields: readonly FormField[],
  before?: FormSchema,
): FormSchema | undefined => {
  if (fields.length === 0) return undefined;
  const { required: _, ...rest } = before ?? {};
  const required = fields.filter((field) => field.required).map(({ name }) => name);
  return {
    ...rest,
    type: 'object',
    properties: Object.fromEntries(fields.map((field) => [field.name, propertyOf(field)])),
    ...(required.length > 0 ? { required } : {}),
  };
};

/** A name a variable may have, made from what somebody called the field. */
export const toName = (title: string, taken: readonly string[]): string => {
  const words = title
    .normalize('NFKD')
    .replace(/[^A-Za-z0-9]+/g, ' ')
    .trim()
    .split(' ')
    .filter(Boolean);
  const [first = 'field', ...rest] = words.map((word) => word.toLowerCase());
  const camel = first + rest.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
  const stem = (/^[A-Za-z_]/.test(camel) ? camel : `f${camel}`).slice(0, 48);
  let name = stem;
  for (let number = 2; taken.includes(name); number += 1) name = `${stem}${number}`;
  return name;
};

const kindOf = (property: Readonly<Record<string, unknown>>): FieldKind | undefined => {
  if (Array.isArray(property.enum)) {
    return property.enum.every((value) => typeof value === 'string') ? 'choice' : undefined;
  }
  switch (property.type) {
    case 'string':
      if (property.format === 'date') return 'date';
      return property['x-multiline'] === true ? 'longText' : 'text';
    case 'number':
      return 'number';
    case 'integer':
      return 'integer';
    case 'boolean':
      return 'yesNo';
    default:
      return undefined;
  }
};

const TYPES: Record<FieldKind, Readonly<Record<string, unknown>>> = {
  text: { type: 'string' },
  longText: { type: 'string', 'x-multiline': true },
  number: { type: 'number' },
  integer: { type: 'integer' },
  yesNo: { type: 'boolean' },
  choice: { type: 'string' },
  date: { type: 'string', format: 'date' },
};

const propertyOf = ({
  title,
  kind,
  options,
  schema,
}: FormField): Readonly<Record<string, unknown>> => {
  const {
    title: _title,
    type: _type,
    enum: _enum,
    format,
    'x-multiline': _lines,
    ...rest
  } = schema;
  const keptFormat = kindOf(schema) === kind && format !== undefined ? { format } : {};
  return {
    ...rest,
    ...keptFormat,
    ...TYPES[kind],
    ...(title ? { title } : {}),
    ...(kind === 'choice' ? { enum: [...options] } : {}),
  };
};
