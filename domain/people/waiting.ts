/** How much waits for a person: approvals they may decide, for themselves or others, and tasks that are theirs. */
import type { Work } from '../work.ts';

export async function waitingFor(
  work: Work,
  personId: string,
): Promise<{ approvals: number; tasks: number }> {
  const rows = await work.em.execute<{ approvals: number; tasks: number }[]>(
    `select
       (select count(distinct approval_id)::int from asked_now(?, ?)) as approvals,
       (select count(*)::int from task where assignee_id = ? and state = 'open') as tasks`,
    [personId, work.now, personId],
  );
  return rows[0] ?? { approvals: 0, tasks: 0 };
}
