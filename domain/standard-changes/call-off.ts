/**
 * What is still to be decided about a standard change that is retired is decided by that: its runs are called off, and the
 * version that was proposed is rejected, so that nobody is told of a version in force which nobody can use.
 */
import { DomainError } from '../errors.ts';
import { record } from '../events/record.ts';
import { cancelRun } from '../processes/cancel-run.ts';
import type { Work } from '../work.ts';
import type { Standard } from './standard.ts';
import { tellProposer } from './tell-proposer.ts';

/** Before the standard change is locked: its review first, as the last step of a review does, which holds that run already. */
export async function callOff(work: Work, standardId: string, review?: string): Promise<void> {
  const runs = await work.em.execute<{ id: string }[]>(
    `select id from (select review_run as id, 1 as turn from standard_change where id = ?
       union all select run_id, 2 from standard_change_version where standard_id = ? and state = 'proposed') asked
     where id is not null order by turn`,
    [standardId, standardId],
  );
  for (const { id } of runs) {
    if (id === review) continue;
    await cancelRun(work, { id, ticketId: null }, 'The standard change was retired.');
  }
}

/** Behind its lock. @throws DomainError stale_version where one was proposed at this moment, which nothing has called off */
export async function rejectProposed(
  work: Work,
  { id, name }: Standard,
  reason: string,
): Promise<void> {
  const [rejected] = await work.em.execute<{ number: number; isCalledOff: boolean }[]>(
    `update standard_change_version v set state = 'rejected', decided_at = ?, reason = ? where v.standard_id = ? and v.state = 'proposed'
     returning v.number, not exists (select from run r where r.id = v.run_id and r.ended_at is null
       and not exists (select from run_message m where m.run_id = r.id and m.event ->> 'type' = 'cancelled')) as "isCalledOff"`,
    [work.now, reason, id],
  );
  if (!rejected) return;
  if (!rejected.isCalledOff)
    throw new DomainError(
      'stale_version',
      `Version ${rejected.number} of “${name}” was proposed at this moment. Look at it again.`,
    );
  await tellProposer(work, { id, name }, rejected.number, { isApproved: false, reason });
  await record(work, {
    type: 'standardChange.rejected',
    subject: { kind: 'standardChange', id },
    data: { name, version: rejected.number, reason },
  });
}
