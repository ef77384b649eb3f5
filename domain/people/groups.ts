/** Groups: made, changed, removed. Members are given whole, as addresses or ids. */
import { LockMode } from '@mikro-orm/postgresql';
import { DomainError, refuseTaken } from '../errors.ts';
import { changesBetween } from '../events/changes.ts';
import { record } from '../events/record.ts';
import { newId } from '../ids.ts';
import { demandVersion } from '../version.ts';
import type { Work } from '../work.ts';
import { findGroup, personMeant } from './find.ts';
import { Group } from './group.ts';
import { addMembers, memberIdsOf, setMembers } from './membership.ts';

export type GroupView = {
  readonly id: string;
  readonly key: string;
  readonly name: string;
  readonly version: number;
  readonly members: { id: string; name: string; email: string }[];
};

const VIEW = `select g.id, g.key, g.name, g.version,
  (select coalesce(jsonb_agg(jsonb_build_object('id', p.id, 'name', p.name, 'email', p.email) order by p.name, p.id), '[]')
   from group_member m join person p on p.id = m.person_id where m.group_id = g.id) as members
  from people_group g`;

export async function listGroups(
  work: Work,
  page: { readonly take: number; readonly after: readonly [string] | null },
): Promise<GroupView[]> {
  return work.em.execute<GroupView[]>(
    `${VIEW} ${page.after ? 'where g.key > ?' : ''} order by g.key limit ?`,
    [...(page.after ?? []), page.take],
  );
}

/** @throws DomainError not_found */
export async function getGroup(work: Work, reference: string): Promise<GroupView> {
  const group = await groupNamed(work, reference);
  const rows = await work.em.execute<GroupView[]>(`${VIEW} where g.id = ?`, [group.id]);
  return rows[0] ?? notFound();
}

/** @throws DomainError already_exists, invalid_input */
export async function createGroup(
  work: Work,
  input: { readonly key: string; readonly name: string; readonly members?: readonly string[] },
): Promise<string> {
  if (await work.em.findOne(Group, { key: input.key })) {
    refuseTaken('/key', `There is a group ${input.key} already.`);
  }
  const members = await membersMeant(work, input.members ?? []);
  const id = newId();
  work.em.create(
    Group,
    { id, tenantId: work.tenantId, key: input.key, name: input.name },
    { persist: true },
  );
  await work.em.flush();
  await addMembers(work, id, members);
  await record(work, {
    type: 'group.created',
    subject: { kind: 'group', id },
    changes: {
      key: { before: null, after: input.key },
      name: { before: null, after: input.name },
      members: { before: [], after: members },
    },
  });
  return id;
}

/** @throws DomainError not_found, stale_version, invalid_input */
export async function updateGroup(
  work: Work,
  reference: string,
  patch: { readonly name?: string; readonly members?: readonly string[] },
  expectedVersion?: number,
): Promise<string> {
  const group = await lockedGroup(work, reference, expectedVersion);
  const members = patch.members ? await membersMeant(work, patch.members) : undefined;
  const changes = changesBetween(
    { name: group.name, members: await memberIdsOf(work, group.id) },
    { name: patch.name, members },
  );
  if (Object.keys(changes).length === 0) return group.id;
  await work.em.execute('update people_group set name = ?, version = version + 1 where id = ?', [
    patch.name ?? group.name,
    group.id,
  ]);
  await work.em.refresh(group);
  if (members) await setMembers(work, group.id, members);
  await record(work, { type: 'group.updated', subject: { kind: 'group', id: group.id }, changes });
  return group.id;
}

/** @throws DomainError not_found, stale_version, in_use (a queue or a task still belongs to it) */
export async function removeGroup(
  work: Work,
  reference: string,
  expectedVersion?: number,
): Promise<void> {
  const group = await lockedGroup(work, reference, expectedVersion);
  await record(work, {
    type: 'group.removed',
    subject: { kind: 'group', id: group.id },
    changes: { key: { before: group.key, after: null } },
  });
  await work.em.execute('delete from people_group where id = ?', [group.id]);
}

async function lockedGroup(
  work: Work,
  reference: string,
  expectedVersion: number | undefined,
): Promise<Group> {
  const group = await groupNamed(work, reference);
  await work.em.lock(group, LockMode.PESSIMISTIC_WRITE);
  await work.em.refresh(group);
  demandVersion(expectedVersion, group.version);
  return group;
}

const groupNamed = async (work: Work, reference: string): Promise<Group> =>
  (await findGroup(work, reference)) ?? notFound();

const notFound = (): never => {
  throw new DomainError('not_found', 'There is no such group.');
};

/** Ids in order, each once. */
async function membersMeant(work: Work, references: readonly string[]): Promise<string[]> {
  const ids = new Set<string>();
  for (const [index, reference] of references.entries()) {
    ids.add((await personMeant(work, reference, `/members/${index}`)).id);
  }
  return [...ids].sort();
}
