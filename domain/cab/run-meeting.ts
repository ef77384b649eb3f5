/** What becomes of a meeting: begun, ended, closed with its minutes, called off, put at another time. */
import { invalid } from '../errors.ts';
import { changesBetween } from '../events/changes.ts';
import { record } from '../events/record.ts';
import { send } from '../outbox.ts';
import type { Principal } from '../people/access.ts';
import type { Work } from '../work.ts';
import { noteActing } from './attendance.ts';
import { getBoard } from './board.ts';
import { endMeeting } from './end.ts';
import { tellMeeting } from './invite.ts';
import { findChangeOn } from './item.ts';
import { endLapsed } from './lapsed.ts';
import { demandRunning, demandState, type LockedMeeting, lockMeeting } from './meeting.ts';
import { callOffAndPlan, planAhead, reschedule } from './plan-ahead.ts';
import { noteAllSpoken } from './standing-in.ts';

/** Before its hour, by hand. */
export async function openByHand(
  work: Work,
  principal: Principal,
  id: string,
  expected?: number,
): Promise<void> {
  const meeting = await lockMeeting(work, id, expected);
  await demandRunning(work, principal, meeting);
  demandState(meeting, 'planned');
  await openMeeting(work, meeting);
  await noteActing(work, { ...meeting, state: 'open' }, principal.personId);
  send(work, 'cab', id, { at: meeting.is_virtual ? meeting.ends_at : work.now.toISOString() });
}

/** The meeting is held. Its agenda is closed with it, where it was not. */
export async function openMeeting(
  work: Work,
  { id, board_id: board, name }: LockedMeeting,
): Promise<void> {
  await work.em.execute(
    `update cab_meeting set state = 'open', opened_at = ?, gathered_at = coalesce(gathered_at, ?), version = version + 1,
       current_id = (select r.ticket_id from cab_item i join cab_review r on r.id = i.review_id where i.meeting_id = ? and r.meeting_id = i.meeting_id and r.state = 'waiting' order by i.position, i.review_id limit 1)
     where id = ?`,
    [work.now, work.now, id, id],
  );
  await endLapsed(work, id, work.now);
  await noteAllSpoken(work, id);
  await record(work, {
    type: 'meeting.opened',
    subject: { kind: 'meeting', id },
    data: { name },
  });
  await planAhead(work, await getBoard(work, board));
}

export const endByHand = (
  work: Work,
  principal: Principal,
  id: string,
  expected?: number,
): Promise<void> =>
  endMeeting(
    work,
    id,
    async (meeting) => {
      await demandRunning(work, principal, meeting);
      demandState(meeting, 'open');
      return true;
    },
    expected,
  );

/** With the minutes as they are then; they are sent to who sits on the board. */
export async function closeMeeting(
  work: Work,
  principal: Principal,
  id: string,
  expected?: number,
): Promise<void> {
  const meeting = await lockMeeting(work, id, expected);
  await demandRunning(work, principal, meeting);
  demandState(meeting, 'ended');
  await work.em.execute(
    `update cab_meeting set state = 'closed', closed_at = ?, version = version + 1 where id = ?`,
    [work.now, id],
  );
  await record(work, {
    type: 'meeting.closed',
    subject: { kind: 'meeting', id },
    data: { name: meeting.name },
  });
  await tellMeeting(work, id, 'closed');
}

export async function cancelMeeting(
  work: Work,
  principal: Principal,
  id: string,
  reason: string,
  expected?: number,
): Promise<void> {
  const meeting = await lockMeeting(work, id, expected);
  await demandRunning(work, principal, meeting);
  demandState(meeting, 'planned');
  await callOffAndPlan(work, meeting, reason.trim());
}

export type MeetingChange = {
  readonly name?: string | undefined;
  readonly scheduledAt?: Date | undefined;
  /** The change that is being talked about, by its id or its number. */
  readonly current?: string | null | undefined;
  readonly minutes?: string | undefined;
};

/** @throws DomainError invalid_input, transition_not_allowed */
export async function changeMeeting(
  work: Work,
  principal: Principal,
  id: string,
  { name, scheduledAt, current, minutes }: MeetingChange,
  expected?: number,
): Promise<void> {
  const meeting = await lockMeeting(work, id, expected);
  await demandRunning(work, principal, meeting);
  if (name !== undefined) {
    demandState(meeting, 'planned', 'open', 'ended');
    await write(work, meeting, { name: meeting.name }, { name: name.trim() }, 'name = ?');
  }
  if (current !== undefined) {
    demandState(meeting, 'open');
    await pointAt(work, id, current);
    await noteActing(work, meeting, principal.personId);
  }
  if (minutes !== undefined) {
    demandState(meeting, 'ended');
    const [{ text } = { text: '' }] = await work.em.execute<{ text: string }[]>(
      'select minutes as text from cab_meeting where id = ?',
      [id],
    );
    await write(work, meeting, { minutes: text }, { minutes }, 'minutes = ?');
  }
  if (scheduledAt === undefined) return;
  demandState(meeting, 'planned');
  if (scheduledAt <= work.now) invalid('/scheduledAt', 'is over.');
  if (scheduledAt.getTime() !== Date.parse(meeting.scheduled_at))
    await reschedule(work, id, scheduledAt, { byHand: true });
}

async function write(
  work: Work,
  { id }: LockedMeeting,
  before: Readonly<Record<string, string>>,
  after: Readonly<Record<string, string>>,
  set: string,
): Promise<void> {
  const changes = changesBetween(before, after);
  if (Object.keys(changes).length === 0) return;
  await work.em.execute(`update cab_meeting set ${set}, version = version + 1 where id = ?`, [
    ...Object.values(after),
    id,
  ]);
  await record(work, { type: 'meeting.changed', subject: { kind: 'meeting', id }, changes });
}

async function pointAt(work: Work, id: string, ref: string | null): Promise<void> {
  const ticketId = ref === null ? null : await findChangeOn(work, id, ref);
  if (ref !== null && ticketId === null) invalid('/current', 'is not on the agenda.');
  await work.em.execute(
    'update cab_meeting set current_id = ?, version = version + 1 where id = ?',
    [ticketId, id],
  );
  await record(work, {
    type: 'meeting.turned',
    subject: { kind: 'meeting', id },
    data: { ticket: ticketId },
  });
}
