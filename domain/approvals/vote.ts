/**
 * A vote, final once written: lock, check, write, count, and – where it decides – close the round and tell the run, in one
 * transaction. Two votes that would both decide are taken one after the other, and the second finds the round closed.
 */
import type { Decision } from '#engine/approval-tally.ts';
import { DomainError } from '../errors.ts';
import { eventRow } from '../events/rows.ts';
import type { Principal } from '../people/access.ts';
import { demandVersion } from '../version.ts';
import type { Work } from '../work.ts';
import { type LockedApproval, lockApproval, standingOf } from './lock-approval.ts';
import { settlementOf } from './settle.ts';
import { tellUndecided } from './tell-undecided.ts';

export type Ballot = {
  readonly decision: Decision;
  readonly comment?: string;
  /** What the voter has seen; another subject than the round's is refused. */
  readonly subjectHash?: string;
};

/**
 * @throws DomainError not_found, not_an_approver, own_request, already_voted, approval_not_open, stale_version, not_permitted
 */
export async function vote(
  work: Work,
  principal: Principal,
  id: string,
  ballot: Ballot,
  expectedVersion?: number,
): Promise<void> {
  const approval = await lockApproval(work, id);
  demandVoter(principal, approval);
  demandVersion(expectedVersion, approval.version);
  if (ballot.subjectHash !== undefined && ballot.subjectHash !== approval.subject_hash) {
    throw new DomainError(
      'stale_version',
      'What you are asked to decide has changed since you read it. Read it again.',
    );
  }
  const { personId } = principal;
  const { decision } = ballot;
  const counted = { ...approval, votes: [...approval.votes, { voter_id: personId, decision }] };
  const standing = standingOf(counted);
  const voted = eventRow(work, {
    type: 'approval.voted',
    subject: { kind: 'approval', id },
    ticketId: approval.ticket_id,
    data: {
      element: approval.element,
      name: approval.name,
      decision,
      channel: channelOf(principal),
      subjectHash: approval.subject_hash,
    },
  });
  const payload = {
    ...settlementOf(work, approval, standing === 'open' ? null : standing, [voted]),
    vote: {
      approval_id: id,
      voter_id: personId,
      decision,
      comment: ballot.comment ?? '',
      channel: channelOf(principal),
      subject_hash: approval.subject_hash,
      at: work.now.toISOString(),
    },
  };
  await work.em.flush();
  await work.em.execute('select approval_vote(?)', [JSON.stringify(payload)]);
  if (standing === 'open') return;
  work.sent.value = true;
  await tellUndecided(work, counted, 'approvalClosed');
}

/** Being asked is enough to decide: an approver needs no role. A token must have been given the permission. */
export function mayVote(
  principal: Principal,
  approval: Pick<
    LockedApproval,
    'approvers' | 'votes' | 'state' | 'requester_id' | 'self_approval'
  >,
): boolean {
  return refusalOf(principal, approval) === null;
}

function demandVoter(principal: Principal, approval: LockedApproval): void {
  const refusal = refusalOf(principal, approval);
  if (refusal) throw refusal;
}

function refusalOf(
  principal: Principal,
  {
    approvers,
    votes,
    state,
    requester_id,
    self_approval,
  }: Pick<LockedApproval, 'approvers' | 'votes' | 'state' | 'requester_id' | 'self_approval'>,
): DomainError | null {
  const { personId, scopes } = principal;
  if (scopes !== null && !scopes.includes('approval.decide'))
    return new DomainError('not_permitted', 'This token may not decide approvals.');
  if (personId === requester_id && !self_approval)
    return new DomainError('own_request', 'You asked for this yourself: somebody else decides it.');
  if (!approvers.some(({ person_id }) => person_id === personId))
    return new DomainError(
      'not_an_approver',
      'You are not among those who are asked to decide this.',
    );
  if (votes.some(({ voter_id }) => voter_id === personId))
    return new DomainError('already_voted', 'You have already decided; a decision is final.');
  if (state !== 'open')
    return new DomainError('approval_not_open', `This has been decided: it is ${state}.`, {
      values: { state },
    });
  return null;
}

const channelOf = ({ via }: Principal): string => (via === 'session' ? 'web' : 'api');
