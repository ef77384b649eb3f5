/** Who belongs to which group and holds which role. Plain link rows: they have no life of their own. */
import type { Work } from '../work.ts';

export async function addMembers(work: Work, groupId: string, personIds: readonly string[]): Promise<void> {
  for (const personId of personIds) {
    await work.em.execute(
      'insert into group_member (group_id, person_id, tenant_id) values (?, ?, ?) on conflict do nothing',
      [groupId, personId, work.tenantId],
    );
  }
}
