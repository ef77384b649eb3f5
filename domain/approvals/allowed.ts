/** What of an approval record follows from it: who is asked in it, what somebody may do with it, and how its stages stand. */
import { type Tally, tallyGroup, tallyStage } from '#engine/approval/tally.ts';
import { may, type Principal, reaches } from '../people/access.ts';
import type { ApprovalRecord, Named } from './approval-record.ts';
import { mayWantAgain } from './ask-again.ts';
import type { LockedApproval } from './lock-approval.ts';
import { mayAnswer } from './questions.ts';
import { mayVote, type Seated, voicesOf } from './seats.ts';

/** Whether somebody is asked in it, has spoken in it, or may speak for somebody who is. */
export const isAsked = (
  { personId }: Pick<Principal, 'personId'>,
  { approvers, standIns }: Pick<ApprovalRecord, 'approvers' | 'standIns'>,
): boolean =>
  approvers.some(({ id, actor }) => id === personId || actor?.id === personId) ||
  standIns.some(({ person_id }) => person_id === personId);

/** What a process says to those it asks is for them, for those who work on the ticket, and for those who run the processes. */
export const seesWhy = (principal: Principal, approval: ApprovalRecord): boolean =>
  isAsked(principal, approval) ||
  may(principal, 'run.operate') ||
  (approval.ticketReach !== null && reaches(principal, 'ticket.update', approval.ticketReach));

/** What this person may do with it now. */
export function allowedOnApproval(principal: Principal, approval: ApprovalRecord): string[] {
  const opens =
    approval.ticketReach !== null && reaches(principal, 'ticket.read', approval.ticketReach);
  const seated = seatedIn(approval);
  const isOpen = approval.state === 'open';
  const votes = mayVote(principal, seated);
  const answers =
    approval.questions.some(({ answeredAt }) => answeredAt === null) &&
    (mayAnswer(principal, approval.requesterId) ||
      (approval.ticketReach !== null && reaches(principal, 'ticket.update', approval.ticketReach)));
  return [
    ...(votes ? ['decide'] : []),
    ...(votes && approval.requesterId !== null ? ['ask'] : []),
    ...(answers ? ['answer'] : []),
    ...(isOpen && mayWantAgain(principal, seated) ? ['askAgain'] : []),
    ...(opens ? ['openTicket'] : []),
  ];
}

/** The people this person would speak for with a decision now, besides themselves. */
export function speaksFor(principal: Principal, approval: ApprovalRecord): readonly Named[] {
  const seated = seatedIn(approval);
  if (!mayVote(principal, seated)) return [];
  const others = voicesOf(seated, principal.personId).filter(({ isOwn }) => !isOwn);
  return others.flatMap(
    ({ seat }) => approval.approvers.find((approver) => approver.seat === seat) ?? [],
  );
}

/** How each stage and each of its groups stands. */
export function standings({ stages, stage, state, approvers }: ApprovalRecord) {
  return stages.map((one, index) => {
    const votes = votesIn(approvers).filter((vote) => vote.stage === index);
    const tally = tallyStage(one, votes);
    return {
      ...one,
      state: index < stage ? 'approved' : index > stage ? 'waiting' : ended(state, tally),
      groups: one.groups.map((group) => ({
        ...group,
        state: index > stage ? ('waiting' as const) : ended(state, tallyGroup(group, votes)),
      })),
    } as const;
  });
}

/** What is open when its approval ends stays undecided. */
const ended = (state: LockedApproval['state'], tally: Tally): Tally | 'undecided' =>
  tally === 'open' && state !== 'open' ? 'undecided' : tally;

const votesIn = (approvers: ApprovalRecord['approvers']) =>
  [...approvers]
    .sort((one, other) => (one.ord ?? 0) - (other.ord ?? 0))
    .flatMap(({ id, stage, seat, decision, actor }) =>
      decision === null ? [] : [{ stage, seat, voter_id: id, actor_id: actor?.id ?? id, decision }],
    );

const seatedIn = (approval: ApprovalRecord): Seated => ({
  state: approval.state,
  stages: approval.stages,
  stage: approval.stage,
  requester_id: approval.requesterId,
  self_approval: approval.selfApproval,
  repeat_voters: approval.repeatVoters,
  approvers: approval.approvers.map(({ id, stage, seat, active, via }) => ({
    stage,
    seat,
    person_id: id,
    active,
    via,
  })),
  votes: votesIn(approval.approvers),
  stand_ins: approval.standIns,
});
