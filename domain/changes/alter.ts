/**
 * A plan that was approved and is to be another: whoever plans it says why, and what is not begun yet is approved anew. Its gate
 * is closed from that moment, whatever its process does; a process that waits for `change.altered` has it approved again.
 */
import { sendMessage } from '../correlation/send-message.ts';
import { record } from '../events/record.ts';
import { isFinished } from '../tickets/values.ts';
import type { Work } from '../work.ts';
import { type Change, TEXTS } from './change.ts';
import { approvalOf, refuseApproved, type Verdict, verdictsOf } from './verdicts.ts';

export const ALTERED = 'change.altered';
/** Heard where it is waited for next, however long that takes: what was approved is begun by nobody meanwhile. */
const KEEP_SECONDS = 90 * 24 * 3_600;

/**
 * What people approve of a plan; what it touches is no field of it, and how risky it is has a word of its own. Where it had no time
 * yet, none was approved.
 */
const isSubstance = ({ plannedFrom }: Change, field: string): boolean =>
  ['kind', 'steps'].includes(field) ||
  field in TEXTS ||
  (plannedFrom !== null && ['plannedFrom', 'plannedTo'].includes(field));

type Alteration = {
  readonly approval: Verdict;
  readonly fields: readonly string[];
  readonly reason: string;
};

/** Null where nothing that was approved becomes another. `fields`: what is planned anew. @throws DomainError plan_approved */
export async function alterationOf(
  work: Work,
  change: Change,
  fields: readonly string[],
  { reason, pointer }: { readonly reason?: string | undefined; readonly pointer: string },
): Promise<Alteration | null> {
  const altered = fields.filter((field) => isSubstance(change, field));
  if (work.actor.kind !== 'person' || isFinished(change.status)) return null;
  if (altered.length === 0 && reason === undefined) return null;
  const approval = await approvalOf(work, change);
  if (approval === null) return null;
  if (reason === undefined) return refuseApproved(change, approval, `${pointer}/reason`);
  return { approval, fields: altered, reason };
}

/** The plan has a row already: it has just been written. */
export async function noteAltered(
  work: Work,
  change: Change,
  { approval, fields, reason }: Alteration,
): Promise<void> {
  const { ticketId, number, actualFrom } = change;
  await record(work, {
    type: 'change.altered',
    subject: { kind: 'ticket', id: ticketId },
    data: { reason, fields, name: approval.name, internal: true },
  });
  // What is under way is carried out by those who see that its plan does not hold.
  if (actualFrom !== null) return;
  // All of them: what was approved before counts no more either, where the last is taken back.
  const approved = (await verdictsOf(work, change)).filter(({ state }) => state === 'approved');
  await work.em.execute(
    'update change_plan set outdated = array(select value::uuid from jsonb_array_elements_text(?)) where ticket_id = ?',
    [JSON.stringify(approved.map(({ id }) => id)), ticketId],
  );
  await sendMessage(work, {
    kind: 'message',
    name: ALTERED,
    key: number,
    value: { message: reason },
    keepSeconds: KEEP_SECONDS,
  });
}
