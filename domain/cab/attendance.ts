/** Who is at a meeting: what people say of themselves, what the chair says of all, and what shows by itself. */
import { invalid } from '../errors.ts';
import { record } from '../events/record.ts';
import type { Principal } from '../people/access.ts';
import { personMeant } from '../people/find.ts';
import type { Work } from '../work.ts';
import {
  demandRunning,
  demandState,
  type LockedMeeting,
  lockMeeting,
  roleOn,
  touch,
} from './meeting.ts';

export type Attendance = 'present' | 'excused';

/** Everybody says so for themselves; whoever runs the meeting for all. @throws DomainError not_permitted, invalid_input */
export async function noteAttendance(
  work: Work,
  principal: Principal,
  id: string,
  person: string,
  attendance: Attendance | null,
): Promise<void> {
  const meeting = await lockMeeting(work, id);
  demandState(meeting, 'planned', 'open');
  const who = await personMeant(work, person, '/person');
  if ((await roleOn(work, meeting.board_id, who.id)) === null)
    invalid('/person', 'does not sit on this board.');
  if (who.id !== principal.personId) await demandRunning(work, principal, meeting);
  if (attendance === null)
    await work.em.execute('delete from cab_attendance where meeting_id = ? and person_id = ?', [
      id,
      who.id,
    ]);
  else
    await work.em.execute(
      `insert into cab_attendance (meeting_id, person_id, tenant_id, attendance) values (?, ?, current_tenant(), ?)
       on conflict (meeting_id, person_id) do update set attendance = excluded.attendance`,
      [id, who.id, attendance],
    );
  await told(work, id, who.id, attendance);
  await touch(work, id);
}

/** Who begins a meeting, or votes while it is held, is there, unless something else was said of them. */
export async function noteTakingPart(
  work: Work,
  { id, board_id: board }: Pick<LockedMeeting, 'id' | 'board_id'>,
  person: string,
): Promise<void> {
  const added = await work.em.execute<unknown[]>(
    `insert into cab_attendance (meeting_id, person_id, tenant_id, attendance)
     select ?, c.person_id, current_tenant(), 'present' from cab_member c where c.board_id = ? and c.person_id = ?
     on conflict do nothing returning person_id`,
    [id, board, person],
  );
  if (added.length > 0) await told(work, id, person, 'present');
}

const told = (
  work: Work,
  id: string,
  person: string,
  attendance: Attendance | null,
): Promise<unknown> =>
  record(work, {
    type: 'meeting.attended',
    subject: { kind: 'meeting', id },
    data: { person, attendance },
  });
