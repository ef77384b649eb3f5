/**
 * Has the open approvals looked at again at which somebody, or whoever they might stand in for, is waited for. At once: what is
 * due later is worked out then.
 */
import type { Work } from '../work.ts';

export async function wakeApprovalsOf(work: Work, personId: string): Promise<void> {
  const rows = await work.em.execute<{ target: string }[]>(
    `insert into outbox (tenant_id, kind, target, payload)
     select distinct a.tenant_id, 'approval', a.id, jsonb_build_object('at', ?::timestamptz)
     from (select ?::uuid as id union select person_id from stood_in_for(?, ?)) who
       join approver w on w.person_id = who.id and w.left_out is null
       join approval a on a.id = w.approval_id and a.round = w.round and a.stage = w.stage and a.state = 'open'
     where not exists (select from vote v where v.approval_id = a.id and v.round = a.round and v.seat = w.seat)
     returning target`,
    [work.now, personId, personId, work.now],
  );
  if (rows.length > 0) work.sent.value = true;
}
