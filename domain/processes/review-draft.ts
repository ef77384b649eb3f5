/** Reviewing a colleague's draft, and asking that this be done before anything of a process is published. */
import { DomainError } from '../errors.ts';
import { record } from '../events/record.ts';
import { notify } from '../mail/notify.ts';
import { demandVersion } from '../version.ts';
import type { Work } from '../work.ts';
import { draftOf } from './drafts.ts';
import { lockProcess } from './lock-process.ts';
import { reviewedOf } from './reviewed.ts';
import { type Decision, findReview, type Review } from './reviews.ts';

/** Says of a colleague's draft whether it may be published. @throws DomainError not_found, own_request, draft_changed */
export async function reviewDraft(
  work: Work,
  reviewer: { readonly personId: string; readonly name: string },
  key: string,
  authorId: string,
  input: { readonly decision: Decision; readonly comment?: string; readonly sha256: string },
): Promise<Review> {
  const draft = await draftOf(work, authorId, key, { isLocked: true });
  if (authorId === reviewer.personId)
    throw new DomainError('own_request', 'Your own draft is reviewed by somebody else.');
  const reviewed = await reviewedOf(work, draft);
  if (reviewed.sha256 !== input.sha256) {
    throw new DomainError(
      'draft_changed',
      'The draft, what it calls or what it must pass has been changed since you looked at it. Look at it again before you decide.',
      { values: { currentVersion: draft.revision } },
    );
  }
  const comment = input.comment ?? '';
  await work.em.execute(
    `insert into draft_review (draft_id, tenant_id, reviewer_id, decision, comment, sha256, decided_at)
     values (?, current_tenant(), ?, ?, ?, ?, ?)
     on conflict (draft_id) do update set reviewer_id = excluded.reviewer_id, decision = excluded.decision,
       comment = excluded.comment, sha256 = excluded.sha256, decided_at = excluded.decided_at`,
    [draft.id, reviewer.personId, input.decision, comment, input.sha256, work.now],
  );
  await record(work, {
    type: 'process.draftReviewed',
    subject: { kind: 'process', id: draft.processId },
    data: { key, author: authorId, decision: input.decision, comment, sha256: input.sha256 },
  });
  const kind = input.decision === 'approve' ? 'draftApproved' : 'draftRejected';
  const process = draft.definition.name || key;
  await notify(work, [authorId], { kind, process, reviewer: reviewer.name, comment }, null);
  const review = await findReview(work, draft, reviewed);
  if (!review) throw new Error('invariant: the review that was just written is there');
  return review;
}

/**
 * Whether publishing needs a review from now on. Asking for it takes one person, doing without it two: what one has asked for is
 * done when a colleague asks for the same.
 * @throws DomainError not_found, stale_version
 */
export async function requireReview(
  work: Work,
  by: { readonly personId: string },
  key: string,
  required: boolean | undefined,
  expected: number | undefined,
): Promise<void> {
  const process = await lockProcess(work, key);
  if (!process) throw new DomainError('not_found', `There is no process “${key}”.`);
  demandVersion(expected, process.version);
  const asked = process.reviewOffAskedBy ?? null;
  if (required === undefined || (process.reviewRequired === required && asked === null)) return;
  const isAgreed = required || (asked !== null && asked !== by.personId);
  if (!isAgreed && asked === by.personId) return;
  const before = process.reviewRequired;
  process.reviewRequired = isAgreed ? required : before;
  process.reviewOffAskedBy = isAgreed ? null : by.personId;
  process.reviewOffAskedAt = isAgreed ? null : work.now;
  const subject = { kind: 'process', id: process.id } as const;
  if (process.reviewRequired !== before)
    await record(work, {
      type: 'process.reviewRequired',
      subject,
      changes: { reviewRequired: { before, after: required } },
      data: { key, ...(required ? {} : { askedBy: asked }) },
    });
  else
    await record(work, {
      type: required ? 'process.reviewKept' : 'process.reviewOffAsked',
      subject,
      data: { key },
    });
  await work.em.flush();
}
