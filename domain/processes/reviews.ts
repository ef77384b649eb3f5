/**
 * Four eyes: where a process asks for it, a draft is published only when a colleague who may publish has approved exactly what
 * would be published. What counts is the hash (`reviewed.ts`): a box that was moved needs no other look, anything else does.
 */
import { DomainError } from '../errors.ts';
import type { Work } from '../work.ts';
import type { Draft } from './draft.ts';
import { type Author, PERSON_OF } from './read-processes.ts';
import { type Reviewed, reviewedOf } from './reviewed.ts';

export const DECISIONS = ['approve', 'reject'] as const;
export type Decision = (typeof DECISIONS)[number];

export type Review = {
  readonly reviewer: Author;
  readonly decision: Decision;
  readonly comment: string;
  readonly sha256: string;
  readonly decidedAt: string;
};

/** What was said of exactly that. */
export async function findReview(
  work: Work,
  draft: Pick<Draft, 'id'>,
  { sha256 }: Pick<Reviewed, 'sha256'>,
): Promise<Review | null> {
  const rows = await work.em.execute<Review[]>(
    `select ${PERSON_OF('b')} as reviewer, r.decision, r.comment, r.sha256, to_json(r.decided_at) #>> '{}' as "decidedAt"
     from draft_review r join person b on b.id = r.reviewer_id where r.draft_id = ? and r.sha256 = ?`,
    [draft.id, sha256],
  );
  return rows[0] ?? null;
}

/** What was said of anything else. */
export async function voidReview(work: Work, draft: Draft): Promise<void> {
  const { sha256 } = await reviewedOf(work, draft);
  await work.em.execute('delete from draft_review where draft_id = ? and sha256 <> ?', [
    draft.id,
    sha256,
  ]);
}

/** @throws DomainError review_needed */
export async function demandReview(work: Work, draft: Draft, reviewed: Reviewed): Promise<void> {
  const review = await findReview(work, draft, reviewed);
  if (review?.decision === 'approve' && review.reviewer.id !== draft.authorId) return;
  throw new DomainError(
    'review_needed',
    review?.decision === 'reject'
      ? `${review.reviewer.name} has rejected this draft. Change it and ask again.`
      : 'A colleague who may publish this process must approve the draft first.',
    { values: { sha256: reviewed.sha256 } },
  );
}
