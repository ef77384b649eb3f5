/** Unions of objects that a field tells apart, each by a constant of its own: which of them a value was meant to be. */
import { isObject } from '../json.ts';

export type Schema = { readonly [keyword: string]: unknown };

/** Fields that tell, the first that does. */
const TELLING = ['type', 'kind'];

export type Meant = {
  readonly by: string;
  /** What `by` may be. */
  readonly constants: readonly unknown[];
  readonly isMissing: boolean;
  /** Those of this constant; none when the value has no such constant. */
  readonly branches: readonly Schema[];
};

/** Null where the value is no object, or where no field tells. */
export function meantBy(all: readonly Schema[], value: unknown): Meant | null {
  const objects = all.filter(({ type }) => type === 'object');
  if (!isObject(value) || objects.length < 2) return null;
  for (const by of TELLING) {
    const constants = objects.map((branch) => constantOf(branch, by));
    if (constants.includes(undefined)) continue;
    const isMissing = !Object.hasOwn(value, by);
    const branches = objects.filter((_, index) => !isMissing && constants[index] === value[by]);
    return { by, constants: [...new Set(constants)], isMissing, branches };
  }
  return null;
}

function constantOf({ properties }: Schema, name: string): unknown {
  const field = isObject(properties) ? properties[name] : undefined;
  return isObject(field) ? field.const : undefined;
}

/** The schema with only the branches in it that this value was meant to be, so that a validator speaks of no others. */
export function narrowedTo(schema: Schema, value: unknown): Schema {
  if (Array.isArray(schema.anyOf)) {
    const meant = meantBy(schema.anyOf as readonly Schema[], value);
    if (!meant) return schema;
    const { by, constants, branches } = meant;
    const [branch, ...others] = branches;
    if (!branch)
      return { type: 'object', required: [by], properties: { [by]: { enum: constants } } };
    return others.length > 0 ? { ...schema, anyOf: branches } : narrowedTo(branch, value);
  }
  if (!isObject(schema.properties) || !isObject(value)) return schema;
  const properties = Object.entries(schema.properties).map(([name, field]) => [
    name,
    isObject(field) && Object.hasOwn(value, name) ? narrowedTo(field, value[name]) : field,
  ]);
  return { ...schema, properties: Object.fromEntries(properties) };
}
