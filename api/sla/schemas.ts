/** Policies as they go in and out. Their shape is `clock-policy`, published with the other schemas. */
import { Type } from 'typebox';
import { Allowed, Id, Input, JsonObject, Key, listOf, PageQuery, Version } from '../schemas.ts';

export const PolicyParams = Type.Object({
  id: Type.String({ minLength: 1, maxLength: 64, description: 'A key or an id.' }),
});
export const PolicyQuery = Input({ ...PageQuery });
export const Policy = Type.Object({
  id: Id,
  key: Key,
  name: Type.String(),
  place: Type.Integer({ description: 'Those that measure the same are asked in this order.' }),
  active: Type.Boolean(),
  policy: Type.Unsafe<object>({
    type: 'object',
    additionalProperties: true,
    description: 'As `/schemas/clock-policy.json` says.',
  }),
  version: Version,
  allowed: Allowed,
});
export const Policies = listOf(Policy);
export const PolicyBody = Type.Unsafe<{ readonly [field: string]: unknown }>({
  ...JsonObject,
  description: 'As `/schemas/clock-policy.json` says.',
});
export const PolicyPatch = Type.Unsafe<{ readonly [field: string]: unknown }>({
  ...JsonObject,
  description: 'Fields of a policy; null takes one away.',
});
export const PolicyOrder = Input({
  order: Type.Array(Key, { maxItems: 1_000, description: 'Keys, the first asked first.' }),
});
