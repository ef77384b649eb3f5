/**
 * What was said about beginning a change, by approvals and by boards, and whether its plan is still the one that was approved.
 * What is decided once it was begun, about taking it back or afterwards, says nothing about beginning it.
 */
import { BACK_OUT_APPROVAL } from '#engine/changes/steps.ts';
import { DomainError } from '../errors.ts';
import { isFinished } from '../tickets/values.ts';
import type { Work } from '../work.ts';
import { type Change, findChange } from './change.ts';

export type Verdict = {
  readonly id: string;
  readonly state: string;
  readonly name: string;
  /** Somebody has put it before a board: no process waits for that. */
  readonly byHand: boolean;
};

/** Those that are still open first, then the last word. What is asked in the step that begins it, and not decided in it, came afterwards. */
export const verdictsOf = (
  work: Work,
  { ticketId, actualFrom }: Pick<Change, 'ticketId' | 'actualFrom'>,
): Promise<Verdict[]> =>
  work.em.execute<Verdict[]>(
    `select id, state, name, "byHand" from (
       select false as "byHand", state, name, decided_at, id, opened_at as asked_at from approval where ticket_id = ? and state <> 'cancelled' and element <> ?
       union all select r.run_id is null, case when r.state = 'waiting' then 'open' else r.state end, b.name, r.decided_at, r.id, r.asked_at
       from cab_review r join cab_board b on b.id = r.board_id where r.ticket_id = ? and r.state <> 'withdrawn') verdicts
     cross join (select coalesce(?::timestamptz, 'infinity') as at) begun
     where asked_at < begun.at or (asked_at = begun.at and decided_at <= begun.at) order by (state = 'open') desc, decided_at desc nulls last, id desc`,
    [ticketId, BACK_OUT_APPROVAL, ticketId, actualFrom],
  );

/** Who has approved the plan as it is; null where nobody has, or need not: a standard change was approved once for all. */
export async function approvalOf(work: Work, change: Change): Promise<Verdict | null> {
  if (change.kind === 'standard') return null;
  const verdicts = await verdictsOf(work, change);
  // What a board is asked beside takes back nothing: the process that has its approval goes on with it.
  const last = verdicts.find(({ state, byHand }) => state !== 'open' || !byHand);
  return last?.state === 'approved' && !change.outdated.includes(last.id) ? last : null;
}

/** What a change touches was approved with its plan, and stays until it is begun or over. @throws DomainError plan_approved */
export async function demandUnapproved(
  work: Work,
  ticketId: string,
  pointer: string,
): Promise<void> {
  const change = work.actor.kind === 'person' ? await findChange(work, ticketId) : undefined;
  if (!change || change.actualFrom !== null || isFinished(change.status)) return;
  const approval = await approvalOf(work, change);
  if (!approval) return;
  const detail = `“${approval.name}” has approved what ${change.number} touches. Have its plan approved anew first, with a reason (\`PATCH /changes/${change.number}\`); then this can be another.`;
  throw planApproved(approval, pointer, detail);
}

/** @throws DomainError plan_approved */
export function refuseApproved(
  { number, actualFrom }: Change,
  { name }: Pick<Verdict, 'name'>,
  pointer: string,
): never {
  const comes =
    actualFrom === null
      ? 'it is approved anew before it is begun'
      : 'the reason stands on its timeline';
  const detail = `“${name}” has approved the plan of ${number}. Say why it is to be another: ${comes}.`;
  throw planApproved({ name }, pointer, detail);
}

const planApproved = ({ name }: Pick<Verdict, 'name'>, pointer: string, detail: string) =>
  new DomainError('plan_approved', detail, {
    errors: [{ pointer, detail }],
    values: { approval: name },
  });
