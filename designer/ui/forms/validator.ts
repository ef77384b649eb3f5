/**
 * JSON Schema checking for the form library, by interpretation. The usual adapter compiles each schema into code, which
 * the content security policy forbids and which customers' schemas should never be turned into. The API checks with the
 * same library, so that what passes here passes there.
 */
import {
  type CustomValidator,
  createErrorHandler,
  type ErrorTransformer,
  type RJSFSchema,
  type RJSFValidationError,
  toErrorSchema,
  type UiSchema,
  unwrapErrorHandler,
  type ValidationData,
  type ValidatorType,
  validationDataMerge,
} from '@rjsf/utils';
import type { TValidationError } from 'typebox/error';
import { Check, Errors } from 'typebox/schema';
import { Settings } from 'typebox/system';
import { withLinearPatterns } from '#engine/pattern.ts';
import { type Sentence, sayError } from './say-error.ts';

type Values = Record<string, unknown>;

/** More than a person will mend in one go; the library's own limit is eight. */
const MAX_ERRORS = 100;

export function createValidator(
  say: (sentence: Sentence) => string,
): ValidatorType<Values, RJSFSchema> {
  const rawErrors = (schema: RJSFSchema, formData: unknown): RJSFValidationError[] => {
    Settings.Set({ maxErrors: MAX_ERRORS });
    const errors = mistakesIn(schema, formData ?? {});
    if (errors === null) return [unusable(say({ id: 'form.unusable' }))];
    return outermost(errors).flatMap((error) => toFormErrors(error, schema, say));
  };
  return {
    rawValidation: <Result>(schema: RJSFSchema, formData?: Values) => ({
      errors: rawErrors(schema, formData) as Result[],
    }),
    isValid: (schema, formData, rootSchema) => {
      const { definitions, $defs } = rootSchema ?? {};
      try {
        return Check(withLinearPatterns({ definitions, $defs, ...schema }), formData);
      } catch {
        return false;
      }
    },
    validateFormData: (
      formData: Values | undefined,
      schema: RJSFSchema,
      customValidate?: CustomValidator<Values, RJSFSchema>,
      transformErrors?: ErrorTransformer<Values, RJSFSchema>,
      uiSchema?: UiSchema<Values, RJSFSchema>,
    ): ValidationData<Values> => {
      const found = rawErrors(schema, formData);
      const errors = transformErrors === undefined ? found : transformErrors(found, uiSchema);
      const validation = { errors, errorSchema: toErrorSchema<Values>(errors) };
      if (customValidate === undefined) return validation;
      const handler = customValidate(
        formData,
        createErrorHandler<Values>(formData ?? {}),
        uiSchema,
      );
      return validationDataMerge<Values>(validation, unwrapErrorHandler<Values>(handler));
    },
  };
}

/** Null where the schema breaks the checker: such a form takes no values, as at the server, and says so. */
function mistakesIn(schema: RJSFSchema, values: unknown): TValidationError[] | null {
  try {
    return Errors(withLinearPatterns(schema), values)[1];
  } catch {
    return null;
  }
}

const unusable = (message: string): RJSFValidationError => ({
  name: 'schema',
  message,
  property: '.',
  stack: message,
});

/** A choice that fails tells of every alternative; one sentence about the choice itself is what helps. */
function outermost(errors: readonly TValidationError[]): TValidationError[] {
  const choices = errors.filter((error) => error.keyword === 'oneOf' || error.keyword === 'anyOf');
  return errors.filter(
    (error) =>
      !choices.some(
        (choice) =>
          choice !== error &&
          error.instancePath.startsWith(choice.instancePath) &&
          error.schemaPath.startsWith(`${choice.schemaPath}/`),
      ),
  );
}

function toFormErrors(
  error: TValidationError,
  schema: RJSFSchema,
  say: (sentence: Sentence) => string,
): RJSFValidationError[] {
  return namesOf(error).map((name) => {
    const pointer =
      name === null ? error.instancePath : `${error.instancePath}/${escapePart(name)}`;
    const asked = schemaAt(schema, pointer);
    const isChoice = asked !== undefined && ['enum', 'oneOf', 'anyOf'].some((key) => key in asked);
    const message = say(
      error.keyword === 'required' && isChoice ? { id: 'form.requiredChoice' } : sayError(error),
    );
    const property = toProperty(pointer);
    const { keyword, params, schemaPath } = error;
    return { name: keyword, message, property, params, schemaPath, stack: message };
  });
}

/** The properties an error is about, where it is about properties and not about the value itself. */
function namesOf(error: TValidationError): (string | null)[] {
  if (error.keyword === 'required') return error.params.requiredProperties;
  if (error.keyword === 'additionalProperties') return error.params.additionalProperties;
  return [null];
}

/** The part of a plain schema that describes a place; undefined behind references, where nobody knows from here. */
export function schemaAt(schema: RJSFSchema, pointer: string): RJSFSchema | undefined {
  let at: unknown = schema;
  for (const part of partsOf(pointer)) {
    const here = at as RJSFSchema | undefined;
    at = here?.properties?.[part] ?? here?.items;
  }
  return typeof at === 'object' && at !== null ? (at as RJSFSchema) : undefined;
}

/** `/items/0/a.b` → `.items[0]['a.b']`, the form library's way of naming a place. */
export function toProperty(pointer: string): string {
  const parts = partsOf(pointer);
  const text = parts
    .map((part) =>
      /^\d+$/.test(part)
        ? `[${part}]`
        : /^[A-Za-z_$][\w$]*$/.test(part)
          ? `.${part}`
          : `['${part}']`,
    )
    .join('');
  return text.startsWith('.') || text === '' ? text || '.' : `.${text}`;
}

const partsOf = (pointer: string): string[] =>
  pointer
    .split('/')
    .slice(1)
    .map((part) => part.replace(/~1/g, '/').replace(/~0/g, '~'));

const escapePart = (name: string): string => name.replace(/~/g, '~0').replace(/\//g, '~1');
