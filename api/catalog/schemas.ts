/** The catalog: what people may ask for, and asking. */
import { Type } from 'typebox';
import {
  Allowed,
  Input,
  JsonObject,
  Key,
  listOf,
  Nullable,
  PageQuery,
  Version,
} from '../schemas.ts';

export const CatalogItem = Type.Object({
  key: Key,
  name: Type.String(),
  description: Type.String(),
  icon: Nullable(Type.String()),
  category: Nullable(Type.String()),
  process: Nullable(Key),
  title: Nullable(
    Type.String({
      description: 'What its tickets are called, with placeholders; null: its name.',
    }),
  ),
  schema: Type.Record(Type.String(), Type.Unknown(), { description: 'JSON Schema of the form.' }),
  uiSchema: Type.Record(Type.String(), Type.Unknown(), {
    description: 'How the form is shown (react-jsonschema-form).',
  }),
  version: Version,
  allowed: Allowed,
});
export const CatalogItems = listOf(CatalogItem);

export const CatalogQuery = Input({
  ...PageQuery,
  q: Type.Optional(Type.String({ maxLength: 200 })),
  category: Type.Optional(Type.String({ maxLength: 100 })),
});

export const ItemRequest = Input({
  values: Type.Optional(JsonObject),
  requestedFor: Type.Optional(
    Nullable(
      Type.String({
        maxLength: 320,
        description: 'An address or an id; the caller when left out.',
      }),
    ),
  ),
});
