/** People, groups, roles and organizations as they leave. */
import type { Principal } from '#domain/people/access.ts';
import type { PersonView } from '#domain/people/directory.ts';
import type { GroupView } from '#domain/people/groups.ts';
import type { OrganizationView } from '#domain/people/organizations.ts';
import type { Role as RoleRow } from '#domain/people/role.ts';
import { mayManagePeople } from './policy.ts';
import type { Group, Organization, Role, User } from './schemas.ts';

const ifManager = (principal: Principal, ...actions: string[]): string[] =>
  mayManagePeople(principal) ? actions : [];

export const presentUser = (person: PersonView, principal: Principal): User => ({
  id: person.id,
  email: person.email,
  name: person.name,
  roles: person.roles,
  groups: person.groups,
  organization: person.organization,
  manager: person.manager,
  active: person.active,
  outside: person.outside,
  locale: person.locale,
  timeZone: person.timeZone,
  version: person.version,
  allowed: ifManager(principal, 'update', 'erase'),
});

export const presentGroup = (group: GroupView, principal: Principal): Group => ({
  id: group.id,
  key: group.key,
  name: group.name,
  members: group.members,
  version: group.version,
  allowed: ifManager(principal, 'update', 'delete'),
});

export const presentRole = (role: RoleRow, principal: Principal): Role => ({
  id: role.id,
  key: role.key,
  name: role.name,
  permissions: role.permissions,
  builtIn: role.builtIn,
  version: role.version,
  allowed: role.builtIn ? [] : ifManager(principal, 'update', 'delete'),
});

export const presentOrganization = (
  organization: OrganizationView,
  principal: Principal,
): Organization => ({
  id: organization.id,
  key: organization.key,
  name: organization.name,
  parent: organization.parent,
  tier: organization.tier,
  calendar: organization.calendar,
  timeZone: organization.timeZone,
  version: organization.version,
  allowed: ifManager(principal, 'update', 'delete'),
});
