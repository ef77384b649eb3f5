/** How much waits for a person: approvals they have not decided, tasks that are theirs. */
import type { Work } from '../work.ts';

export async function waitingFor(
  work: Work,
  personId: string,
): Promise<{ approvals: number; tasks: number }> {
  const rows = await work.em.execute<{ approvals: number; tasks: number }[]>(
    `select
       (select count(*)::int from approver r join approval a on a.id = r.approval_id
        where r.person_id = ? and a.state = 'open'
          and not exists (select from vote v where v.approval_id = a.id and v.voter_id = r.person_id)) as approvals,
       (select count(*)::int from task where assignee_id = ? and state = 'open') as tasks`,
    [personId, personId],
  );
  return rows[0] ?? { approvals: 0, tasks: 0 };
}
