/**
 * Asking back: an approver wants to know something before they decide, the requester answers, and everybody who is asked reads
 * it. Where the process says so, time stands still meanwhile: what is left of it is left when the answer comes.
 */
import { addBusinessSeconds, businessSecondsBetween } from '#engine/calendar.ts';
import type { Duration } from '#engine/definition.ts';
import { DomainError } from '../errors.ts';
import { eventRow } from '../events/rows.ts';
import { newId } from '../ids.ts';
import type { Principal } from '../people/access.ts';
import { definitionOf, elementOf } from '../processes/definitions.ts';
import { keptCalendar } from '../processes/kept.ts';
import { mayOn } from '../tickets/policy.ts';
import { findTicket } from '../tickets/read.ts';
import type { Work } from '../work.ts';
import { type LockedApproval, lockApproval } from './lock-approval.ts';
import { REMIND_AFTER, reminderAfter } from './reminders.ts';
import { mayVote } from './seats.ts';
import { tellRequester, tellUndecided } from './tell-undecided.ts';
import { earliest } from './when.ts';

/** @throws DomainError not_found, approval_not_open, not_an_approver, transition_not_allowed where there is nobody to ask */
export async function askBack(
  work: Work,
  principal: Principal,
  id: string,
  text: string,
): Promise<string> {
  const approval = await lockOpen(work, id);
  if (!mayVote(principal, approval))
    throw new DomainError('not_an_approver', 'Whoever may decide this may ask about it.');
  if (approval.requester_id === null)
    throw new DomainError(
      'transition_not_allowed',
      'This belongs to no ticket, so nobody has asked for it who could answer.',
    );
  const question = newId();
  await work.em.execute(
    `insert into approval_question (id, approval_id, tenant_id, round, asked_by, asked_at, text) values (?, ?, current_tenant(), ?, ?, ?, ?)`,
    [question, id, approval.round, principal.personId, work.now, text],
  );
  // Where nobody can answer, time does not wait for it.
  const pauses =
    approval.requester_active === true && (await rulesOf(work, approval)).waitsForAnswers === true;
  if (pauses && approval.paused_at === null) {
    await work.em.execute('update approval set paused_at = ? where id = ?', [work.now, id]);
    await note(work, approval, 'approval.asked', { paused: true }, null);
  } else await note(work, approval, 'approval.asked', {}, undefined);
  await tellRequester(work, approval, { text, id: question });
  return question;
}

/** The requester answers, or somebody who works the ticket for them. @throws DomainError not_found, not_permitted, transition_not_allowed */
export async function answerBack(
  work: Work,
  principal: Principal,
  id: string,
  question: string,
  text: string,
): Promise<void> {
  const approval = await lockApproval(work, id);
  const ticket = approval.ticket_id === null ? null : await findTicket(work, approval.ticket_id);
  const works = ticket !== null && mayOn(principal, 'ticket.update', ticket);
  if (!works && !mayAnswer(principal, approval.requester_id))
    throw new DomainError('not_permitted', 'The requester answers this, or who works the ticket.');
  const answered = await work.em.execute<{ id: string }[]>(
    `update approval_question set answer = ?, answered_by = ?, answered_at = ?
     where id = ? and approval_id = ? and answered_at is null returning id`,
    [text, principal.personId, work.now, question, id],
  );
  if (answered.length === 0)
    throw new DomainError(
      'transition_not_allowed',
      'There is no such question, or it has its answer.',
    );
  if (approval.state !== 'open') return;
  const { questions } = await lockApproval(work, id);
  const isPaused = approval.paused_at !== null;
  const resumed = isPaused && questions === 0 ? await resume(work, approval) : approval;
  const at = earliest(earliest(resumed.due_at, resumed.remind_at), resumed.next_stand_in);
  await note(work, approval, 'approval.answered', {}, resumed === approval ? undefined : at);
  await tellUndecided(work, resumed, 'approvalAnswered', { answer: { text, question } });
}

/** As the requester; a token must have been given to comment. */
export const mayAnswer = ({ personId, scopes }: Principal, requesterId: string | null): boolean =>
  personId === requesterId && (scopes === null || scopes.includes('ticket.comment'));

/** Time goes on with what was left of it when the first question was asked. */
async function resume(work: Work, approval: LockedApproval): Promise<LockedApproval> {
  const { due, remindAfter = REMIND_AFTER } = await rulesOf(work, approval);
  const due_at = await dueAfterPause(work, approval, due);
  const remind_at = (await reminderAfter(work, approval.revision, remindAfter)).toISOString();
  await work.em.execute(
    'update approval set paused_at = null, due_at = ?, remind_at = ? where id = ?',
    [due_at, remind_at, approval.id],
  );
  return { ...approval, paused_at: null, due_at, remind_at };
}

async function dueAfterPause(
  work: Work,
  { due_at, paused_at, revision }: LockedApproval,
  due: Duration | undefined,
): Promise<string | null> {
  if (due_at === null || paused_at === null || due === undefined) return due_at;
  const now = work.now.toISOString();
  const isBusiness = Object.keys(due).some((part) => part.startsWith('business'));
  const named = 'calendar' in due ? due.calendar : undefined;
  const calendar = isBusiness ? await keptCalendar(work, revision, named) : null;
  if (calendar === null)
    return new Date(work.now.getTime() + Date.parse(due_at) - Date.parse(paused_at)).toISOString();
  return (
    addBusinessSeconds(calendar, now, businessSecondsBetween(calendar, paused_at, due_at)) ?? due_at
  );
}

async function lockOpen(work: Work, id: string): Promise<LockedApproval> {
  const approval = await lockApproval(work, id);
  if (approval.state !== 'open')
    throw new DomainError('approval_not_open', `This has been decided: it is ${approval.state}.`, {
      values: { state: approval.state },
    });
  return approval;
}

async function rulesOf(work: Work, { process_id, process_version, element }: LockedApproval) {
  const definition = await definitionOf(work, process_id, process_version);
  return elementOf(definition, 'approval', element)?.approval ?? {};
}

/** The event, and when the approval is to be looked at next: null for not before somebody acts, undefined for as before. */
async function note(
  work: Work,
  { id, ticket_id, element, name }: LockedApproval,
  type: 'approval.asked' | 'approval.answered',
  data: { readonly paused?: true },
  at: string | null | undefined,
): Promise<void> {
  const row = eventRow(work, {
    type,
    subject: { kind: 'approval', id },
    ticketId: ticket_id,
    data: { element, name, ...data },
  });
  await work.em.flush();
  await work.em.execute('select record_events(?)', [JSON.stringify([row])]);
  await work.em.execute('update approval set version = version + 1 where id = ?', [id]);
  if (at === undefined) return;
  await work.em.execute('select send_out(?)', [
    JSON.stringify([{ kind: 'approval', target: id, payload: { at } }]),
  ]);
  work.sent.value = true;
}
