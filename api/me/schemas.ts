/** Who is signed in, their sessions and their access tokens. */
import { Type } from 'typebox';
import { PERMISSIONS } from '#domain/people/access.ts';
import { LocaleTag, TimeZone } from '../people/schemas.ts';
import { Allowed, Choice, Id, Input, Instant, listOf, Nullable } from '../schemas.ts';

export const Me = Type.Object({
  user: Type.Object({
    id: Id,
    email: Type.String(),
    name: Type.String(),
    locale: Type.String(),
    timeZone: Type.String(),
  }),
  tenant: Type.Object({ key: Type.String(), name: Type.String() }),
  permissions: Type.Array(Type.String(), {
    description: 'What the caller may do, on some records at least.',
  }),
  roles: Type.Array(Type.String()),
  csrfToken: Type.Optional(Type.String({ description: 'For X-CSRF-Token; with a session only.' })),
  counts: Type.Object({ approvals: Type.Integer(), tasks: Type.Integer() }),
  meetings: Type.Boolean({
    description:
      'There are meetings for them to see, whatever their roles: they sit on a board, stand in on one, or were asked to a meeting.',
  }),
  sendsMail: Type.Boolean({
    description: 'Whether mails leave this installation; without a mail server they are kept.',
  }),
});

export const MePatch = Input(
  {
    name: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
    locale: Type.Optional(LocaleTag),
    timeZone: Type.Optional(TimeZone),
  },
  { minProperties: 1 },
);

export const PasswordChange = Input({
  current: Type.String({ minLength: 1, maxLength: 1000 }),
  next: Type.String({ minLength: 8, maxLength: 1000 }),
});

export const Session = Type.Object({
  id: Id,
  userAgent: Nullable(Type.String()),
  createdAt: Instant,
  lastSeenAt: Instant,
  expiresAt: Instant,
  current: Type.Boolean({ description: 'The session of this very request.' }),
  allowed: Allowed,
});
export const Sessions = listOf(Session);

export const NewToken = Input({
  name: Type.String({ minLength: 1, maxLength: 100 }),
  scopes: Type.Optional(
    Nullable(
      Type.Array(Choice(PERMISSIONS), {
        maxItems: PERMISSIONS.length,
        description: 'Names of permissions; without them the token may do all that its owner may.',
      }),
    ),
  ),
  expiresAt: Type.Optional(Nullable(Instant)),
  password: Type.Optional(
    Type.String({
      maxLength: 1000,
      description: 'Your password again; needed with a session, not with a token.',
    }),
  ),
});

export const MadeToken = Type.Object({
  id: Id,
  token: Type.String({ description: 'Shown this once.' }),
});

export const Token = Type.Object({
  id: Id,
  name: Type.String(),
  scopes: Nullable(Type.Array(Type.String())),
  createdAt: Instant,
  expiresAt: Nullable(Instant),
  lastUsedAt: Nullable(Instant),
  allowed: Allowed,
});
export const Tokens = listOf(Token);
