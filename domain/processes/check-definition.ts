/** Takes unknown JSON for a definition, or says what in it is none. Whether a definition is any good is the lint's question. */
import { Definition } from '#engine/definition.ts';
import { isDefinition } from '#engine/lint/index.ts';
import { isTooDeep, schemaErrors } from '#engine/lint/schema-errors.ts';
import { DomainError, type FieldError } from '../errors.ts';

const ERRORS_MAX = 100;

/** @throws DomainError invalid_input, with a pointer to each mistake */
export function demandDefinition(value: unknown): Definition {
  if (isDefinition(value)) return value;
  const found: readonly FieldError[] = isTooDeep(value)
    ? [{ pointer: '', detail: 'is nested too deeply' }]
    : schemaErrors(Definition, value);
  const errors =
    found.length > 0
      ? found.slice(0, ERRORS_MAX)
      : [{ pointer: '', detail: 'is no process definition' }];
  throw new DomainError(
    'invalid_input',
    `The definition has ${errors.length === 1 ? 'a mistake' : `${errors.length} mistakes`}.`,
    { errors },
  );
}
