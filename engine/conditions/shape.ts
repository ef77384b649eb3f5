/** What a fact can be: values one by one, numbers in a range, texts, lists, or nothing at all. */
import { isObject } from '../json.ts';
import { isDay, isTime } from './dates.ts';

export type Shape = {
  /** These values; beside them only what the other fields allow. */
  readonly among?: readonly unknown[];
  readonly numbers?: NumberRange;
  readonly texts?: true;
  /** Of the texts, only those that spell a date, or an instant. */
  readonly times?: 'days' | 'instants';
  readonly lists?: true;
  /** It may be missing. */
  readonly nothing?: true;
};

export type NumberRange = {
  readonly minimum?: number;
  readonly maximum?: number;
  readonly integers?: true;
};

export type Domain = {
  /** What one expects; examples are taken from here. */
  readonly usual: Shape;
  /** What alone is possible. Without it anything is. */
  readonly sure?: Shape;
};

export type Domains = ReadonlyMap<string, Domain>;

export function fits(shape: Shape, value: unknown): boolean {
  if (value === null) return shape.nothing === true || (shape.among ?? []).includes(null);
  if (shape.among?.includes(value)) return true;
  if (typeof value === 'string') return shape.texts === true && isInTime(shape, value);
  if (Array.isArray(value)) return shape.lists === true;
  if (typeof value !== 'number' || !shape.numbers) return false;
  const { minimum = -Infinity, maximum = Infinity, integers } = shape.numbers;
  return value >= minimum && value <= maximum && (!integers || Number.isInteger(value));
}

/** What a JSON Schema says of a value that may also be missing; undefined where it says nothing that helps. */
export function shapeOfSchema(schema: unknown): Shape | undefined {
  if (!isObject(schema)) return undefined;
  const { type, enum: values, minimum, maximum } = schema;
  if (Array.isArray(values)) return { among: values, nothing: true };
  if (Object.hasOwn(schema, 'const')) return { among: [schema.const], nothing: true };
  switch (type) {
    case 'boolean':
      return { among: [true, false], nothing: true };
    case 'integer':
    case 'number':
      return {
        numbers: {
          ...(typeof minimum === 'number' ? { minimum } : {}),
          ...(typeof maximum === 'number' ? { maximum } : {}),
          ...(type === 'integer' ? { integers: true } : {}),
        },
        nothing: true,
      };
    case 'string':
      return { texts: true, nothing: true, ...timesOf(schema.format) };
    case 'array':
      return { lists: true, nothing: true };
    default:
      return undefined;
  }
}

function isInTime({ times }: Shape, text: string): boolean {
  return times === undefined || (times === 'days' ? isDay(text) : isTime(text) && !isDay(text));
}

function timesOf(format: unknown): Pick<Shape, 'times'> {
  if (format === 'date') return { times: 'days' };
  return format === 'date-time' ? { times: 'instants' } : {};
}
