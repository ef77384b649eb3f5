/**
 * Patterns that process owners write, matched in time that grows with the text alone: RE2's automata instead of the
 * platform's backtracking, which one pattern and one value can keep busy for ever. Browser and server use the same, so what
 * passes here passes there. A pattern must be a regular expression to both; look-around and back references are RE2's to refuse.
 */
import { RE2JS } from 're2js';
import { isObject } from './json.ts';

export const PATTERN_LENGTH_MAX = 500;

/** Passes for the platform's own, which is what the schema checker asks for. */
class LinearPattern extends RegExp {
  readonly #matcher: RE2JS;

  constructor(source: string) {
    super(source, 'u');
    this.#matcher = RE2JS.compile(RE2JS.translateRegExp(source));
  }

  override test(text: string): boolean {
    return this.#matcher.test(text);
  }

  /** As it was written, for whoever is told of it. */
  override toString(): string {
    return this.source;
  }
}

/** What keeps a text from being a pattern, as the end of a sentence that begins with it; null when nothing does. */
export function patternProblem(source: string): string | null {
  if (source.length > PATTERN_LENGTH_MAX) return `is longer than ${PATTERN_LENGTH_MAX} characters`;
  try {
    new RegExp(source, 'u');
  } catch {
    return 'is no regular expression';
  }
  try {
    new LinearPattern(source);
    return null;
  } catch {
    return 'uses what cannot be matched in a time that grows with the text alone (look-around, back references, more than 1,000 repeats)';
  }
}

/** Keywords that hold data, where `pattern` is a name like any other. */
const DATA = new Set(['const', 'enum', 'default', 'examples']);
/** Keywords that hold schemas under names of the author's choosing, any of which may read like a keyword. */
const NAMED = new Set(['properties', '$defs', 'definitions', 'dependentSchemas', 'dependencies']);

const prepared = new WeakMap<object, unknown>();

/** The same schema with patterns that match in linear time. @throws where one is none */
export function withLinearPatterns<Schema extends object>(schema: Schema): Schema {
  const known = prepared.get(schema);
  if (known !== undefined) return known as Schema;
  const made = prepare(schema);
  prepared.set(schema, made);
  return made as Schema;
}

function prepare(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(prepare);
  if (!isObject(value)) return value;
  return mapped(value, (inner, keyword) => {
    if (keyword === 'pattern' && typeof inner === 'string') return new LinearPattern(inner);
    // The checker would match these with the platform's own.
    if (keyword === 'patternProperties' && isObject(inner))
      throw new Error('patternProperties cannot be checked in linear time');
    if (NAMED.has(keyword) && isObject(inner)) return mapped(inner, prepare);
    return DATA.has(keyword) ? inner : prepare(inner);
  });
}

const mapped = (object: object, fn: (inner: unknown, name: string) => unknown): object =>
  Object.fromEntries(Object.entries(object).map(([name, inner]) => [name, fn(inner, name)]));
