/**
 * Changes a person. Somebody who may manage people always remains, and who is made inactive is signed out with everything
 * they hold.
 */
import { LockMode } from '@mikro-orm/postgresql';
import { wakeApprovalsOf } from '../approvals/wake.ts';
import { wakeMeetings } from '../cab/invite-stand-ins.ts';
import { DomainError, invalid, refuseTaken } from '../errors.ts';
import { changesBetween } from '../events/changes.ts';
import { record } from '../events/record.ts';
import { demandVersion } from '../version.ts';
import type { Work } from '../work.ts';
import { findPerson, groupMeant, organizationMeant, personMeant, rolesMeant } from './find.ts';
import { watchManagers } from './managers.ts';
import { groupsOf, rolesOf, setGroups, setRoles } from './membership.ts';
import { hashPassword } from './password.ts';
import { demandTimeZone, normalEmail, Person } from './person.ts';
import { endSessions } from './session.ts';

export type PersonPatch = {
  readonly email?: string;
  readonly name?: string;
  readonly roles?: readonly string[];
  readonly groups?: readonly string[];
  readonly organization?: string | null;
  readonly manager?: string | null;
  readonly active?: boolean;
  readonly locale?: string;
  readonly timeZone?: string;
  readonly password?: string;
};

/** @throws DomainError not_found, stale_version, invalid_input, already_exists, transition_not_allowed */
export async function updatePerson(
  work: Work,
  reference: string,
  patch: PersonPatch,
  expectedVersion?: number,
): Promise<string> {
  demandTimeZone(patch.timeZone);
  const found = await findPerson(work, reference);
  if (!found) throw new DomainError('not_found', 'There is no such person here.');
  await work.em.lock(found, LockMode.PESSIMISTIC_WRITE);
  await work.em.refresh(found);
  demandVersion(expectedVersion, found.version);
  if (found.outside) demandNoAccount(patch);
  const before = { email: found.email, name: found.name };
  const plain = {
    active: found.active,
    locale: found.locale,
    timeZone: found.timeZone,
    organizationId: found.organizationId ?? null,
    managerId: found.managerId ?? null,
    roles: await rolesOf(work, found.id),
    groups: await groupsOf(work, found.id),
  };
  const after = await resolve(work, found, patch);
  if (
    after.email !== undefined &&
    after.email !== found.email &&
    (await work.em.findOne(Person, { email: after.email }))
  ) {
    refuseTaken('/email', `${after.email} is known here already.`);
  }
  const personal = changesBetween(before, { email: after.email, name: after.name });
  const changes = changesBetween(plain, {
    active: patch.active,
    locale: patch.locale,
    timeZone: patch.timeZone,
    organizationId: after.organizationId,
    managerId: after.managerId,
    roles: after.roles?.map((role) => role.key).sort(),
    groups: after.groups?.map((group) => group.key).sort(),
  });
  const passwordChanged = patch.password !== undefined;
  if (Object.keys({ ...personal, ...changes }).length === 0 && !passwordChanged) return found.id;

  const managers = changes.active || changes.roles ? await watchManagers(work) : null;
  work.em.assign(found, {
    ...(after.email === undefined ? {} : { email: after.email }),
    ...(after.name === undefined ? {} : { name: after.name }),
    ...(patch.active === undefined ? {} : { active: patch.active }),
    ...(patch.locale === undefined ? {} : { locale: patch.locale }),
    ...(patch.timeZone === undefined ? {} : { timeZone: patch.timeZone }),
    ...(after.organizationId === undefined ? {} : { organizationId: after.organizationId }),
    ...(after.managerId === undefined ? {} : { managerId: after.managerId }),
    ...(patch.password === undefined ? {} : { passwordHash: await hashPassword(patch.password) }),
    updatedAt: work.now,
  });
  await work.em.flush();
  if (changes.roles && after.roles)
    await setRoles(
      work,
      found.id,
      after.roles.map((role) => role.id),
    );
  await managers?.demandOne();
  if (changes.active) await wakeMeetings(work, found.id);
  if (changes.groups && after.groups)
    await setGroups(
      work,
      found.id,
      after.groups.map((group) => group.id),
    );
  if (changes.active && patch.active === false) await shutOut(work, found.id);
  if (passwordChanged) await endSessions(work, found.id);
  await record(work, {
    type: 'person.updated',
    subject: { kind: 'person', id: found.id },
    changes,
    data: passwordChanged ? { passwordChanged: true } : {},
    personal: { personId: found.id, fields: personal },
  });
  return found.id;
}

/** @throws DomainError invalid_input */
function demandNoAccount(patch: PersonPatch): void {
  const needs = (['password', 'roles', 'groups', 'manager', 'organization'] as const).find(
    (field) => patch[field] !== undefined,
  );
  if (needs)
    invalid(
      `/${needs}`,
      'They are asked from outside. Add them as a person to give them an account.',
    );
}

async function resolve(work: Work, person: Person, patch: PersonPatch) {
  const unique = (values: readonly string[]) => [...new Set(values)];
  const managerId = patch.manager
    ? (await personMeant(work, patch.manager, '/manager')).id
    : patch.manager;
  if (managerId === person.id) {
    throw new DomainError('invalid_input', 'Nobody is their own manager.', {
      errors: [{ pointer: '/manager', detail: 'must be somebody else.' }],
    });
  }
  return {
    email: patch.email === undefined ? undefined : normalEmail(patch.email),
    name: patch.name?.trim(),
    managerId,
    organizationId: patch.organization
      ? (await organizationMeant(work, patch.organization, '/organization')).id
      : patch.organization,
    roles: patch.roles ? await rolesMeant(work, unique(patch.roles), '/roles') : undefined,
    groups: patch.groups
      ? await Promise.all(
          unique(patch.groups).map((key, index) => groupMeant(work, key, `/groups/${index}`)),
        )
      : undefined,
  };
}

async function shutOut(work: Work, personId: string): Promise<void> {
  await endSessions(work, personId);
  await work.em.execute(
    'update access_token set revoked_at = ? where person_id = ? and revoked_at is null',
    [work.now, personId],
  );
  await work.em.execute('delete from rota_feed where person_id = ?', [personId]);
  // Their seats are handed on.
  await wakeApprovalsOf(work, personId);
}
