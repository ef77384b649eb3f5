/**
 * A vote, final once written: lock, check, write, count, and – where it decides – go on to the next stage, or close the round
 * and tell the run, in one transaction. Two votes that would both decide are taken one after the other, and the second finds
 * the stage decided.
 */
import type { Decision } from '#engine/approval/tally.ts';
import { forgetAsked } from '../changes/asked-back-out.ts';
import { DomainError } from '../errors.ts';
import { eventRow } from '../events/rows.ts';
import type { Principal } from '../people/access.ts';
import { demandVersion } from '../version.ts';
import type { Work } from '../work.ts';
import { askAgainIfChanged } from './ask-again.ts';
import { handOn } from './hand-on.ts';
import {
  type LockedApproval,
  type LockedVote,
  lockApproval,
  standingOf,
  votesNow,
} from './lock-approval.ts';
import { beginStage } from './next-stage.ts';
import { refusalOf, type Voice, voicesOf } from './seats.ts';
import { type Settlement, settlementOf } from './settle.ts';
import { tellUndecided } from './tell-undecided.ts';
import { sealRecord, sealVote } from './vote-seal.ts';

export type Ballot = {
  readonly decision: Decision;
  readonly comment?: string;
  /** What the voter has seen; another subject than the round's is refused. */
  readonly subjectHash?: string;
  /** The person this is said for; everybody the voter may speak for unless said. */
  readonly forId?: string;
  /** Whether they have given their password for it. */
  readonly isSigned?: boolean;
  /** Where they were asked; in another round or stage it is refused. */
  readonly place?: { readonly round: number; readonly stage: number };
};

/**
 * `askedAgain`: something material has changed meanwhile, so the vote was not taken and everybody is asked again.
 * @throws DomainError not_found, not_an_approver, own_request, not_your_turn, already_voted, approval_not_open, stale_version,
 * not_permitted, password_required where it is to be signed
 */
export async function vote(
  work: Work,
  principal: Principal,
  id: string,
  ballot: Ballot,
  expectedVersion?: number,
): Promise<'taken' | 'askedAgain'> {
  const found = await lockApproval(work, id);
  const approval = found.state === 'open' ? await handOn(work, found) : found;
  const voices = voicesOf(approval, principal.personId, ballot.forId);
  const refusal = refusalOf(principal, approval, voices);
  if (refusal) throw refusal;
  demandVersion(expectedVersion, approval.version);
  if (ballot.place) demandPlace(approval, ballot.place, principal.personId);
  if (ballot.subjectHash !== undefined && ballot.subjectHash !== approval.subject_hash)
    throw changedSince();
  if (approval.signature !== null && ballot.isSigned !== true)
    throw new DomainError(
      'password_required',
      `This is signed with your password: “${approval.signature}”`,
      { errors: [{ pointer: '/password', detail: 'must be your password.' }] },
    );
  if (await askAgainIfChanged(work, approval)) return 'askedAgain';
  const votes = votesFor(approval, principal, ballot.decision, voices);
  const counted = { ...approval, votes: [...approval.votes, ...votes] };
  const standing = standingOf(counted);
  const isLast = counted.stage + 1 >= counted.stages.length;
  const closing = standing === 'approved' && !isLast ? null : standing;
  const settlement = settlementOf(work, approval, closing === 'open' ? null : closing, [
    votedEvent(work, principal, approval, ballot, voices),
  ]);
  await work.em.flush();
  await write(work, principal, approval, ballot, votes, settlement);
  if (settlement.state !== null) await forgetAsked(work, approval);
  if (standing === 'open') return 'taken';
  work.sent.value = true;
  await tellUndecided(work, counted, 'approvalClosed');
  if (closing === null) await beginStage(work, id);
  return 'taken';
}

/** Where they were asked, and not where they have spoken already, for whomever. */
function demandPlace(
  approval: LockedApproval,
  { round, stage }: NonNullable<Ballot['place']>,
  personId: string,
): void {
  if (round !== approval.round || stage !== approval.stage) throw changedSince();
  if (votesNow(approval).some(({ actor_id }) => actor_id === personId))
    throw new DomainError('already_voted', 'You have already decided; a decision is final.');
}

export const changedSince = (): DomainError =>
  new DomainError(
    'stale_version',
    'What you are asked to decide has changed since you read it. Read it again.',
  );

const votesFor = (
  { stage }: LockedApproval,
  { personId }: Principal,
  decision: Decision,
  voices: readonly Voice[],
): readonly LockedVote[] =>
  voices.map(({ seat, voterId }) => ({
    stage,
    seat,
    voter_id: voterId,
    actor_id: personId,
    decision,
  }));

async function write(
  work: Work,
  principal: Principal,
  { id, round, subject_hash, signature, sealed }: LockedApproval,
  { comment = '' }: Ballot,
  votes: readonly LockedVote[],
  settlement: Settlement,
): Promise<void> {
  let last = sealed.last;
  const rows = votes.map((vote, ord) => {
    const said = {
      ...vote,
      approval_id: id,
      round,
      comment,
      subject_hash,
      meaning: signature,
      channel: channelOf(principal),
      at: work.now.toISOString(),
    };
    last = sealVote(work.keys, last, said);
    return { ...said, ord, seal: last };
  });
  const votes_seal = sealRecord(work.keys, id, { count: sealed.count + rows.length, last });
  const payload = { ...settlement, votes: rows, votes_seal };
  await work.em.execute('select approval_vote(?)', [JSON.stringify(payload)]);
}

function votedEvent(
  work: Work,
  principal: Principal,
  approval: LockedApproval,
  { decision }: Ballot,
  voices: readonly Voice[],
) {
  const others = voices.filter(({ isOwn }) => !isOwn).map(({ voterId }) => voterId);
  return eventRow(work, {
    type: 'approval.voted',
    subject: { kind: 'approval', id: approval.id },
    ticketId: approval.ticket_id,
    data: {
      element: approval.element,
      name: approval.name,
      decision,
      channel: channelOf(principal),
      subjectHash: approval.subject_hash,
      ...(approval.stages.length > 1 ? { stage: approval.stage + 1 } : {}),
      ...(approval.round > 1 ? { round: approval.round } : {}),
      ...(approval.signature === null ? {} : { signed: approval.signature }),
      ...(others.length > 0 ? { inPlaceOf: others } : {}),
      ...(principal.personId === approval.requester_id ? { ownRequest: true } : {}),
    },
  });
}

const CHANNELS = { session: 'web', token: 'api', link: 'mail' } as const;
const channelOf = ({ via }: Principal) => CHANNELS[via];
