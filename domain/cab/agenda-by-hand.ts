/** What people put on an agenda themselves, beside what processes put before the board, and take off it again. */
import { DomainError, invalid } from '../errors.ts';
import { record } from '../events/record.ts';
import { newId } from '../ids.ts';
import { Ticket } from '../tickets/ticket.ts';
import type { Work } from '../work.ts';
import { putOn, type Waiting } from './agenda.ts';
import { type LockedMeeting, touch } from './meeting.ts';

/**
 * Before the board, and in the one order of ids: each agenda refers to its changes, and others lock several of these as well. As a
 * step holds them: who only shares a change with it waits for the board or the run that the step has when it changes the ticket.
 */
export async function holdChanges(work: Work, numbers: readonly string[]): Promise<void> {
  if (numbers.length === 0) return;
  await work.em.execute(
    `select from ticket where tenant_id = current_tenant() and number in (select upper(value) from jsonb_array_elements_text(?)) order by id for no key update`,
    [JSON.stringify(numbers)],
  );
}

/** Puts a change on an agenda by hand; after it was closed it is late, and needs the chair. @throws DomainError invalid_input */
export async function addChange(
  work: Work,
  meeting: LockedMeeting,
  number: string,
  pointer: string,
): Promise<void> {
  const change = await work.em.findOne(Ticket, { number: number.toUpperCase(), deletedAt: null });
  if (change?.type !== 'change') return invalid(pointer, `There is no change "${number}".`);
  const [known] = await work.em.execute<(Waiting & { meeting_id: string | null })[]>(
    `select id, ticket_id, meeting_id from cab_review where board_id = ? and ticket_id = ? and state = 'waiting'
     order by asked_at limit 1`,
    [meeting.board_id, change.id],
  );
  if (known?.meeting_id === meeting.id) return;
  const review = known ?? (await putBefore(work, meeting.board_id, change.id));
  // It comes up earlier or later than it was to.
  if (known?.meeting_id)
    await work.em.execute(
      `with off as (update cab_item set taken_off = true where meeting_id = ? and review_id = ? returning meeting_id)
       update cab_meeting set version = version + 1 where id in (select meeting_id from off)`,
      [known.meeting_id, known.id],
    );
  const [{ last } = { last: -1 }] = await work.em.execute<{ last: number }[]>(
    'select coalesce(max(position), -1) as last from cab_item where meeting_id = ?',
    [meeting.id],
  );
  const late = meeting.gathered_at !== null;
  await putOn(work, meeting, review, { position: last + 1, late });
}

async function putBefore(work: Work, boardId: string, ticketId: string): Promise<Waiting> {
  const id = newId();
  await work.em.execute(
    `insert into cab_review (id, tenant_id, board_id, ticket_id, asked_at) values (?, current_tenant(), ?, ?, ?)`,
    [id, boardId, ticketId, work.now],
  );
  return { id, ticket_id: ticketId };
}

/** Takes off what somebody had put there by hand; what a process waits for is decided, or comes up again. @throws DomainError */
export async function removeChange(
  work: Work,
  meeting: LockedMeeting,
  ticketId: string,
): Promise<void> {
  const [review] = await work.em.execute<{ id: string; run_id: string | null }[]>(
    `select r.id, r.run_id from cab_item i join cab_review r on r.id = i.review_id and r.state = 'waiting'
     where i.meeting_id = ? and r.meeting_id = i.meeting_id and r.ticket_id = ? order by r.asked_at, r.id limit 1`,
    [meeting.id, ticketId],
  );
  if (!review) throw new DomainError('not_found', 'This change is not on the agenda.');
  if (review.run_id !== null)
    throw new DomainError(
      'transition_not_allowed',
      'Its process waits for the board: defer it to another meeting, or send it back.',
    );
  await work.em.execute(`update cab_review set state = 'withdrawn', decided_at = ? where id = ?`, [
    work.now,
    review.id,
  ]);
  await record(work, {
    type: 'meeting.agenda-removed',
    subject: { kind: 'meeting', id: meeting.id },
    ticketId,
    data: { meeting: meeting.name },
  });
  await touch(work, meeting.id);
}
