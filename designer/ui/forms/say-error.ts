/**
 * What is wrong with a value, as a message id and its numbers: the validator knows JSON Schema's keywords, people read
 * sentences in their own language. Pure.
 */
import type { TValidationError } from 'typebox/error';
import type { MessageId } from '#designer/messages/en.ts';
import type { Values } from '#designer/ui/locale.ts';

export type Sentence = { id: MessageId; values?: Values };

const FORMATS: Record<string, MessageId> = {
  email: 'form.format.email',
  date: 'form.format.date',
  'date-time': 'form.format.date-time',
  uri: 'form.format.uri',
};

export function sayError(error: TValidationError): Sentence {
  switch (error.keyword) {
    case 'required':
    case 'dependentRequired':
    case 'dependencies':
      return { id: 'form.required' };
    case 'type': {
      const types = [error.params.type].flat();
      if (types.includes('integer')) return { id: 'form.type.integer' };
      if (types.includes('number')) return { id: 'form.type.number' };
      return { id: 'form.type.other' };
    }
    case 'minLength':
      return error.params.limit === 1
        ? { id: 'form.required' }
        : { id: 'form.minLength', values: { limit: error.params.limit } };
    case 'maxLength':
      return { id: 'form.maxLength', values: { limit: error.params.limit } };
    case 'minimum':
      return { id: 'form.minimum', values: { limit: Number(error.params.limit) } };
    case 'maximum':
      return { id: 'form.maximum', values: { limit: Number(error.params.limit) } };
    case 'exclusiveMinimum':
      return { id: 'form.exclusiveMinimum', values: { limit: Number(error.params.limit) } };
    case 'exclusiveMaximum':
      return { id: 'form.exclusiveMaximum', values: { limit: Number(error.params.limit) } };
    case 'multipleOf':
      return { id: 'form.multipleOf', values: { limit: Number(error.params.multipleOf) } };
    case 'minItems':
      return { id: 'form.minItems', values: { limit: error.params.limit } };
    case 'maxItems':
      return { id: 'form.maxItems', values: { limit: error.params.limit } };
    case 'pattern':
      return { id: 'form.pattern' };
    case 'format':
      return { id: FORMATS[error.params.format] ?? 'form.format.other' };
    case 'enum':
    case 'oneOf':
    case 'anyOf':
      return { id: 'form.enum' };
    case 'const':
      return { id: error.params.allowedValue === true ? 'form.const' : 'form.enum' };
    case 'uniqueItems':
      return { id: 'form.uniqueItems' };
    case 'additionalProperties':
    case 'unevaluatedProperties':
      return { id: 'form.additional' };
    default:
      return { id: 'form.invalid' };
  }
}
