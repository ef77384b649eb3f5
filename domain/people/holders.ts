/** Who may do something everywhere. */
import type { Work } from '../work.ts';
import type { Permission } from './access.ts';

/** Ids of the active people who hold the permission for everything, by name. */
export async function holdersOf(work: Work, permission: Permission): Promise<string[]> {
  const rows = await work.em.execute<{ id: string }[]>(
    `select p.id from person p where p.tenant_id = ? and p.active and exists (
       select 1 from person_role m join role r on r.id = m.role_id
       where m.person_id = p.id and r.permissions @> ?::jsonb) order by p.email`,
    [work.tenantId, JSON.stringify([{ permission, scope: 'all' }])],
  );
  return rows.map(({ id }) => id);
}
