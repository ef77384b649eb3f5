/** Secrets: written, listed by name, removed; never read back. */
import { Type } from 'typebox';
import { Allowed, Input, Instant, listOf, PageQuery, Version } from '../schemas.ts';

export const SecretParams = Type.Object({
  key: Type.String({ pattern: '^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$' }),
});
export const SecretBody = Input({
  value: Type.String({
    minLength: 1,
    maxLength: 16_384,
    description: 'Sealed on arrival; nothing gives it back.',
  }),
});
export const Secret = Type.Object({
  key: Type.String(),
  version: Version,
  updatedAt: Instant,
  allowed: Allowed,
});
export const Secrets = listOf(Secret);
export const SecretQuery = Input(PageQuery);
