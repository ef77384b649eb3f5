/** Has the open approvals at which somebody is waited for looked at again, at once or when something about them begins. */
import type { Work } from '../work.ts';

export async function wakeApprovalsOf(work: Work, personId: string, at: Date): Promise<void> {
  const rows = await work.em.execute<{ target: string }[]>(
    `insert into outbox (tenant_id, kind, target, payload)
     select a.tenant_id, 'approval', a.id, jsonb_build_object('at', to_json(least(greatest(?::timestamptz, ?::timestamptz), a.remind_at, a.due_at)))
     from approval a where a.state = 'open' and exists (
       select from approver w where w.approval_id = a.id and w.round = a.round and w.stage = a.stage and w.person_id = ? and w.left_out is null
         and not exists (select from vote v where v.approval_id = a.id and v.round = a.round and v.seat = w.seat))
     returning target`,
    [at, work.now, personId],
  );
  if (rows.length > 0) work.sent.value = true;
}
