/** Who is at a meeting: what people say of themselves, what the chair says of all, and what shows by itself. */
import { invalid } from '../errors.ts';
import { record } from '../events/record.ts';
import type { Principal } from '../people/access.ts';
import { personMeant } from '../people/find.ts';
import type { Work } from '../work.ts';
import { demandRunning, demandState, type LockedMeeting, lockMeeting, touch } from './meeting.ts';
import { noteSpoken, standingOn } from './standing-in.ts';

export type Attendance = 'present' | 'excused';

/**
 * Everybody says so for themselves, and for whom they stand in for, who are there through them; whoever runs the meeting for all.
 * `through`: who is there in their place; null: they are there themselves.
 * @throws DomainError not_permitted, invalid_input
 */
export async function noteAttendance(
  work: Work,
  principal: Principal,
  id: string,
  person: string,
  attendance: Attendance | null,
  through?: string | null,
): Promise<void> {
  const meeting = await lockMeeting(work, id);
  demandState(meeting, 'planned', 'open');
  const who = await personMeant(work, person, '/person');
  if ((await standingOn(work, meeting.board_id, who.id)).role === null)
    invalid('/person', 'does not sit on this board.');
  const own = await standingOn(work, meeting.board_id, principal.personId);
  const isTheirs = own.standsInFor.some((one) => one.id === who.id);
  const standIn =
    attendance !== 'present' ? null : await throughMeant(work, principal, meeting, who.id, through);
  const mayNote = isTheirs
    ? (attendance === null || standIn === principal.personId) &&
      (await isOpenTo(work, principal.personId, id, who.id, attendance))
    : who.id === principal.personId;
  if (!mayNote) await demandRunning(work, principal, meeting);
  if (attendance === null)
    await work.em.execute('delete from cab_attendance where meeting_id = ? and person_id = ?', [
      id,
      who.id,
    ]);
  else
    await work.em.execute(
      `insert into cab_attendance (meeting_id, person_id, tenant_id, attendance, through) values (?, ?, current_tenant(), ?, ?)
       on conflict (meeting_id, person_id) do update set attendance = excluded.attendance, through = excluded.through`,
      [id, who.id, attendance, standIn],
    );
  if (standIn !== null) await noteSpoken(work, id, standIn);
  await told(work, id, who.id, attendance, standIn);
  await touch(work, id);
}

/** Who stands in takes back what they have said, and says nothing over a member who is there, or there through somebody else. */
async function isOpenTo(
  work: Work,
  standIn: string,
  id: string,
  member: string,
  attendance: Attendance | null,
): Promise<boolean> {
  const [said] = await work.em.execute<{ attendance: Attendance; through: string | null }[]>(
    'select attendance, through from cab_attendance where meeting_id = ? and person_id = ?',
    [id, member],
  );
  if (said?.through === standIn) return true;
  return attendance !== null && said?.attendance !== 'present';
}

/** Whoever says so of somebody they stand in for is there themselves, unless they say otherwise. */
async function throughMeant(
  work: Work,
  principal: Principal,
  { board_id: board }: LockedMeeting,
  memberId: string,
  through: string | null | undefined,
): Promise<string | null> {
  if (through === null) return null;
  const standIn =
    through === undefined ? principal.personId : (await personMeant(work, through, '/through')).id;
  const { standsInFor } = await standingOn(work, board, standIn);
  if (standsInFor.some(({ id }) => id === memberId)) return standIn;
  return through === undefined ? null : invalid('/through', 'does not stand in for them now.');
}

/** Who begins a meeting, or votes while it is held, is there themselves, unless they have excused themselves. */
export async function noteTakingPart(
  work: Work,
  { id, board_id: board }: Pick<LockedMeeting, 'id' | 'board_id'>,
  person: string,
): Promise<void> {
  const added = await work.em.execute<unknown[]>(
    `insert into cab_attendance as a (meeting_id, person_id, tenant_id, attendance)
     select ?, c.person_id, current_tenant(), 'present' from cab_member c where c.board_id = ? and c.person_id = ?
     on conflict (meeting_id, person_id) do update set through = null where a.through is not null returning person_id`,
    [id, board, person],
  );
  if (added.length > 0) await told(work, id, person, 'present', null);
}

/** A member is there through who speaks for them, unless they are there themselves, or through somebody else. */
export async function noteStandIn(
  work: Work,
  { id }: Pick<LockedMeeting, 'id'>,
  member: string,
  standIn: string,
): Promise<void> {
  const added = await work.em.execute<unknown[]>(
    `insert into cab_attendance as a (meeting_id, person_id, tenant_id, attendance, through) values (?, ?, current_tenant(), 'present', ?)
     on conflict (meeting_id, person_id) do update set attendance = 'present', through = excluded.through where a.attendance = 'excused'
     returning person_id`,
    [id, member, standIn],
  );
  if (added.length > 0) await told(work, id, member, 'present', standIn);
}

const told = (
  work: Work,
  id: string,
  person: string,
  attendance: Attendance | null,
  through: string | null,
): Promise<unknown> =>
  record(work, {
    type: 'meeting.attended',
    subject: { kind: 'meeting', id },
    data: { person, attendance, ...(through === null ? {} : { through }) },
  });
