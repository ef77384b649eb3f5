/**
 * Values that a form would take, so that a rehearsal can go on without anybody filling it in: what the form itself
 * suggests, else the first choice, else the least that fits. Only what must be given is.
 */
import { isObject, type Json } from '../json.ts';

type Schema = { readonly [keyword: string]: unknown };
type Values = { readonly [name: string]: Json };

const SOME_DAY = '2026-03-02';
const FORMATS: Readonly<Record<string, string>> = {
  date: SOME_DAY,
  'date-time': `${SOME_DAY}T09:00:00.000Z`,
  time: '09:00:00Z',
  email: 'ravi@demo.test',
  uri: 'https://example.test/',
};

/** Null where something must be given that cannot be made up. */
export function sampleValues(form: unknown): Values | null {
  if (!isObject(form)) return {};
  const sample = sampleOf({ type: 'object', ...form });
  return isObject(sample) ? (sample as Values) : null;
}

/** Undefined where it cannot be made up. */
function sampleOf(schema: Schema): Json | undefined {
  const suggested = suggestionOf(schema);
  if (suggested !== undefined) return suggested;
  switch (schema.type) {
    case 'object':
      return objectOf(schema);
    case 'array':
      return listOf(schema);
    case 'integer':
    case 'number':
      return numberOf(schema);
    case 'boolean':
      return false;
    case 'string':
      return textOf(schema);
    default:
      return undefined;
  }
}

function suggestionOf(schema: Schema): Json | undefined {
  const { const: only, default: usual, enum: choices, oneOf, examples } = schema;
  if (only !== undefined) return only as Json;
  if (usual !== undefined) return usual as Json;
  for (const list of [examples, choices])
    if (Array.isArray(list) && list[0] !== undefined) return list[0] as Json;
  if (!Array.isArray(oneOf) || !isObject(oneOf[0])) return undefined;
  return oneOf[0].const as Json | undefined;
}

function objectOf({ properties, required }: Schema): Json | undefined {
  const known = isObject(properties) ? properties : {};
  const wanted: readonly unknown[] = Array.isArray(required) ? required : [];
  const values: Record<string, Json> = {};
  for (const [name, schema] of Object.entries(known)) {
    if (!isObject(schema)) continue;
    if (!wanted.includes(name) && schema.default === undefined) continue;
    const value = sampleOf(schema);
    if (value === undefined) return undefined;
    values[name] = value;
  }
  return wanted.every((name) => typeof name === 'string' && name in values) ? values : undefined;
}

function listOf({ items, minItems }: Schema): Json | undefined {
  const least = typeof minItems === 'number' ? minItems : 0;
  if (least === 0) return [];
  const item = isObject(items) ? sampleOf(items) : undefined;
  return item === undefined ? undefined : Array.from({ length: least }, () => item);
}

function numberOf({ minimum, exclusiveMinimum, maximum, multipleOf }: Schema): Json {
  const step = typeof multipleOf === 'number' ? multipleOf : 1;
  const least =
    typeof minimum === 'number'
      ? Math.ceil(minimum / step) * step
      : typeof exclusiveMinimum === 'number'
        ? (Math.floor(exclusiveMinimum / step) + 1) * step
        : step;
  return typeof maximum === 'number' ? Math.min(least, maximum) : least;
}

function textOf({ format, minLength, maxLength, pattern, title }: Schema): Json | undefined {
  if (pattern !== undefined) return undefined;
  const made = FORMATS[String(format)];
  if (made !== undefined) return made;
  const least = typeof minLength === 'number' ? minLength : 0;
  const most = typeof maxLength === 'number' ? maxLength : 200;
  const text = typeof title === 'string' && title ? title : 'Text';
  return text.padEnd(least, '.').slice(0, most);
}
