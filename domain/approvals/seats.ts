/**
 * For which seats somebody may speak: their own, and those of whom they stand in for. One who stands in for several may speak
 * for each where all must approve; where heads are counted, one person is one head in a group.
 */
import { DomainError } from '../errors.ts';
import type { Principal } from '../people/access.ts';
import { type LockedApproval, stageOf, votesNow } from './lock-approval.ts';

/** A seat, whose vote it is, and whether somebody else casts it. */
export type Voice = { readonly seat: number; readonly voterId: string; readonly isOwn: boolean };

export type Seated = Pick<
  LockedApproval,
  | 'approvers'
  | 'votes'
  | 'stand_ins'
  | 'stages'
  | 'stage'
  | 'state'
  | 'requester_id'
  | 'self_approval'
>;

/** The seats this person may speak for now, their own first; narrowed to one person’s where that is asked. */
export function voicesOf(approval: Seated, personId: string, forId?: string): readonly Voice[] {
  const { counting, decided, spoken } = countingOf(approval, personId);
  const voices: Voice[] = [];
  for (const { seat, person_id, stage } of approval.approvers) {
    if (stage !== approval.stage || decided.has(seat)) continue;
    if (person_id === personId && (forId === undefined || forId === personId))
      voices.push({ seat, voterId: personId, isOwn: true });
  }
  const taken = new Set([...spoken, ...voices.map(({ seat }) => seat)]);
  for (const { seat, person_id, stage } of approval.approvers) {
    if (stage !== approval.stage || decided.has(seat) || taken.has(seat)) continue;
    if (person_id === personId || (forId !== undefined && forId !== person_id)) continue;
    const stands = approval.stand_ins.some(
      (one) => one.for_id === person_id && one.person_id === personId,
    );
    const isSecondHead = counting.some(
      (seats) => seats.has(seat) && [...taken].some((other) => seats.has(other)),
    );
    if (!stands || isSecondHead) continue;
    taken.add(seat);
    voices.push({ seat, voterId: person_id, isOwn: false });
  }
  return voices;
}

/** Groups in which one person is one head, and the seats this person has a voice at already. */
function countingOf(approval: Seated, personId: string) {
  const votes = votesNow(approval);
  const own = approval.approvers.filter(
    ({ stage, person_id }) => stage === approval.stage && person_id === personId,
  );
  return {
    counting: stageOf(approval)
      .groups.filter(({ mode }) => mode !== 'all' && mode !== 'any')
      .map(({ seats }) => new Set(seats.map(({ seat }) => seat))),
    decided: new Set(votes.map(({ seat }) => seat)),
    spoken: [
      ...votes.filter(({ actor_id }) => actor_id === personId).map(({ seat }) => seat),
      ...own.map(({ seat }) => seat),
    ],
  };
}

/** Being asked is enough to decide: an approver needs no role. A token must have been given the permission. */
export const mayVote = (principal: Principal, approval: Seated): boolean =>
  refusalOf(principal, approval, voicesOf(approval, principal.personId)) === null;

export function refusalOf(
  { personId, scopes }: Principal,
  approval: Seated,
  voices: readonly Voice[],
): DomainError | null {
  const { approvers, votes, state, requester_id, self_approval, stand_ins } = approval;
  if (scopes !== null && !scopes.includes('approval.decide'))
    return new DomainError('not_permitted', 'This token may not decide approvals.');
  if (personId === requester_id && !self_approval)
    return new DomainError('own_request', 'You asked for this yourself: somebody else decides it.');
  const hasSpoken = votes.some(
    ({ voter_id, actor_id }) => voter_id === personId || actor_id === personId,
  );
  if (hasSpoken && voices.length === 0)
    return new DomainError('already_voted', 'You have already decided; a decision is final.');
  const isAsked = approvers.some(({ person_id }) => person_id === personId);
  const stands = approvers.filter(({ person_id }) =>
    stand_ins.some((one) => one.for_id === person_id && one.person_id === personId),
  );
  if (!isAsked && stands.length === 0)
    return new DomainError(
      'not_an_approver',
      'You are not among those who are asked to decide this.',
    );
  if (state !== 'open')
    return new DomainError('approval_not_open', `This has been decided: it is ${state}.`, {
      values: { state },
    });
  if (voices.length > 0) return null;
  const stages = [...approvers.filter(({ person_id }) => person_id === personId), ...stands].map(
    ({ stage }) => stage,
  );
  if (stages.includes(approval.stage))
    return new DomainError('already_voted', 'This was already decided for whom you stand in for.');
  return stages.some((stage) => stage > approval.stage)
    ? new DomainError('not_your_turn', 'You are asked later, once those before you have approved.')
    : new DomainError('approval_not_open', 'The stage in which you were asked has been decided.', {
        values: { state },
      });
}
