/**
 * Forms are JSON Schema that a process owner wrote: values are held against them by an interpreter, never by generated
 * code, with patterns that match in linear time, and a schema that could break that interpreter is refused before it is published.
 */

import { Check, Errors } from 'typebox/schema';
import { isObject } from '#engine/json.ts';
import { patternProblem, withLinearPatterns } from '#engine/pattern.ts';
import type { FieldError } from '../errors.ts';

export type Form = { readonly [keyword: string]: unknown };

export const VALUES_BYTES_MAX = 65_536;
const ERRORS_MAX = 100;

/** The mistakes in some values, each with its pointer below `at`; none when they fit. */
export function valueErrors(form: Form, values: unknown, at: string): FieldError[] {
  if (JSON.stringify(values ?? null).length > VALUES_BYTES_MAX)
    return [{ pointer: at, detail: `At most ${VALUES_BYTES_MAX / 1024} KB.` }];
  const found = mistakesIn(form, values);
  if (found === null) return [];
  const errors = new Map<string, string>();
  const say = (pointer: string, detail: string) => {
    if (!errors.has(pointer)) errors.set(pointer, detail);
  };
  for (const error of found) {
    const place = `${at}${error.instancePath}`;
    switch (error.keyword) {
      case 'required':
        for (const name of error.params.requiredProperties)
          say(`${place}/${escaped(name)}`, 'is required.');
        break;
      case 'additionalProperties':
        for (const name of error.params.additionalProperties)
          say(`${place}/${escaped(name)}`, 'is not a field of this form.');
        break;
      case 'boolean':
        say(place, 'is not a field of this form.');
        break;
      case 'enum':
        say(
          place,
          `must be one of ${error.params.allowedValues.map((value) => JSON.stringify(value)).join(', ')}.`,
        );
        break;
      default:
        say(place, `${error.message}.`);
    }
  }
  if (errors.size === 0) say(at, 'does not fit the form.');
  return [...errors].slice(0, ERRORS_MAX).map(([pointer, detail]) => ({ pointer, detail }));
}

/** What keeps a schema from being a usable form, in plain English with the place in it; empty when nothing does. */
export function formProblems(form: Form): string[] {
  const problems: string[] = [];
  const open: { value: unknown; place: string }[] = [{ value: form, place: '' }];
  for (let next = open.pop(); next; next = open.pop()) {
    const { value, place } = next;
    if (Array.isArray(value))
      for (const [index, item] of value.entries())
        open.push({ value: item, place: `${place}/${index}` });
    if (!isObject(value)) continue;
    for (const keyword of ['$ref', '$dynamicRef', '$recursiveRef']) {
      if (typeof value[keyword] === 'string')
        problems.push(`${place}/${keyword}: a form is written out in full, without references.`);
    }
    const why = typeof value.pattern === 'string' ? patternProblem(value.pattern) : null;
    if (why !== null) problems.push(`${place}/pattern: “${value.pattern}” ${why}.`);
    if (isObject(value.patternProperties))
      problems.push(`${place}/patternProperties: a form names each of its fields.`);
    for (const [name, inner] of Object.entries(value))
      open.push({ value: inner, place: `${place}/${escaped(name)}` });
  }
  if (problems.length > 0) return problems;
  if (form.type !== 'object') problems.push('/type: a form asks for an object.');
  try {
    Check(withLinearPatterns(form), {});
  } catch (error) {
    problems.push(
      `this is no JSON Schema (${error instanceof Error ? error.message : String(error)}).`,
    );
  }
  return problems;
}

/** Null when the values fit; what breaks the interpreter does not fit either, and there is no more to say of it. */
function mistakesIn(form: Form, values: unknown): ReturnType<typeof Errors>[1] | null {
  try {
    const checked = withLinearPatterns(form);
    return Check(checked, values) ? null : Errors(checked, values)[1];
  } catch {
    return [];
  }
}

const escaped = (name: string): string => name.replaceAll('~', '~0').replaceAll('/', '~1');
