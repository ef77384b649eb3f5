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
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => {
      if (name === 'pattern' && typeof inner === 'string') return [name, new LinearPattern(inner)];
      // The checker would match these with the platform's own.
      if (name === 'patternProperties' && isObject(inner) && Object.values(inner).every(isSchema))
        throw new Error('patternProperties cannot be checked in linear time');
      return [name, DATA.has(name) ? inner : prepare(inner)];
    }),
  );
}

const isSchema = (value: unknown): boolean => isObject(value) || typeof value === 'boolean';
