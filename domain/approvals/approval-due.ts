/**
 * What falls due at an open approval: reminders, asking others because it is late, and the outcome that lateness comes to. Done
 * once whatever happens, since the row says what has been done; seats whose people have all left are handed on.
 */
import type { ApprovalRound } from '#engine/definition.ts';
import { forgetAsked } from '../changes/asked-back-out.ts';
import { DomainError } from '../errors.ts';
import { eventRow } from '../events/rows.ts';
import { definitionOf, elementOf } from '../processes/definitions.ts';
import { resolveDue } from '../processes/due.ts';
import type { Work } from '../work.ts';
import { askAgainIfChanged } from './ask-again.ts';
import { escalate } from './escalate.ts';
import { handOn } from './hand-on.ts';
import { type LockedApproval, lockApproval } from './lock-approval.ts';
import { REMIND_AFTER, REMINDERS_MAX, reminderAfter } from './reminders.ts';
import { type Closing, settlementOf } from './settle.ts';
import { tellNewStandIns, tellUndecided, toBeTold } from './tell-undecided.ts';
import { isDue } from './when.ts';

/** Does what is due and says when to look again; null when there is nothing left to wait for. */
export async function approvalDue(work: Work, id: string): Promise<Date | null> {
  const found = await lockApproval(work, id);
  if (found.state !== 'open') return null;
  const again = await askAgainIfChanged(work, found);
  const asked = again ?? found;
  if (asked.state !== 'open') return null;
  const round = await roundOf(work, asked);
  const staffed = await handOn(work, asked);
  await tellNewStandIns(work, staffed);
  // Time stands still until the last question has its answer.
  if (staffed.paused_at !== null) return null;
  if (isDue(staffed.due_at, work.now)) {
    const later = staffed.escalated_at === null ? await dueAfter(work, staffed, round) : null;
    const parties = round.late?.escalateTo;
    const isAsked =
      later !== null && parties !== undefined && (await escalate(work, staffed, parties, later));
    if (!isAsked) return close(work, staffed, round.late?.outcome ?? 'timedOut');
    return first(first(later, toDate(staffed.remind_at)), toDate(staffed.next_stand_in));
  }
  const remindAt = isDue(staffed.remind_at, work.now)
    ? await remind(work, staffed, round, staffed.handedTo)
    : toDate(staffed.remind_at);
  return first(first(remindAt, toDate(staffed.due_at)), toDate(staffed.next_stand_in));
}

async function close(work: Work, approval: LockedApproval, state: Closing): Promise<null> {
  await work.em.flush();
  await work.em.execute('select approval_settle(?)', [
    JSON.stringify(
      settlementOf(work, approval, state, [], state === 'timedOut' ? {} : { late: true }),
    ),
  ]);
  await forgetAsked(work, approval);
  work.sent.value = true;
  await tellUndecided(work, approval, 'approvalClosed');
  return null;
}

/** Until when those have who are asked because it is late; null where nobody is, or it cannot be told. */
async function dueAfter(
  work: Work,
  { revision }: LockedApproval,
  { late, due }: ApprovalRound,
): Promise<Date | null> {
  const length = late?.after ?? due;
  if (!late?.escalateTo || !length) return null;
  try {
    return await resolveDue(work, revision, length, work.now);
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return null;
  }
}

async function remind(
  work: Work,
  approval: LockedApproval,
  { remindAfter = REMIND_AFTER }: ApprovalRound,
  fresh: readonly string[],
): Promise<Date | null> {
  const waiting = toBeTold(approval).map((one) => one.id);
  const only = waiting.filter((one) => !fresh.includes(one));
  await tellUndecided(work, approval, 'approvalReminder', { only });
  const isLast = approval.reminders + 1 >= REMINDERS_MAX;
  const next = isLast ? null : await reminderAfter(work, approval.revision, remindAfter);
  const reminded = eventRow(work, {
    type: 'approval.reminded',
    subject: { kind: 'approval', id: approval.id },
    ticketId: approval.ticket_id,
    data: { element: approval.element, name: approval.name, reminder: approval.reminders + 1 },
  });
  await work.em.execute(
    'update approval set reminders = reminders + 1, remind_at = ? where id = ?',
    [next, approval.id],
  );
  await work.em.execute('select record_events(?)', [JSON.stringify([reminded])]);
  return next;
}

async function roundOf(
  work: Work,
  { process_id, process_version, element }: LockedApproval,
): Promise<ApprovalRound> {
  const definition = await definitionOf(work, process_id, process_version);
  return elementOf(definition, 'approval', element)?.approval ?? {};
}

const toDate = (at: string | null): Date | null => (at === null ? null : new Date(at));

function first(left: Date | null, right: Date | null): Date | null {
  if (left === null || right === null) return left ?? right;
  return left <= right ? left : right;
}
