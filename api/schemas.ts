/**
 * The pieces every feature's schemas are made of. Input objects are closed: an unknown field is refused with its pointer,
 * never dropped in silence.
 */
import { type Static, type TProperties, type TSchema, Type } from 'typebox';

export const Id = Type.String({
  pattern: '^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$',
  description: 'A UUIDv7.',
});
export const Key = Type.String({
  pattern: '^[a-z0-9][a-z0-9-]{0,63}$',
  description: 'Lower-case letters, digits and hyphens; at most 64.',
});
export const Instant = Type.String({ format: 'date-time', description: 'ISO 8601, in UTC.' });
export const Email = Type.String({ format: 'email', maxLength: 254 });
export const Version = Type.Integer({
  description: 'Goes up with every change; the ETag is "v<version>".',
});
export const Allowed = Type.Array(Type.String(), {
  description: 'What the caller may do with it now.',
});

/** An object of the input: nothing beside what is listed. */
export const Input = <const P extends TProperties>(
  properties: P,
  options: { description?: string; minProperties?: number } = {},
) => Type.Object(properties, { ...options, additionalProperties: false });

export const Nullable = <const T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()]);

/** One of a few strings. */
export const Choice = <const T extends readonly string[]>(
  values: T,
  options: { description?: string; default?: T[number] } = {},
) => Type.Unsafe<T[number]>({ type: 'string', enum: [...values], ...options });

/** Any JSON object; what is in it is the caller's. */
export const JsonObject = Type.Record(Type.String(), Type.Unknown());

export const KeyRef = Type.Object({ id: Id, key: Type.String(), name: Type.String() });

export const PersonRef = Type.Object({
  id: Type.String(),
  name: Type.String(),
  email: Type.String(),
});
export type PersonRef = Static<typeof PersonRef>;

export const Problem = Type.Object(
  {
    type: Type.String({ description: '/problems/<code>; each is described in the documentation.' }),
    title: Type.String(),
    status: Type.Integer(),
    detail: Type.Optional(Type.String()),
    instance: Type.String({
      description: 'urn:request:<id>, the id in the log and the X-Request-Id header.',
    }),
    retryable: Type.Optional(Type.Boolean()),
    errors: Type.Optional(
      Type.Array(Type.Object({ pointer: Type.String(), detail: Type.String() }), {
        description:
          'For bad input: a JSON pointer (RFC 6901) to each mistake, and what would be right.',
      }),
    ),
  },
  { description: 'RFC 9457 problem details.', additionalProperties: true },
);

/** What a page of a list looks like. */
export const listOf = <const T extends TSchema>(item: T) =>
  Type.Object({
    items: Type.Array(item),
    nextCursor: Nullable(Type.String({ description: 'Give it as ?cursor= for the next page.' })),
  });

/** The query every list takes; spread it into the list's own `Input`. */
export const PageQuery = {
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: 50 })),
  cursor: Type.Optional(Type.String({ maxLength: 2000 })),
} as const;

export const IdParams = Type.Object({ id: Id });
export const KeyParams = Type.Object({ key: Type.String({ maxLength: 64 }) });

/** 204. */
export const Nothing = Type.Unsafe<undefined>({ type: 'null', description: 'No body.' });

export const Priority = Type.Unsafe<1 | 2 | 3 | 4>({
  type: 'integer',
  enum: [1, 2, 3, 4],
  description: '1 critical, 2 high, 3 moderate, 4 low.',
});

export const ICalendar = Type.String({ description: 'RFC 5545, `text/calendar`.' });
