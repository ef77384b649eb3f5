/** Who belongs to which group and holds which role. Plain link rows: they have no life of their own. */
import type { Work } from '../work.ts';

const add = async (work: Work, sql: string, pairs: readonly (readonly [string, string])[]) => {
  for (const [left, right] of pairs) {
    await work.em.execute(`${sql} values (?, ?, ?) on conflict do nothing`, [
      left,
      right,
      work.tenantId,
    ]);
  }
};

export const addMembers = (
  work: Work,
  groupId: string,
  personIds: readonly string[],
): Promise<void> =>
  add(
    work,
    'insert into group_member (group_id, person_id, tenant_id)',
    personIds.map((id) => [groupId, id]),
  );

export const addRoles = (work: Work, personId: string, roleIds: readonly string[]): Promise<void> =>
  add(
    work,
    'insert into person_role (person_id, role_id, tenant_id)',
    roleIds.map((id) => [personId, id]),
  );

export async function setRoles(
  work: Work,
  personId: string,
  roleIds: readonly string[],
): Promise<void> {
  await work.em.execute('delete from person_role where person_id = ?', [personId]);
  await addRoles(work, personId, roleIds);
}

export async function setGroups(
  work: Work,
  personId: string,
  groupIds: readonly string[],
): Promise<void> {
  await work.em.execute('delete from group_member where person_id = ?', [personId]);
  for (const groupId of groupIds) await addMembers(work, groupId, [personId]);
}

export async function setMembers(
  work: Work,
  groupId: string,
  personIds: readonly string[],
): Promise<void> {
  await work.em.execute('delete from group_member where group_id = ?', [groupId]);
  await addMembers(work, groupId, personIds);
}

/** Keys, in order. */
export async function rolesOf(work: Work, personId: string): Promise<string[]> {
  const rows = await work.em.execute<{ key: string }[]>(
    'select r.key from person_role pr join role r on r.id = pr.role_id where pr.person_id = ?',
    [personId],
  );
  return rows.map((row) => row.key).sort();
}

/** Keys, in order. */
export async function groupsOf(work: Work, personId: string): Promise<string[]> {
  const rows = await work.em.execute<{ key: string }[]>(
    'select g.key from group_member m join people_group g on g.id = m.group_id where m.person_id = ?',
    [personId],
  );
  return rows.map((row) => row.key).sort();
}

/** Ids, in order. */
export async function memberIdsOf(work: Work, groupId: string): Promise<string[]> {
  const rows = await work.em.execute<{ person_id: string }[]>(
    'select person_id from group_member where group_id = ?',
    [groupId],
  );
  return rows.map((row) => row.person_id).sort();
}
