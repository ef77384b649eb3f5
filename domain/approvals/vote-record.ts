/** The record of an approval's votes, of all its rounds in the order they were taken, and whether it is as it was written. */
import type { Principal } from '../people/access.ts';
import { personJson } from '../tickets/sql.ts';
import type { Work } from '../work.ts';
import type { Named } from './approval-record.ts';
import { getApproval } from './read.ts';
import { firstBroken, type SealedVote } from './vote-seal.ts';

export type RecordedVote = SealedVote & {
  readonly voter: Named;
  readonly actor: Named;
  readonly seal: string;
};

export type VoteRecord = {
  readonly votes: readonly RecordedVote[];
  /** The first that is not what was written, from 1; one more than there are where one is missing at the end. */
  readonly brokenAt: number | null;
};

/** @throws DomainError not_found, also for what the principal may not see */
export async function recordOf(work: Work, principal: Principal, id: string): Promise<VoteRecord> {
  await getApproval(work, principal, id);
  const rows = await work.em.execute<RecordedVote[]>(
    `select v.approval_id, v.round, v.stage, v.seat, v.voter_id, v.actor_id, v.decision, v.comment, v.channel, v.subject_hash,
       to_json(v.at) #>> '{}' as at, v.meaning, v.seal, ${personJson('p')} as voter, ${personJson('x')} as actor
     from vote v join person p on p.id = v.voter_id join person x on x.id = v.actor_id
     where v.approval_id = ? order by v.seq`,
    [id],
  );
  const [approval] = await work.em.execute<{ record: string | null }[]>(
    'select votes_seal as record from approval where id = ?',
    [id],
  );
  const votes = rows.map(({ at, ...vote }) => ({
    ...vote,
    at: new Date(at).toISOString(),
  }));
  const broken = firstBroken(
    work.keys,
    id,
    votes.map((vote) => ({ vote, seal: vote.seal })),
    approval?.record ?? null,
  );
  return { votes, brokenAt: broken === null ? null : broken + 1 };
}
