/**
 * What falls due at an open approval: reminders, and the time-out. Done once whatever happens, since the row says what has
 * been done; a round whose people have all left is handed to the administrators, so that none waits for nobody.
 */
import { DomainError } from '../errors.ts';
import { eventRow } from '../events/rows.ts';
import { definitionOf, elementOf } from '../processes/definitions.ts';
import { resolveDue } from '../processes/due.ts';
import { peopleOf } from '../processes/people.ts';
import type { Work } from '../work.ts';
import { type LockedApproval, lockApproval, standingOf } from './lock-approval.ts';
import { REMIND_AFTER, REMIND_AFTER_ANYWAY_MS } from './open-approval.ts';
import { type Closing, settlementOf } from './settle.ts';
import { tellUndecided } from './tell-undecided.ts';

/** More reminders than this change nobody's mind. */
const REMINDERS_MAX = 10;

/** Does what is due and says when to look again; null when there is nothing left to wait for. */
export async function approvalDue(work: Work, id: string): Promise<Date | null> {
  const found = await lockApproval(work, id);
  if (found.state !== 'open') return null;
  // Those who left may have been the last to be waited for.
  const standing = standingOf(found);
  if (standing !== 'open') return close(work, found, standing);
  const approval = await withSomebody(work, found);
  if (isDue(approval.due_at, work.now)) return close(work, approval, 'timedOut');
  const remindAt = isDue(approval.remind_at, work.now)
    ? await remind(work, approval)
    : toDate(approval.remind_at);
  return earliest(remindAt, toDate(approval.due_at));
}

async function close(work: Work, approval: LockedApproval, state: Closing): Promise<null> {
  await work.em.flush();
  await work.em.execute('select approval_settle(?)', [
    JSON.stringify(settlementOf(work, approval, state, [])),
  ]);
  work.sent.value = true;
  await tellUndecided(work, approval, 'approvalClosed');
  return null;
}

async function remind(work: Work, approval: LockedApproval): Promise<Date | null> {
  await tellUndecided(work, approval, 'approvalReminder');
  const next = approval.reminders + 1 < REMINDERS_MAX ? await nextReminder(work, approval) : null;
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

async function nextReminder(work: Work, approval: LockedApproval): Promise<Date> {
  const definition = await definitionOf(work, approval.process_id, approval.process_version);
  const every =
    elementOf(definition, 'approval', approval.element)?.approval.remindAfter ?? REMIND_AFTER;
  try {
    return await resolveDue(work, approval.revision, every, work.now);
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return new Date(work.now.getTime() + REMIND_AFTER_ANYWAY_MS);
  }
}

/** The same round, with the administrators asked as well where nobody is left who could still vote. */
async function withSomebody(work: Work, approval: LockedApproval): Promise<LockedApproval> {
  const voted = new Set(approval.votes.map(({ voter_id }) => voter_id));
  if (approval.approvers.some(({ person_id, active }) => active && !voted.has(person_id)))
    return approval;
  const known = new Set(approval.approvers.map(({ person_id }) => person_id));
  const admins = (await peopleOf(work, [{ role: 'admin' }], approval.ticket_id)).filter(
    ({ id }) => !known.has(id) && (approval.self_approval || id !== approval.requester_id),
  );
  if (admins.length === 0) return approval;
  const rows = admins.map(({ id }) => ({ approval_id: approval.id, person_id: id }));
  await work.em.execute(
    `insert into approver (approval_id, person_id, tenant_id, via)
     select approval_id, person_id, current_tenant(), 'fallback:nobody_left' from jsonb_to_recordset(?) as a(approval_id uuid, person_id uuid) on conflict do nothing`,
    [JSON.stringify(rows)],
  );
  const handed = eventRow(work, {
    type: 'approval.handedOn',
    subject: { kind: 'approval', id: approval.id },
    ticketId: approval.ticket_id,
    data: {
      element: approval.element,
      name: approval.name,
      approvers: admins.map(({ id }) => id),
      reason: 'nobody_left',
    },
  });
  await work.em.execute('select record_events(?)', [JSON.stringify([handed])]);
  return {
    ...approval,
    approvers: [
      ...approval.approvers,
      ...admins.map(({ id }) => ({ person_id: id, active: true })),
    ],
  };
}

const isDue = (at: string | null, now: Date): boolean =>
  at !== null && Date.parse(at) <= now.getTime();
const toDate = (at: string | null): Date | null => (at === null ? null : new Date(at));

function earliest(left: Date | null, right: Date | null): Date | null {
  if (left === null || right === null) return left ?? right;
  return left <= right ? left : right;
}
