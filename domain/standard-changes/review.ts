/** Begins to look at a standard change again: when its time has come, or when too much of it went wrong. One review at a time. */
import { DomainError } from '../errors.ts';
import { record } from '../events/record.ts';
import { startRun } from '../processes/start-run.ts';
import type { Work } from '../work.ts';
import { lockStandard, type Standard, usesOf } from './standard.ts';

export const REVIEW = 'standard-change-review';

/** Behind its lock. `suspends`: no change is opened from it until it was looked at. */
export async function beginReview(
  work: Work,
  standard: Standard,
  why: string,
  suspends: boolean,
): Promise<void> {
  const { id, key, name, owner, inForce } = standard;
  const run = await runFor(work, {
    standard: key,
    name,
    version: inForce ?? 0,
    owner: owner.email,
    why,
    ...(await usesOf(work, standard)),
  });
  // One that somebody has suspended stays so.
  const state = suspends || standard.state === 'suspended' ? 'suspended' : 'under_review';
  const by = state === 'suspended' ? (standard.suspendedBy ?? 'review') : null;
  const reason = by === 'person' ? standard.reason : why;
  await work.em.execute(
    'update standard_change set state = ?, suspended_by = ?, reason = ?, review_run = ?, version = version + 1 where id = ?',
    [state, by, reason, run, id],
  );
  await record(work, {
    type: 'standardChange.reviewBegun',
    subject: { kind: 'standardChange', id },
    data: { name, state, reason: why, run },
  });
}

/** Null where the tenant has no such process: what made it due is not refused for that, and people resume it by hand. */
async function runFor(
  work: Work,
  variables: { readonly [name: string]: string | number },
): Promise<string | null> {
  try {
    return (await startRun(work, REVIEW, { variables })).id;
  } catch (error) {
    const isMissing =
      error instanceof DomainError &&
      ['not_found', 'process_not_published', 'invalid_input'].includes(error.code);
    if (!isMissing) throw error;
    return null;
  }
}

/** Those whose day has come. Returns how many; whoever does it at the same time finds none left. */
export async function beginReviewsDue(work: Work): Promise<number> {
  const due = await work.em.execute<{ id: string }[]>(
    `select id from standard_change where tenant_id = ? and state = 'approved' and review_run is null and review_on <= ?::date
     order by id for no key update skip locked`,
    [work.tenantId, work.now.toISOString().slice(0, 10)],
  );
  for (const { id } of due)
    await beginReview(work, await lockStandard(work, id), 'Its review is due.', false);
  return due.length;
}
