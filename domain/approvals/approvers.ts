/**
 * Who decides. Nobody decides their own request unless the process says so, and a round always has somebody who can
 * decide it: where nobody is left the administrators are asked. An administrator who is alone in the tenant may then decide
 * their own request, since they could change the process as well; the event tells that it was so.
 */
import type { ApprovalRound } from '#engine/definition.ts';
import { type AskedPerson, peopleOf } from '../processes/people.ts';
import { tellOfEmptyRotas } from '../processes/reach.ts';
import type { Work } from '../work.ts';

export type Panel = {
  readonly people: readonly AskedPerson[];
  readonly selfApproval: boolean;
  /** Why the administrators are asked instead; null when those are asked whom the process names. */
  readonly fallback: 'nobody_left' | 'only_requester' | null;
};

const ADMINS = [{ role: 'admin' }] as const;

export async function panelFor(
  work: Work,
  round: Pick<ApprovalRound, 'approvers' | 'selfApproval'>,
  ticketId: string | null,
  facts: { readonly requester: { readonly email?: unknown } },
): Promise<Panel> {
  const requester = facts.requester.email;
  const selfApproval = round.selfApproval ?? false;
  const eligible = (people: readonly AskedPerson[]) =>
    selfApproval ? people : people.filter(({ email }) => email !== requester);
  if (ticketId !== null) await tellOfEmptyRotas(work, round.approvers, ticketId);
  const asked = await peopleOf(work, round.approvers, ticketId, facts);
  const people = eligible(asked);
  if (people.length > 0) return { people, selfApproval, fallback: null };
  const fallback = asked.length > 0 ? 'only_requester' : 'nobody_left';
  const admins = await peopleOf(work, ADMINS, ticketId);
  const others = eligible(admins);
  return others.length > 0
    ? { people: others, selfApproval, fallback }
    : { people: admins, selfApproval: admins.length > 0 || selfApproval, fallback };
}

/** How many must approve, held to the number of people there are. */
export function neededOf(round: Pick<ApprovalRound, 'mode' | 'needed'>, people: number): number {
  if (round.mode === 'any') return 1;
  if (round.mode === 'all') return Math.max(1, people);
  return Math.max(1, Math.min(round.needed ?? 1, people));
}
