/**
 * One validator for all routes, on TypeBox. Bodies are taken as they are, wrong types are refused; query and path are text
 * and are converted to what the schema says. Every mistake is reported with its pointer. An id that cannot be one names
 * nothing, so a bad path is 404.
 */
import type { FastifyInstance, FastifySchemaCompiler } from 'fastify';
import fp from 'fastify-plugin';
import type { TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import type { TLocalizedValidationError } from 'typebox/error';
import { Errors } from 'typebox/schema';
import { Settings } from 'typebox/system';
import { DomainError, type FieldError } from '#domain/errors.ts';
import { isObject } from '#engine/json.ts';
import { narrowedTo, type Schema } from '#engine/lint/unions.ts';
import { HttpProblem } from '../problems.ts';

/** More mistakes than anybody reads. */
const MAX_ERRORS = 100;
Settings.Set({ maxErrors: MAX_ERRORS });

export const validation = fp(
  async (app: FastifyInstance) => {
    app.setValidatorCompiler(compileValidator);
    // The database takes no null character, and drops the connection over one.
    app.addHook('onRequest', async (request) => {
      if (/%00/.test(request.url))
        throw new HttpProblem('bad_request', 'The address holds a null character.');
    });
  },
  { name: 'validation' },
);

const compileValidator: FastifySchemaCompiler<TSchema> = ({ schema, httpPart }) => {
  const validator = Compile(schema);
  return (data: unknown) => {
    // No body at all is an empty one: each field that is missing is named.
    let value = httpPart === 'body' ? (data ?? {}) : data;
    if (httpPart !== 'body') value = validator.Default(validator.Convert(value));
    if (validator.Check(value)) return { value };
    const meant = narrowedTo(schema as Schema, value);
    const errors = fieldErrors(mistakesIn(meant, value, validator), meant);
    if (httpPart === 'params') {
      return { error: new DomainError('not_found', 'The address names nothing that exists.') };
    }
    return { error: new DomainError('invalid_input', sentenceFor(httpPart, errors), { errors }) };
  };
};

/** Of a union only the branch that was meant is told of. */
function mistakesIn(
  meant: Schema,
  value: unknown,
  validator: Pick<ReturnType<typeof Compile<TSchema>>, 'Errors'>,
): readonly TLocalizedValidationError[] {
  const [, errors] = Errors(meant, value);
  return errors.length > 0 ? errors : validator.Errors(value);
}

const sentenceFor = (httpPart: string | undefined, errors: readonly FieldError[]): string =>
  `The ${httpPart === 'querystring' ? 'query' : (httpPart ?? 'input')} has ${errors.length === 1 ? 'a mistake' : `${errors.length} mistakes`}.`;

/** The validator's findings as one line per place. `schema`: what was asked, for how something is written. */
export function fieldErrors(
  found: readonly TLocalizedValidationError[],
  schema?: unknown,
): FieldError[] {
  const errors = new Map<string, string>();
  const say = (pointer: string, detail: string) => {
    if (!errors.has(pointer)) errors.set(pointer, detail);
  };
  for (const error of found) {
    switch (error.keyword) {
      case 'required':
        for (const name of error.params.requiredProperties)
          say(`${error.instancePath}/${escaped(name)}`, 'is required.');
        break;
      case 'additionalProperties':
        for (const name of error.params.additionalProperties)
          say(`${error.instancePath}/${escaped(name)}`, 'is not a field of this.');
        break;
      case 'boolean':
        say(error.instancePath, 'is not a field of this.');
        break;
      case 'enum':
        say(
          error.instancePath,
          `must be one of ${error.params.allowedValues.map((value) => JSON.stringify(value)).join(', ')}.`,
        );
        break;
      case 'format':
        say(error.instancePath, AS_FORMAT[String(error.params.format)] ?? `${error.message}.`);
        break;
      case 'pattern':
        say(error.instancePath, writtenAs(schema, error) ?? `${error.message}.`);
        break;
      default:
        say(error.instancePath, `${error.message}.`);
    }
  }
  return [...errors].slice(0, MAX_ERRORS).map(([pointer, detail]) => ({ pointer, detail }));
}

const AS_FORMAT: Readonly<Record<string, string>> = {
  'date-time': 'must be an instant (ISO 8601), such as 2026-11-23T09:00:00Z.',
  date: 'must be a date (ISO 8601), such as 2026-11-23.',
  uuid: 'must be an id.',
  email: 'must be an e-mail address.',
};

/** In the words of the field itself, where it has any: nobody reads a regular expression. */
function writtenAs(schema: unknown, { schemaPath }: TLocalizedValidationError): string | undefined {
  const names = schemaPath.split('/').slice(1);
  let at: unknown = schema;
  for (const name of names)
    at = typeof at === 'object' && at !== null ? (at as Record<string, unknown>)[name] : undefined;
  const said = isObject(at) ? at.description : undefined;
  return typeof said === 'string' ? `is not written as it is expected. ${said}` : undefined;
}

const escaped = (name: string): string => name.replaceAll('~', '~0').replaceAll('/', '~1');
