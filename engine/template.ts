/**
 * Fills `{{ticket.number}}` placeholders from facts. Nothing but dotted names is understood, so a template can neither
 * compute nor fail: what is missing stays empty.
 */
import type { Json } from './json.ts';
import { isObject } from './json.ts';
import { valueAt } from './paths.ts';
import { inLine, knownIn, readingOf } from './reading.ts';

const PLACEHOLDER = /\{\{\s*([A-Za-z_][\w.-]*)\s*\}\}/g;
const ONLY_PLACEHOLDER = /^\{\{\s*([A-Za-z_][\w.-]*)\s*\}\}$/;

/** The text with every placeholder replaced by what people would read. */
export function fill(text: string, facts: unknown): string {
  return text.replace(PLACEHOLDER, (_, path: string) => toText(valueAt(facts, path)));
}

/** The same for what people read, so in their words: a line that has placeholders and nothing to put into any of them is left out. */
export function fillLines(text: string, facts: unknown): string {
  return text
    .split('\n')
    .filter((line) => {
      const asked = placeholdersOf(line);
      return asked.length === 0 || asked.some((path) => toWords(path, facts) !== '');
    })
    .map((line) => line.replace(PLACEHOLDER, (_, path: string) => toWords(path, facts)))
    .join('\n');
}

/**
 * The same through a whole JSON value. A text that is nothing but one placeholder becomes the value itself, so that
 * numbers stay numbers and lists stay lists; where that is missing it becomes null.
 */
export function fillDeep(value: unknown, facts: unknown): Json {
  if (typeof value === 'string') {
    const path = onlyPlaceholder(value);
    return path === undefined ? fill(value, facts) : toJson(valueAt(facts, path));
  }
  if (Array.isArray(value)) return value.map((item) => fillDeep(item, facts));
  if (isObject(value)) {
    return Object.fromEntries(
      Object.entries(value).map(([name, item]) => [name, fillDeep(item, facts)]),
    );
  }
  return toJson(value);
}

/** The fact whose value a text becomes, where it is nothing but one placeholder. */
export const onlyPlaceholder = (text: string): string | undefined =>
  ONLY_PLACEHOLDER.exec(text)?.[1];

/** The fact names a text mentions, in order. */
export function placeholdersOf(text: string): readonly string[] {
  return [...text.matchAll(PLACEHOLDER)].map((match) => match[1] ?? '');
}

function toText(value: unknown): string {
  if (value === undefined || value === null) return '';
  if (Array.isArray(value)) return value.map(toText).join(', ');
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

function toWords(path: string, facts: unknown): string {
  const value = valueAt(facts, path);
  if (typeof value !== 'object') return toText(value);
  const reading = readingOf(value, { known: knownIn(facts) });
  return reading ? inLine(reading) : '';
}

function toJson(value: unknown): Json {
  if (typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (Array.isArray(value)) return value.map(toJson);
  if (!isObject(value)) return null;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, toJson(item)]));
}
