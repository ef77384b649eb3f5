/**
 * Takes in how a run about a standard change has ended: a proposal is approved by the outcome `approved` and by no other; a
 * review keeps it (`kept`), retires it (`retired`), or lets nobody use it until a new version is approved (`changed`). A run
 * that was called off decides nothing about what is in the catalog already.
 */
import type { CommandOf } from '#engine/messages.ts';
import { record } from '../events/record.ts';
import type { StepContext } from '../processes/step-context.ts';
import type { Work } from '../work.ts';
import { PROPOSAL } from './propose.ts';
import { REVIEW } from './review.ts';
import { lockStandard, type Standard } from './standard.ts';

type Ending = { readonly outcome: string | null; readonly reason: string };

/** Part of the run's last step. */
export async function followDecision(step: StepContext, ended: CommandOf<'ended'>): Promise<void> {
  const { run, work, runId } = step;
  if (run.ticket_id !== null || ![PROPOSAL, REVIEW].includes(run.process_key)) return;
  const [about] = await work.em.execute<{ id: string }[]>(
    `select id from standard_change where review_run = ? union all
     select standard_id from standard_change_version where run_id = ? and state = 'proposed'`,
    [runId, runId],
  );
  if (!about) return;
  const standard = await lockStandard(work, about.id);
  const ending = {
    outcome: ended.status === 'completed' ? ended.outcome : null,
    reason: await reasonOf(step, ended),
  };
  if (standard.reviewRun === runId) await endReview(work, standard, ending);
  else await decideProposal(work, standard, runId, ending);
}

/** What was found in the review, else what the last of those who decided has said. */
async function reasonOf(
  { turn, work, runId }: StepContext,
  { outcome, reason }: CommandOf<'ended'>,
): Promise<string> {
  const { findings } = turn.state.variables;
  if (typeof findings === 'string' && findings.trim() !== '') return findings.trim();
  const [said] = await work.em.execute<{ comment: string }[]>(
    `select v.comment from vote v join approval a on a.id = v.approval_id
     where a.run_id = ? and v.comment <> '' order by v.seq desc limit 1`,
    [runId],
  );
  return said?.comment ?? reason ?? (outcome === 'expired' ? 'Nobody has decided in time.' : '');
}

async function decideProposal(
  work: Work,
  standard: Standard,
  runId: string,
  { outcome, reason }: Ending,
): Promise<void> {
  const isApproved = outcome === 'approved' && standard.state !== 'retired';
  const decided = await work.em.execute<{ number: number }[]>(
    `update standard_change_version set state = ?, decided_at = ?, reason = ? where run_id = ? and state = 'proposed' returning number`,
    [isApproved ? 'approved' : 'rejected', work.now, reason, runId],
  );
  const [version] = decided;
  if (!version) return;
  if (isApproved) return putInForce(work, standard, version.number, reason);
  if (standard.inForce === null)
    await work.em.execute(
      "update standard_change set state = 'rejected', reason = ?, version = version + 1 where id = ? and state = 'proposed'",
      [reason, standard.id],
    );
  await tell(work, standard, 'rejected', { version: version.number, reason });
}

/** From now on changes are opened from this version, and its time until it is looked at begins. */
export async function putInForce(
  work: Work,
  standard: Standard,
  number: number,
  reason: string,
): Promise<void> {
  const state = standard.reviewRun === null ? 'approved' : 'under_review';
  await work.em.execute(
    "update standard_change set in_force = ?, state = ?, reason = '' where id = ?",
    [number, state, standard.id],
  );
  await noteSeen(work, standard);
  await tell(work, standard, 'approved', { version: number, reason });
}

/** It was looked at: what went wrong until now counts no more, and the next review is so many months away. */
export async function noteSeen(work: Work, { id }: Standard): Promise<void> {
  await work.em.execute('update standard_change_mishap set seen = true where standard_id = ?', [
    id,
  ]);
  await work.em.execute(
    `update standard_change set version = version + 1,
       review_on = (?::timestamptz at time zone 'UTC' + make_interval(months => review_months))::date where id = ?`,
    [work.now, id],
  );
}

async function endReview(
  work: Work,
  standard: Standard,
  { outcome, reason }: Ending,
): Promise<void> {
  switch (outcome) {
    case 'kept':
      await settle(work, standard, 'approved', '');
      await noteSeen(work, standard);
      return tell(work, standard, 'kept', { reason });
    case 'retired':
      await settle(work, standard, 'retired', reason);
      return tell(work, standard, 'retired', { reason });
    case 'changed':
      await settle(work, standard, 'suspended', reason);
      return tell(work, standard, 'suspended', { reason });
    default: {
      // Nobody has decided: what was suspended stays so.
      const state = standard.state === 'under_review' ? 'approved' : standard.state;
      await settle(work, standard, state, standard.reason);
      return tell(work, standard, 'reviewEnded', { reason });
    }
  }
}

const settle = (work: Work, { id }: Standard, state: string, reason: string) =>
  work.em.execute(
    'update standard_change set review_run = null, state = ?, reason = ?, version = version + 1 where id = ?',
    [state, reason, id],
  );

async function tell(
  work: Work,
  { id, name }: Standard,
  what: string,
  data: Readonly<Record<string, unknown>>,
): Promise<void> {
  await record(work, {
    type: `standardChange.${what}`,
    subject: { kind: 'standardChange', id },
    data: { name, ...data },
  });
}
