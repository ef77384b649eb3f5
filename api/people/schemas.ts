/** People, groups, roles and organizations as they go in and out. */
import { type Static, Type } from 'typebox';
import { PERMISSIONS, SCOPES } from '#domain/people/access.ts';
import {
  Allowed,
  Choice,
  Email,
  Id,
  Input,
  Key,
  KeyRef,
  listOf,
  Nullable,
  PageQuery,
  PersonRef,
  Version,
} from '../schemas.ts';

const Name = Type.String({ minLength: 1, maxLength: 200, pattern: '\\S' });
export const LocaleTag = Type.String({
  pattern: '^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$',
  description: 'A language tag (BCP 47).',
});
export const TimeZone = Type.String({
  minLength: 1,
  maxLength: 64,
  description: 'An IANA time zone, such as Europe/Berlin.',
});
const Reference = Type.String({
  minLength: 1,
  maxLength: 254,
  description: 'A key or address, or an id.',
});
export const ReferenceParams = Type.Object({ id: Reference });

export const User = Type.Object({
  id: Id,
  email: Type.String(),
  name: Type.String(),
  roles: Type.Array(Type.String({ description: 'A role’s key.' })),
  groups: Type.Array(Type.String({ description: 'A group’s key.' })),
  organization: Nullable(KeyRef),
  manager: Nullable(PersonRef),
  active: Type.Boolean(),
  outside: Type.Boolean({
    description:
      'Has no account: known by the address at which they were asked to approve something.',
  }),
  locale: Type.String(),
  timeZone: Type.String(),
  version: Version,
  allowed: Allowed,
});
export type User = Static<typeof User>;
export const Users = listOf(User);

const userFields = {
  roles: Type.Optional(Type.Array(Key, { maxItems: 50 })),
  groups: Type.Optional(Type.Array(Key, { maxItems: 200 })),
  organization: Type.Optional(Nullable(Reference)),
  manager: Type.Optional(Nullable(Reference)),
  locale: Type.Optional(LocaleTag),
  timeZone: Type.Optional(TimeZone),
  password: Type.Optional(Type.String({ minLength: 8, maxLength: 1000 })),
} as const;

export const NewUser = Input({ email: Email, name: Name, ...userFields });
export const UserPatch = Input(
  {
    email: Type.Optional(Email),
    name: Type.Optional(Name),
    active: Type.Optional(Type.Boolean()),
    ...userFields,
  },
  { minProperties: 1 },
);
export const UserQuery = Input({
  ...PageQuery,
  q: Type.Optional(Type.String({ maxLength: 200 })),
  active: Type.Optional(Type.Boolean()),
  outside: Type.Optional(
    Type.Boolean({ description: 'Those without an account; only those with one unless said.' }),
  ),
  role: Type.Optional(Key),
  group: Type.Optional(Key),
});
export const ListQuery = Input(PageQuery);

export const Group = Type.Object({
  id: Id,
  key: Type.String(),
  name: Type.String(),
  members: Type.Array(PersonRef),
  version: Version,
  allowed: Allowed,
});
export type Group = Static<typeof Group>;
export const Groups = listOf(Group);
const Members = Type.Array(Reference, { maxItems: 5000, description: 'Addresses or ids.' });
export const NewGroup = Input({ key: Key, name: Name, members: Type.Optional(Members) });
export const GroupPatch = Input(
  { name: Type.Optional(Name), members: Type.Optional(Members) },
  { minProperties: 1 },
);

const GrantSchema = Input({ permission: Choice(PERMISSIONS), scope: Choice(SCOPES) });
export const Role = Type.Object({
  id: Id,
  key: Type.String(),
  name: Type.String(),
  permissions: Type.Array(Type.Object({ permission: Type.String(), scope: Type.String() })),
  builtIn: Type.Boolean(),
  version: Version,
  allowed: Allowed,
});
export type Role = Static<typeof Role>;
export const Roles = listOf(Role);
const Grants = Type.Array(GrantSchema, { maxItems: 200 });
export const NewRole = Input({ key: Key, name: Name, permissions: Grants });
export const RolePatch = Input(
  { name: Type.Optional(Name), permissions: Type.Optional(Grants) },
  { minProperties: 1 },
);

const Service = {
  tier: Nullable(Type.String({ minLength: 1, maxLength: 64, description: 'Gold, silver, …' })),
  calendar: Nullable(Type.String({ minLength: 1, maxLength: 64, description: 'When they work.' })),
  timeZone: Nullable(Type.String({ minLength: 1, maxLength: 100 })),
};
const ServicePatch = {
  tier: Type.Optional(Service.tier),
  calendar: Type.Optional(Service.calendar),
  timeZone: Type.Optional(Service.timeZone),
};

export const Organization = Type.Object({
  id: Id,
  key: Type.String(),
  name: Type.String(),
  parent: Nullable(KeyRef),
  ...Service,
  version: Version,
  allowed: Allowed,
});
export type Organization = Static<typeof Organization>;
export const Organizations = listOf(Organization);
export const NewOrganization = Input({
  key: Key,
  name: Name,
  parent: Type.Optional(Nullable(Reference)),
  ...ServicePatch,
});
export const OrganizationPatch = Input(
  { name: Type.Optional(Name), parent: Type.Optional(Nullable(Reference)), ...ServicePatch },
  { minProperties: 1 },
);
