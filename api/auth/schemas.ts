/** Signing in and out. */
import { Type } from 'typebox';
import { Id, Input, Key } from '../schemas.ts';

export const Login = Input({
  email: Type.String({ minLength: 1, maxLength: 254 }),
  password: Type.String({ minLength: 1, maxLength: 1000 }),
  tenant: Type.Optional(Key),
});

export const LoggedIn = Type.Object({
  user: Type.Object({
    id: Id,
    email: Type.String(),
    name: Type.String(),
    locale: Type.String(),
    timeZone: Type.String(),
  }),
  csrfToken: Type.String({
    description: 'To be sent as X-CSRF-Token with every write of this session.',
  }),
});
