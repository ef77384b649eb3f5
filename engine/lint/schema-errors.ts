/**
 * Says what in a value does not fit a schema, in words for people. The validator's own list names every branch of every
 * union; this walk follows the one branch that was meant, and leaves single values to the validator.
 */
import { Errors } from 'typebox/schema';
import { isObject } from '../json.ts';
import { meantBy, type Schema } from './unions.ts';

export type SchemaError = { readonly pointer: string; readonly detail: string };

type Defs = { readonly [name: string]: Schema };

/** A value nested deeper than this is refused before anything walks into it. */
export const DEEPEST = 64;

export function schemaErrors(schema: object, value: unknown): readonly SchemaError[] {
  const root = schema as Schema;
  return errorsOf(root, value, '', isObject(root.$defs) ? (root.$defs as Defs) : {});
}

export function isTooDeep(value: unknown): boolean {
  let level: readonly unknown[] = [value];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > DEEPEST) return true;
    level = level.flatMap((one) => (typeof one === 'object' && one ? Object.values(one) : []));
  }
  return false;
}

function errorsOf(
  schema: Schema,
  value: unknown,
  pointer: string,
  defs: Defs,
): readonly SchemaError[] {
  if (typeof schema.$ref === 'string') {
    const referred = defs[schema.$ref.replace('#/$defs/', '')];
    return referred ? errorsOf(referred, value, pointer, defs) : [];
  }
  if (Array.isArray(schema.anyOf)) {
    return closest(schema.anyOf as readonly Schema[], value, pointer, defs);
  }
  if (schema.type === 'object') return objectErrors(schema, value, pointer, defs);
  if (schema.type === 'array') return arrayErrors(schema, value, pointer, defs);
  const [, errors] = Errors(schema, value);
  return errors.slice(0, 1).map((error) => ({ pointer, detail: detailOf(schema, error) }));
}

/** A pattern is for the machine: where the schema has a title, that says what is meant. */
function detailOf(
  { title }: Schema,
  { keyword, message, params }: ReturnType<typeof Errors>[1][number],
): string {
  if ('allowedValues' in params && Array.isArray(params.allowedValues))
    return `must be one of ${params.allowedValues.join(', ')}`;
  return keyword === 'pattern' && typeof title === 'string' ? `must be ${title}` : message;
}

function objectErrors(
  schema: Schema,
  value: unknown,
  pointer: string,
  defs: Defs,
): readonly SchemaError[] {
  if (!isObject(value)) return [{ pointer, detail: 'must be an object' }];
  const errors: SchemaError[] = [];
  const properties = isObject(schema.properties) ? schema.properties : {};
  const required = Array.isArray(schema.required) ? schema.required : [];
  for (const name of required) {
    if (!Object.hasOwn(value, name))
      errors.push({ pointer: `${pointer}/${name}`, detail: 'is missing' });
  }
  if (
    typeof schema.minProperties === 'number' &&
    Object.keys(value).length < schema.minProperties
  ) {
    errors.push({ pointer, detail: 'must not be empty' });
  }
  const patterns = Object.entries(
    isObject(schema.patternProperties) ? schema.patternProperties : {},
  );
  for (const [name, item] of Object.entries(value)) {
    const at = schemaPointer(pointer, name);
    const field = Object.hasOwn(properties, name)
      ? properties[name]
      : patterns.find(([pattern]) => new RegExp(pattern, 'u').test(name))?.[1];
    if (isObject(field)) errors.push(...errorsOf(field, item, at, defs));
    else if (schema.additionalProperties === false) {
      errors.push({ pointer: at, detail: 'is not known here' });
    }
  }
  return errors;
}

function arrayErrors(
  schema: Schema,
  value: unknown,
  pointer: string,
  defs: Defs,
): readonly SchemaError[] {
  if (!Array.isArray(value)) return [{ pointer, detail: 'must be a list' }];
  const { minItems = 0, maxItems = Number.POSITIVE_INFINITY, items } = schema;
  if (typeof minItems === 'number' && value.length < minItems) {
    return [
      { pointer, detail: minItems === 1 ? 'must not be empty' : `must have ${minItems} items` },
    ];
  }
  if (typeof maxItems === 'number' && value.length > maxItems) {
    return [{ pointer, detail: `must not have more than ${maxItems} items` }];
  }
  if (!isObject(items)) return [];
  return value.flatMap((item, index) => errorsOf(items, item, `${pointer}/${index}`, defs));
}

/** The errors of the branch that was meant: the one of the same `type` or `kind`, else the one with the most names in common. */
function closest(
  all: readonly Schema[],
  value: unknown,
  pointer: string,
  defs: Defs,
): readonly SchemaError[] {
  const meant = meantBy(all, value);
  if (meant && meant.branches.length === 0) {
    const which = `one of ${meant.constants.join(', ')}`;
    const detail = meant.isMissing ? `is missing: ${which}` : `must be ${which}`;
    return [{ pointer: `${pointer}/${meant.by}`, detail }];
  }
  const branches = meant?.branches ?? all;
  let best: { readonly errors: readonly SchemaError[]; readonly score: number } | null = null;
  for (const branch of branches) {
    const errors = errorsOf(branch, value, pointer, defs);
    if (errors.length === 0) return [];
    const score = likeness(branch, value) - errors.length / 1_000;
    if (!best || score > best.score) best = { errors, score };
  }
  return best?.errors ?? [];
}

function likeness(branch: Schema, value: unknown): number {
  if (!isObject(value) || !isObject(branch.properties)) return 0;
  const { properties } = branch;
  return Object.keys(value).filter((name) => Object.hasOwn(properties, name)).length;
}

/** The pointer to what lies under this name. */
export function schemaPointer(pointer: string, name: string): string {
  return `${pointer}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
}
