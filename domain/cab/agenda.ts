/**
 * What is before a board, and the agenda it stands on: the next meeting whose agenda is not closed yet, or none, until one is
 * planned. Nothing that was put before a board is lost when a meeting is: it goes to the next, or waits.
 */
import type { CommandOf, Event } from '#engine/messages.ts';
import { fillLines } from '#engine/template.ts';
import { lockSchedule } from '../changes/lock.ts';
import { invalid } from '../errors.ts';
import { record } from '../events/record.ts';
import { newId } from '../ids.ts';
import { elementOf } from '../processes/definitions.ts';
import { type StepContext, tell } from '../processes/step-context.ts';
import type { Work } from '../work.ts';
import { lockBoard } from './board.ts';
import { onThisPlan } from './holding.ts';
import { type LockedMeeting, touch } from './meeting.ts';

/** Puts the ticket of the run before a board. The run and its ticket are held. Without either it says so, and somebody can mend it. */
export async function openReview(
  step: StepContext,
  command: CommandOf<'openReview'>,
): Promise<Event | null> {
  const element = elementOf(step.definition, 'cabReview', command.element);
  if (!element) throw new Error(`invariant: “${command.element}” is a review of the definition`);
  const { work, run, runId } = step;
  const ticketId = run.ticket_id;
  const [board] = await work.em.execute<{ id: string; name: string }[]>(
    'select id, name from cab_board where tenant_id = current_tenant() and key = ?',
    [element.cab.board],
  );
  if (!board || ticketId === null) {
    const why = board
      ? 'Only a run of a ticket can be put before a board.'
      : `There is no board “${element.cab.board}”.`;
    return { type: 'refused', token: command.token, at: work.now.toISOString(), why };
  }
  const facts = await step.facts(command.token);
  // The same step may plan the change as well, and whoever plans one holds the schedule before the board.
  await lockSchedule(work);
  await lockBoard(work, board.id);
  const message = fillLines(element.cab.message ?? '', facts);
  const waits = [runId, command.token, element.id, message];
  if (!(await takeOver(work, board.id, ticketId, waits)))
    await work.em.execute(
      `insert into cab_review (id, tenant_id, board_id, ticket_id, run_id, token, element, message, asked_at)
       values (?, current_tenant(), ?, ?, ?, ?, ?, ?, ?)`,
      [newId(), board.id, ticketId, ...waits, work.now],
    );
  tell(step, element.id, {
    type: 'review.asked',
    subject: { kind: 'run', id: runId },
    data: { element: element.id, name: element.name ?? element.id, board: board.name },
  });
  await gather(work, board.id);
  return null;
}

/** Somebody has put it before the board already: it stays where it is, with what was said of it, and the run waits for that. */
async function takeOver(
  work: Work,
  boardId: string,
  ticketId: string,
  waits: readonly string[],
): Promise<boolean> {
  const [taken] = await work.em.execute<{ meeting_id: string | null }[]>(
    `update cab_review set run_id = ?, token = ?, element = ?, message = ?
     where id = (select id from cab_review where board_id = ? and ticket_id = ? and run_id is null and state = 'waiting' order by asked_at, id limit 1)
     returning meeting_id`,
    [...waits, boardId, ticketId],
  );
  if (taken?.meeting_id) await touch(work, taken.meeting_id);
  return taken !== undefined;
}

export type Waiting = { readonly id: string; readonly ticket_id: string };
type Coming = {
  readonly id: string;
  readonly name: string;
  readonly scheduled_at: string;
  readonly last: number;
};

/** What stands on the agenda of a meeting that has ended or was called off, and is not decided. */
const LEFT = `exists (select from cab_meeting o where o.id = cab_review.meeting_id and o.state in ('ended', 'closed', 'cancelled'))`;

/**
 * Everything before the board that is on no agenda, or was left on one, goes on the next one, in the order in which it was asked. The
 * board is held. At once, and not by way of none: what is written twice has its ticket looked up again, and who holds that may be
 * waiting for the board.
 */
export async function gather(work: Work, boardId: string): Promise<void> {
  const waiting = await work.em.execute<Waiting[]>(
    `select id, ticket_id from cab_review where board_id = ? and state = 'waiting' and (meeting_id is null or ${LEFT}) order by asked_at, id`,
    [boardId],
  );
  if (waiting.length === 0) return;
  const next = await comingMeeting(work, boardId);
  if (!next) return;
  for (const [index, review] of waiting.entries())
    await putOn(work, next, review, { position: next.last + 1 + index });
}

/** The next whose agenda is open. */
async function comingMeeting(
  work: Work,
  boardId: string,
  but: string | null = null,
): Promise<Coming | undefined> {
  const [next] = await work.em.execute<Coming[]>(
    `select m.id, m.name, m.scheduled_at, coalesce((select max(position) from cab_item i where i.meeting_id = m.id), -1) as last
     from cab_meeting m where m.board_id = ? and m.state = 'planned' and m.gathered_at is null and m.cut_off_at > ?
       and m.id is distinct from ?::uuid order by m.scheduled_at, m.id limit 1`,
    [boardId, work.now, but],
  );
  return next;
}

type Putting = { readonly position: number; readonly late?: boolean; readonly admitted?: boolean };

export async function putOn(
  work: Work,
  meeting: Pick<Coming, 'id' | 'name'>,
  review: Waiting,
  { position, late = false, admitted = !late }: Putting,
): Promise<void> {
  await work.em.execute(
    `insert into cab_item (meeting_id, review_id, tenant_id, position, late, admitted, plan)
     select ?, id, current_tenant(), ?, ?, ?, plan from cab_review where id = ?
     on conflict (meeting_id, review_id) do update set position = excluded.position, late = excluded.late, admitted = excluded.admitted, plan = excluded.plan, taken_off = false,
       decision = null, casting_vote = false, note = null, deferred_to = null, conditions = '[]', version = cab_item.version + 1`,
    [meeting.id, position, late, admitted, review.id],
  );
  await bringVotes(work, meeting.id, review.id);
  await work.em.execute('update cab_review set meeting_id = ? where id = ?', [
    meeting.id,
    review.id,
  ]);
  await work.em.execute('update cab_meeting set version = version + 1 where id = ?', [meeting.id]);
  await record(work, {
    type: 'meeting.agenda-added',
    subject: { kind: 'meeting', id: meeting.id },
    ticketId: review.ticket_id,
    data: { meeting: meeting.name, ...(late ? { late } : {}) },
  });
  await work.em.flush();
}

/** What was said of it and led to no decision yet counts on, in place of a member only where that is so at the new hour. */
async function bringVotes(work: Work, meetingId: string, reviewId: string): Promise<void> {
  await work.em.execute(
    `insert into cab_vote (tenant_id, meeting_id, review_id, person_id, actor_id, stand_in, vote, comment, plan, at)
     select current_tenant(), ?, said.review_id, said.person_id, said.actor_id, said.stand_in, said.vote, said.comment, said.plan, said.at from (
       select distinct on (v.person_id) v.* from cab_vote v
       where v.review_id = ? and v.meeting_id <> ? and v.seq > coalesce((select max(x.seq) from cab_vote x
         join cab_item y on y.meeting_id = x.meeting_id and y.review_id = x.review_id and y.decision is not null and not y.taken_off
         join cab_meeting z on z.id = y.meeting_id and z.state <> 'cancelled' where x.review_id = ?), 0)
       order by v.person_id, v.seq desc) said join cab_review r on r.id = said.review_id
     where said.vote is not null and ${onThisPlan('said', 'r.plan')} and (not said.stand_in or exists (select from cab_meeting m
       cross join lateral board_stand_ins(m.board_id, case when m.state = 'planned' then m.scheduled_at else ?::timestamptz end) s
       where m.id = ? and s.for_id = said.person_id and s.person_id = said.actor_id))
     order by said.seq`,
    [meetingId, reviewId, meetingId, reviewId, work.now, meetingId],
  );
}

/** What was left on an agenda and found no other waits for a meeting to be planned. The board is held. */
export const leaveAgendas = (work: Work, boardId: string): Promise<unknown> =>
  work.em.execute(
    `update cab_review set meeting_id = null where board_id = ? and state = 'waiting' and ${LEFT}`,
    [boardId],
  );

/** Brings it up again in the next meeting after this one, or in the one that is named. @throws DomainError invalid_input */
export async function carryOver(
  work: Work,
  meeting: Pick<LockedMeeting, 'id' | 'board_id'>,
  review: Waiting,
  to: string,
): Promise<void> {
  const next = await laterMeeting(work, meeting, to);
  await putOn(work, next, review, { position: next.last + 1, late: next.late });
}

/** @throws DomainError invalid_input where there is none, or it is over */
export async function laterMeeting(
  work: Work,
  meeting: Pick<LockedMeeting, 'id' | 'board_id'>,
  to: string,
): Promise<Coming & { readonly late: boolean }> {
  if (to === 'next') {
    const next = await comingMeeting(work, meeting.board_id, meeting.id);
    return next
      ? { ...next, late: false }
      : invalid('/deferTo', 'finds no meeting to come; plan one first, or send it back.');
  }
  const [named] = await work.em.execute<(Coming & { late: boolean })[]>(
    `select m.id, m.name, m.scheduled_at, m.gathered_at is not null as late,
       coalesce((select max(position) from cab_item i where i.meeting_id = m.id), -1) as last
     from cab_meeting m where m.id::text = ? and m.board_id = ? and m.state = 'planned' and m.id <> ?`,
    [to.toLowerCase(), meeting.board_id, meeting.id],
  );
  return named ?? invalid('/deferTo', 'is no meeting of this board that is to come.');
}
