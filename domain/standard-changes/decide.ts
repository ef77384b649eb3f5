/**
 * Takes in how a run about a standard change has ended: a proposal is approved by the outcome `approved` and by no other; a
 * review keeps it (`kept`), retires it (`retired`), or lets nobody use it until a new version is approved (`changed`). A run
 * that was called off decides nothing about what is in the catalog already.
 */
import type { CommandOf } from '#engine/messages.ts';
import { record } from '../events/record.ts';
import type { StepContext } from '../processes/step-context.ts';
import type { Work } from '../work.ts';
import { callOff, rejectProposed } from './call-off.ts';
import { PROPOSAL } from './propose.ts';
import { REVIEW } from './review.ts';
import { lockStandard, type Standard } from './standard.ts';
import { tellProposer } from './tell-proposer.ts';

type Ending = {
  readonly outcome: string | null;
  readonly reason: string;
  /** The version that was looked at, where it was a review. */
  readonly reviewed: number | null;
};

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
  const outcome = ended.status === 'completed' ? ended.outcome : null;
  if (run.process_key === REVIEW && outcome === 'retired') await callOff(work, about.id, runId);
  const standard = await lockStandard(work, about.id);
  const { version } = step.turn.state.variables;
  const ending = {
    outcome,
    reason: await reasonOf(step, ended),
    reviewed: typeof version === 'number' ? version : null,
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
  await tellProposer(work, standard, version.number, { isApproved, reason });
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
    "update standard_change set in_force = ?, state = ?, suspended_by = null, reason = '' where id = ?",
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
  { outcome, reason, reviewed }: Ending,
): Promise<void> {
  // What somebody has suspended by hand is theirs to resume.
  const isTheirs = standard.suspendedBy === 'person';
  // A version that has come into force since then is another than the one that was looked at.
  const isReplaced = reviewed !== null && standard.inForce !== null && standard.inForce > reviewed;
  if (outcome === 'retired') {
    await rejectProposed(work, standard, reason);
    await settle(work, standard, 'retired', reason, null);
    return tell(work, standard, 'retired', { reason });
  }
  if (outcome === 'changed' && !isReplaced) {
    const [by, why] = isTheirs
      ? (['person', standard.reason] as const)
      : (['review', reason] as const);
    await settle(work, standard, 'suspended', why, by);
    return tell(work, standard, 'suspended', { reason });
  }
  const isKept = outcome === 'kept';
  // Where nobody has decided, what was suspended stays so.
  if (isTheirs || (standard.state === 'suspended' && !isKept && !isReplaced))
    await settle(work, standard, 'suspended', standard.reason, standard.suspendedBy);
  else await settle(work, standard, 'approved', isKept ? '' : standard.reason, null);
  if (isKept) await noteSeen(work, standard);
  return tell(work, standard, isKept ? 'kept' : 'reviewEnded', { reason });
}

const settle = (
  work: Work,
  { id }: Standard,
  state: 'approved' | 'suspended' | 'retired',
  reason: string,
  by: Standard['suspendedBy'],
) =>
  work.em.execute(
    'update standard_change set review_run = null, state = ?, suspended_by = ?, reason = ?, version = version + 1 where id = ?',
    [state, by, reason, id],
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
