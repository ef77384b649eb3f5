/** What the workflow of a meeting asks when it wakes: close its agenda, begin it at its hour, end one that nobody meets in. */
import { record } from '../events/record.ts';
import type { Work } from '../work.ts';
import { getBoard } from './board.ts';
import { endMeeting } from './end.ts';
import { tellMeeting } from './invite.ts';
import { followStandIns } from './invite-stand-ins.ts';
import { ENDS_AT, type LockedMeeting, lockMeeting } from './meeting.ts';
import { callOffAndPlan, planAhead } from './plan-ahead.ts';
import { openMeeting } from './run-meeting.ts';

/** A meeting under way is looked at again after this long; ending it wakes the workflow at once. */
const LOOK_AGAIN_MS = 12 * 3_600_000;

/** Returns when to look again, or null when the meeting is over. */
export async function meetingDue(work: Work, id: string): Promise<Date | null> {
  // Whoever ends one holds the runs that wait for it before anything else.
  if (await isToBeCounted(work, id)) {
    await endMeeting(work, id, ({ state }) => state === 'open');
    return null;
  }
  const meeting = await lockMeeting(work, id);
  switch (meeting.state) {
    case 'planned':
      return plannedDue(work, meeting);
    case 'open':
      return openDue(work, meeting);
    default:
      return null;
  }
}

async function plannedDue(work: Work, meeting: LockedMeeting): Promise<Date | null> {
  await followStandIns(work, meeting.id);
  const isGathered = meeting.gathered_at !== null;
  if (!isGathered && !isOver(work, meeting.cut_off_at)) return new Date(meeting.cut_off_at);
  const hasItems = (await countItems(work, meeting)) > 0;
  if (!isGathered) await closeAgenda(work, meeting, hasItems);
  if (!isOver(work, meeting.scheduled_at)) return new Date(meeting.scheduled_at);
  if (!hasItems) {
    await callOffAndPlan(work, meeting, 'There is nothing on its agenda.');
    return null;
  }
  await openMeeting(work, meeting);
  return openDue(work, meeting);
}

async function closeAgenda(
  work: Work,
  { id, name, board_id: board }: LockedMeeting,
  hasItems: boolean,
): Promise<void> {
  await work.em.execute(
    'update cab_meeting set gathered_at = ?, version = version + 1 where id = ?',
    [work.now, id],
  );
  await record(work, {
    type: 'meeting.gathered',
    subject: { kind: 'meeting', id },
    data: { name },
  });
  await work.em.flush();
  if (hasItems) await tellMeeting(work, id, 'gathered');
  // Whatever comes from now on finds an agenda that is open.
  await planAhead(work, await getBoard(work, board));
}

function openDue(work: Work, meeting: LockedMeeting): Date {
  if (!meeting.is_virtual) return new Date(work.now.getTime() + LOOK_AGAIN_MS);
  return new Date(meeting.ends_at);
}

async function isToBeCounted(work: Work, id: string): Promise<boolean> {
  const [row] = await work.em.execute<unknown[]>(
    `select 1 from cab_meeting m where m.id = ? and m.state = 'open' and m.is_virtual and ${ENDS_AT} <= ?`,
    [id, work.now],
  );
  return row !== undefined;
}

async function countItems(work: Work, { id }: LockedMeeting): Promise<number> {
  const [row] = await work.em.execute<{ items: number }[]>(
    `select count(*)::int as items from cab_item i join cab_review r on r.id = i.review_id and r.state = 'waiting' and r.meeting_id = i.meeting_id where i.meeting_id = ?`,
    [id],
  );
  return row?.items ?? 0;
}

const isOver = (work: Work, at: string): boolean => Date.parse(at) <= work.now.getTime();
