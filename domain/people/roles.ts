/** Roles of a tenant's own. The shipped ones are as they are: who needs another makes one. */
import { LockMode } from '@mikro-orm/postgresql';
import { DomainError, refuseTaken } from '../errors.ts';
import { changesBetween } from '../events/changes.ts';
import { record } from '../events/record.ts';
import { isId, newId } from '../ids.ts';
import { demandVersion } from '../version.ts';
import type { Work } from '../work.ts';
import { type Grant, widest } from './access.ts';
import { watchManagers } from './managers.ts';
import { Role } from './role.ts';

export async function listRoles(
  work: Work,
  page: { readonly take: number; readonly after: readonly [string] | null },
): Promise<Role[]> {
  return work.em.find(Role, page.after ? { key: { $gt: page.after[0] } } : {}, {
    orderBy: { key: 'asc' },
    limit: page.take,
  });
}

/** @throws DomainError not_found */
export async function getRole(work: Work, reference: string): Promise<Role> {
  const role = await work.em.findOne(
    Role,
    isId(reference) ? { id: reference.toLowerCase() } : { key: reference },
  );
  if (!role) throw new DomainError('not_found', 'There is no such role.');
  return role;
}

/** @throws DomainError already_exists */
export async function createRole(
  work: Work,
  input: { readonly key: string; readonly name: string; readonly permissions: readonly Grant[] },
): Promise<Role> {
  if (await work.em.findOne(Role, { key: input.key })) {
    refuseTaken('/key', `There is a role ${input.key} already.`);
  }
  const permissions = widest(input.permissions);
  const role = work.em.create(
    Role,
    {
      id: newId(),
      tenantId: work.tenantId,
      key: input.key,
      name: input.name,
      permissions,
      builtIn: false,
    },
    { persist: true },
  );
  await record(work, {
    type: 'role.created',
    subject: { kind: 'role', id: role.id },
    changes: {
      key: { before: null, after: role.key },
      permissions: { before: [], after: permissions },
    },
  });
  await work.em.flush();
  return role;
}

/** @throws DomainError not_found, stale_version, transition_not_allowed */
export async function updateRole(
  work: Work,
  reference: string,
  patch: { readonly name?: string; readonly permissions?: readonly Grant[] },
  expectedVersion?: number,
): Promise<Role> {
  const role = await ownRole(work, reference, expectedVersion);
  const permissions = patch.permissions ? widest(patch.permissions) : undefined;
  const changes = changesBetween(
    { name: role.name, permissions: role.permissions },
    { name: patch.name, permissions },
  );
  if (Object.keys(changes).length === 0) return role;
  const managers = await watchManagers(work);
  if (patch.name !== undefined) role.name = patch.name;
  if (permissions) role.permissions = permissions;
  await record(work, { type: 'role.updated', subject: { kind: 'role', id: role.id }, changes });
  await work.em.flush();
  await managers.demandOne();
  return role;
}

/** Whoever held it holds it no longer. @throws DomainError not_found, stale_version, transition_not_allowed */
export async function removeRole(
  work: Work,
  reference: string,
  expectedVersion?: number,
): Promise<void> {
  const role = await ownRole(work, reference, expectedVersion);
  await record(work, {
    type: 'role.removed',
    subject: { kind: 'role', id: role.id },
    changes: {
      key: { before: role.key, after: null },
      permissions: { before: role.permissions, after: null },
    },
  });
  const managers = await watchManagers(work);
  work.em.remove(role);
  await work.em.flush();
  await managers.demandOne();
}

async function ownRole(
  work: Work,
  reference: string,
  expectedVersion: number | undefined,
): Promise<Role> {
  const role = await getRole(work, reference);
  await work.em.lock(role, LockMode.PESSIMISTIC_WRITE);
  await work.em.refresh(role);
  demandVersion(expectedVersion, role.version);
  if (role.builtIn) {
    throw new DomainError(
      'transition_not_allowed',
      `The role ${role.key} is shipped and stays as it is. Make one of your own.`,
    );
  }
  return role;
}
