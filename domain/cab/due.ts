/** What the CAB workflow asks when it wakes: open the meeting at its hour, and stay until it is closed. */
import { LockMode } from '@mikro-orm/postgresql';
import { record } from '../events/record.ts';
import type { Work } from '../work.ts';
import { Meeting } from './meeting.ts';

/** An open meeting is looked at again after this long; closing it wakes the workflow at once. */
const LOOK_AGAIN_MS = 12 * 3_600_000;

/** Returns when to look again, or null when the meeting is over. */
export async function meetingDue(work: Work, id: string): Promise<Date | null> {
  const meeting = await work.em.findOne(Meeting, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE });
  if (!meeting || meeting.state === 'closed' || meeting.state === 'cancelled') return null;
  if (meeting.state === 'planned') {
    if (meeting.scheduledAt > work.now) return meeting.scheduledAt;
    meeting.open(work.now);
    await record(work, {
      type: 'meeting.opened',
      subject: { kind: 'meeting', id },
      data: { name: meeting.name },
    });
    await work.em.flush();
  }
  return new Date(work.now.getTime() + LOOK_AGAIN_MS);
}
