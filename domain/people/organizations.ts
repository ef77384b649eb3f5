/** Organizations: a tree that never closes into a ring. */
import { LockMode } from '@mikro-orm/postgresql';
import { isTimeZone } from '#engine/calendar/zone.ts';
import { touchConfiguration } from '../configuration.ts';
import { DomainError, invalid, refuseTaken } from '../errors.ts';
import { changesBetween } from '../events/changes.ts';
import { record } from '../events/record.ts';
import { newId } from '../ids.ts';
import { demandVersion } from '../version.ts';
import type { Work } from '../work.ts';
import { findOrganization, organizationMeant } from './find.ts';
import { Organization } from './organization.ts';

export type OrganizationView = {
  readonly id: string;
  readonly key: string;
  readonly name: string;
  readonly version: number;
  readonly parent: { id: string; key: string; name: string } | null;
} & Service;

/** Whom it is to the service desk, when it works and where. What is not said is as with its parent. */
type Service = {
  readonly tier: string | null;
  readonly calendar: string | null;
  readonly timeZone: string | null;
};

const VIEW = `select o.id, o.key, o.name, o.version, o.tier, o.calendar_key as calendar, o.time_zone as "timeZone",
  (select jsonb_build_object('id', p.id, 'key', p.key, 'name', p.name) from organization p where p.id = o.parent_id) as parent
  from organization o`;

export async function listOrganizations(
  work: Work,
  page: { readonly take: number; readonly after: readonly [string] | null },
): Promise<OrganizationView[]> {
  return work.em.execute<OrganizationView[]>(
    `${VIEW} ${page.after ? 'where o.key > ?' : ''} order by o.key limit ?`,
    [...(page.after ?? []), page.take],
  );
}

/** @throws DomainError not_found */
export async function getOrganization(work: Work, reference: string): Promise<OrganizationView> {
  const { id } = await organizationNamed(work, reference);
  const rows = await work.em.execute<OrganizationView[]>(`${VIEW} where o.id = ?`, [id]);
  return rows[0] ?? notFound();
}

/** @throws DomainError already_exists, invalid_input */
export async function createOrganization(
  work: Work,
  input: {
    readonly key: string;
    readonly name: string;
    readonly parent?: string | null;
  } & Partial<Service>,
): Promise<string> {
  if (await work.em.findOne(Organization, { key: input.key })) {
    refuseTaken('/key', `There is an organization ${input.key} already.`);
  }
  const parent = input.parent ? await organizationMeant(work, input.parent, '/parent') : null;
  const id = newId();
  const { tier = null, calendar = null, timeZone = null } = input;
  await demandService(work, { calendar, timeZone });
  work.em.create(
    Organization,
    {
      id,
      tenantId: work.tenantId,
      key: input.key,
      name: input.name,
      tier,
      calendarKey: calendar,
      timeZone,
      parentId: parent?.id ?? null,
      createdAt: work.now,
    },
    { persist: true },
  );
  await record(work, {
    type: 'organization.created',
    subject: { kind: 'organization', id },
    changes: {
      key: { before: null, after: input.key },
      name: { before: null, after: input.name },
      parentId: { before: null, after: parent?.id ?? null },
    },
  });
  await work.em.flush();
  await touchConfiguration(work);
  return id;
}

/** @throws DomainError not_found, stale_version, invalid_input */
export async function updateOrganization(
  work: Work,
  reference: string,
  patch: { readonly name?: string; readonly parent?: string | null } & Partial<Service>,
  expectedVersion?: number,
): Promise<string> {
  // Moves wait for each other, or two of them could close a ring together.
  await work.em.execute('select 1 from tenant where id = ? for no key update', [work.tenantId]);
  const organization = await organizationNamed(work, reference);
  await work.em.lock(organization, LockMode.PESSIMISTIC_WRITE);
  await work.em.refresh(organization);
  demandVersion(expectedVersion, organization.version);
  const parentId = patch.parent
    ? (await organizationMeant(work, patch.parent, '/parent')).id
    : patch.parent;
  if (parentId) await demandNoRing(work, organization.id, parentId);
  const { tier, calendar, timeZone } = patch;
  await demandService(work, { calendar, timeZone });
  const changes = changesBetween(
    {
      name: organization.name,
      parentId: organization.parentId ?? null,
      tier: organization.tier ?? null,
      calendar: organization.calendarKey ?? null,
      timeZone: organization.timeZone ?? null,
    },
    { name: patch.name, parentId, tier, calendar, timeZone },
  );
  if (Object.keys(changes).length === 0) return organization.id;
  if (tier !== undefined) organization.tier = tier;
  if (calendar !== undefined) organization.calendarKey = calendar;
  if (timeZone !== undefined) organization.timeZone = timeZone;
  await touchConfiguration(work);
  if (patch.name !== undefined) organization.name = patch.name;
  if (parentId !== undefined) organization.parentId = parentId;
  await record(work, {
    type: 'organization.updated',
    subject: { kind: 'organization', id: organization.id },
    changes,
  });
  await work.em.flush();
  return organization.id;
}

/** @throws DomainError not_found, stale_version, in_use (people, tickets or parts still belong to it) */
export async function removeOrganization(
  work: Work,
  reference: string,
  expectedVersion?: number,
): Promise<void> {
  const organization = await organizationNamed(work, reference);
  demandVersion(expectedVersion, organization.version);
  await record(work, {
    type: 'organization.removed',
    subject: { kind: 'organization', id: organization.id },
    changes: { key: { before: organization.key, after: null } },
  });
  await work.em.execute('delete from organization where id = ?', [organization.id]);
  await touchConfiguration(work);
}

async function demandService(
  work: Work,
  { calendar, timeZone }: Partial<Pick<Service, 'calendar' | 'timeZone'>>,
): Promise<void> {
  if (timeZone && !isTimeZone(timeZone))
    invalid('/timeZone', `“${timeZone}” is no known time zone.`);
  if (!calendar) return;
  const [found] = await work.em.execute<unknown[]>(
    'select 1 from calendar where tenant_id = ? and key = ?',
    [work.tenantId, calendar],
  );
  if (!found) invalid('/calendar', `There is no calendar “${calendar}”.`);
}

async function demandNoRing(work: Work, id: string, parentId: string): Promise<void> {
  const rows = await work.em.execute<unknown[]>(
    `with recursive below as (select ?::uuid as id union select o.id from organization o join below b on o.parent_id = b.id)
     select 1 from below where id = ?::uuid`,
    [id, parentId],
  );
  if (rows.length === 0) return;
  throw new DomainError('invalid_input', 'An organization cannot lie beneath itself.', {
    errors: [{ pointer: '/parent', detail: 'lies beneath this organization, or is it.' }],
  });
}

const organizationNamed = async (work: Work, reference: string): Promise<Organization> =>
  (await findOrganization(work, reference)) ?? notFound();

const notFound = (): never => {
  throw new DomainError('not_found', 'There is no such organization.');
};
