/** A task's form is a JSON Schema of an object: anything else cannot be shown, and what is typed could not be checked. */
import { isObject } from '../json.ts';
import { patternProblem } from '../pattern.ts';
import { elementsOf, nameOf, type Report, type Rule } from './finding.ts';

export const badForm: Rule = {
  name: 'bad-form',
  says: 'A task’s form, or the process’s variables, is no JSON Schema of an object.',
  *find({ definition }): Iterable<Report> {
    for (const task of elementsOf(definition, 'userTask')) {
      const { form } = task.task;
      const why = form === undefined ? null : formProblem(form);
      if (why === null) continue;
      const message = `The form of “${nameOf(task)}” cannot be used: ${why}.`;
      yield { level: 'error', element: task.id, message, values: { element: nameOf(task), why } };
    }
    const { variables } = definition;
    const why = variables === undefined ? null : formProblem(variables);
    if (why === null) return;
    const message = `The schema of the variables cannot be used: ${why}.`;
    yield {
      level: 'error',
      pointer: '/variables',
      message,
      values: { problem: 'variables', why },
    };
  },
};

/** What keeps a value from being the schema of a form, or null. */
export function formProblem(form: unknown): string | null {
  if (!isObject(form)) return 'it is no JSON Schema';
  if (form.type !== 'object') return 'its type must be “object”';
  const { properties = {}, required = [] } = form;
  if (!isObject(properties)) return '“properties” must be an object';
  for (const [name, field] of Object.entries(properties)) {
    if (!isObject(field)) return `“${name}” is no JSON Schema`;
  }
  if (!Array.isArray(required) || required.some((name) => typeof name !== 'string')) {
    return '“required” must be a list of names';
  }
  const missing = required.find((name: string) => !Object.hasOwn(properties, name));
  if (missing !== undefined) return `“${missing}” is required but not described`;
  return problemInside(form);
}

/** A pattern that is no regular expression, or a reference out of the form, anywhere in it. */
function problemInside(schema: unknown): string | null {
  if (typeof schema !== 'object' || schema === null) return null;
  const { pattern, $ref } = schema as { readonly pattern?: unknown; readonly $ref?: unknown };
  const why = typeof pattern === 'string' ? patternProblem(pattern) : null;
  if (why !== null) return `“${pattern}” ${why}`;
  if (typeof $ref === 'string' && !$ref.startsWith('#'))
    return `it refers to “${$ref}” outside itself`;
  for (const part of Object.values(schema)) {
    const problem = problemInside(part);
    if (problem !== null) return problem;
  }
  return null;
}
