/**
 * An approval under its lock, with the stage that is asked: its seats, who may vote for them, who stands in for whom, and
 * what was said so far. The locks of its ticket and of the run are taken first.
 */
import { type Decision, type Tally, tallyStage } from '#engine/approval/tally.ts';
import { DomainError } from '../errors.ts';
import type { Work } from '../work.ts';
import type { PlannedStage } from './panel.ts';
import type { ApprovalSubject } from './subject.ts';

/** The columns' own names, as `approval_lock` gives them. */
export type LockedApproval = {
  readonly id: string;
  readonly run_id: string;
  readonly token: string;
  readonly element: string;
  readonly process_id: string;
  readonly process_version: number;
  readonly ticket_id: string | null;
  readonly name: string;
  readonly message: string;
  readonly stages: readonly PlannedStage[];
  /** The stage that is asked, from 0. */
  readonly stage: number;
  readonly round: number;
  readonly self_approval: boolean;
  readonly repeat_voters: boolean;
  /** What a decision is signed as. */
  readonly signature: string | null;
  readonly escalated_at: string | null;
  /** Since when its time stands still. */
  readonly paused_at: string | null;
  readonly state: 'open' | 'approved' | 'rejected' | 'cancelled' | 'timedOut';
  readonly subject: ApprovalSubject;
  readonly subject_hash: string;
  readonly due_at: string | null;
  readonly remind_at: string | null;
  readonly reminders: number;
  readonly version: number;
  readonly requester_id: string | null;
  /** Null where nobody has asked. */
  readonly requester_active: boolean | null;
  /** The tenant's configuration revision. */
  readonly revision: string;
  /** Of all stages, in this round. */
  readonly approvers: readonly LockedApprover[];
  /** Of this round. */
  readonly votes: readonly LockedVote[];
  /** Of all rounds: how many votes there are, and the seal of the last. */
  readonly sealed: { readonly count: number; readonly last: string };
  /** So many to which there is no answer yet. */
  readonly questions: number;
  /** Who may act for whom at this moment. */
  readonly stand_ins: readonly StandIn[];
  /** When somebody begins or ceases to stand in for somebody of this stage. */
  readonly next_stand_in: string | null;
};

export type LockedApprover = {
  readonly stage: number;
  readonly seat: number;
  readonly person_id: string;
  readonly active: boolean;
  /** Has no account, and is asked by mail alone. */
  readonly outside?: boolean;
  readonly via: string | null;
};

export type StandIn = {
  readonly for_id: string;
  readonly person_id: string;
  /** The one stood in for is not there, and not written to. */
  readonly away: boolean;
  /** Nor is the one who stands in. */
  readonly absent: boolean;
};

export type LockedVote = {
  readonly stage: number;
  readonly seat: number;
  readonly voter_id: string;
  readonly actor_id: string;
  readonly decision: Decision;
};

/** @throws DomainError not_found */
export async function lockApproval(work: Work, id: string): Promise<LockedApproval> {
  const rows = await work.em.execute<{ approval: LockedApproval | null }[]>(
    'select approval_lock(?, ?) as approval',
    [id, work.now],
  );
  const approval = rows[0]?.approval;
  if (!approval) throw new DomainError('not_found', 'There is no such approval.');
  return approval;
}

type Seen = Pick<LockedApproval, 'stages' | 'stage' | 'approvers' | 'votes'>;

export function stageOf({ stages, stage }: Pick<Seen, 'stages' | 'stage'>): PlannedStage {
  const found = stages[stage];
  if (!found) throw new Error('invariant: an approval is asked in one of its stages');
  return found;
}

export const votesNow = ({ votes, stage }: Seen): readonly LockedVote[] =>
  votes.filter((vote) => vote.stage === stage);

/** Who is asked in this stage and may still be waited for. */
export function undecidedNow(approval: Seen): readonly LockedApprover[] {
  const decided = new Set(votesNow(approval).map(({ seat }) => seat));
  return approval.approvers.filter(
    ({ stage, seat }) => stage === approval.stage && !decided.has(seat),
  );
}

/** How the stage stands that is asked. */
export const standingOf = (approval: Seen): Tally =>
  tallyStage(stageOf(approval), votesNow(approval));

/** Everybody who has spoken in the stages before, for themselves or for others. */
export const voicesBefore = ({
  votes,
  stage,
}: Pick<Seen, 'votes' | 'stage'>): ReadonlySet<string> =>
  new Set(
    votes
      .filter((vote) => vote.stage < stage)
      .flatMap(({ voter_id, actor_id }) => [voter_id, actor_id]),
  );
