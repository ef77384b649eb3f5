/** An approval under its lock, with its round: who is asked and what they have said. The run's lock is taken first. */
import { type Decision, type Tally, tally } from '#engine/approval-tally.ts';
import { DomainError } from '../errors.ts';
import type { Work } from '../work.ts';

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
  readonly mode: 'any' | 'all' | 'nOfM';
  readonly needed: number;
  readonly self_approval: boolean;
  readonly state: 'open' | 'approved' | 'rejected' | 'cancelled' | 'timedOut';
  readonly subject_hash: string;
  readonly due_at: string | null;
  readonly remind_at: string | null;
  readonly reminders: number;
  readonly version: number;
  readonly requester_id: string | null;
  /** The tenant's configuration revision. */
  readonly revision: string;
  readonly approvers: readonly { readonly person_id: string; readonly active: boolean }[];
  readonly votes: readonly { readonly voter_id: string; readonly decision: Decision }[];
};

/** @throws DomainError not_found */
export async function lockApproval(work: Work, id: string): Promise<LockedApproval> {
  const rows = await work.em.execute<{ approval: LockedApproval | null }[]>(
    'select approval_lock(?) as approval',
    [id],
  );
  const approval = rows[0]?.approval;
  if (!approval) throw new DomainError('not_found', 'There is no such approval.');
  return approval;
}

/** Where the round stands. People who have left without voting are no longer counted among those who must. */
export function standingOf(approval: LockedApproval): Tally {
  const voted = new Set(approval.votes.map(({ voter_id }) => voter_id));
  const voters = approval.approvers
    .filter(({ person_id, active }) => active || voted.has(person_id))
    .map(({ person_id }) => person_id);
  const votes = approval.votes.map(({ voter_id, decision }) => ({ voter: voter_id, decision }));
  return tally({ mode: approval.mode, needed: approval.needed, voters }, votes);
}
