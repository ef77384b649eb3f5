/** Who is at a meeting: what people say of themselves, what the chair says of all, and what shows by itself. */
import { DomainError, invalid } from '../errors.ts';
import { record } from '../events/record.ts';
import type { Principal } from '../people/access.ts';
import { personMeant } from '../people/find.ts';
import type { Work } from '../work.ts';
import {
  demandRunning,
  demandState,
  type LockedMeeting,
  lockMeeting,
  runsIt,
  touch,
} from './meeting.ts';
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
  const before = await notedOf(work, id, who.id);
  const mayNote = isTheirs
    ? (attendance === null || standIn === principal.personId) &&
      isOpenTo(principal.personId, before, attendance)
    : who.id === principal.personId;
  if (!mayNote) {
    await demandRunning(work, principal, meeting);
    const isStaying = attendance === 'present' && standIn === null;
    if (!isStaying && !runsIt(principal, own.role === null ? [] : [own.role]))
      await demandNotSaid(work, meeting, who.id, before);
  }
  const after = await write(work, id, who.id, {
    attendance,
    through: standIn,
    notedBy: principal.personId,
  });
  if (standIn !== null) await noteSpoken(work, meeting, standIn);
  await told(work, id, who.id, after, standIn);
  await touch(work, id);
}

type Noted = {
  readonly attendance: Attendance;
  readonly through: string | null;
  readonly noted_by: string;
};

async function notedOf(work: Work, id: string, person: string): Promise<Noted | undefined> {
  const [noted] = await work.em.execute<Noted[]>(
    'select attendance, through, noted_by from cab_attendance where meeting_id = ? and person_id = ?',
    [id, person],
  );
  return noted;
}

type Noting = {
  readonly attendance: Attendance | null;
  readonly through: string | null;
  readonly notedBy: string;
};

/** What is said of a member from now on: where nobody is there in their place any more, that they were excused before. */
async function write(
  work: Work,
  id: string,
  person: string,
  { attendance, through, notedBy }: Noting,
): Promise<Attendance | null> {
  if (attendance === null) return unsay(work, id, person);
  await work.em.execute(
    `insert into cab_attendance as a (meeting_id, person_id, tenant_id, attendance, through, noted_by) values (?, ?, current_tenant(), ?, ?, ?)
     on conflict (meeting_id, person_id) do update set attendance = excluded.attendance, through = excluded.through, noted_by = excluded.noted_by,
       excused_by = case when excluded.through is null then null when a.attendance = 'excused' then a.noted_by else a.excused_by end`,
    [id, person, attendance, through, notedBy],
  );
  return attendance;
}

async function unsay(work: Work, id: string, person: string): Promise<Attendance | null> {
  const again = await work.em.execute<unknown[]>(
    `update cab_attendance set attendance = 'excused', through = null, noted_by = excused_by, excused_by = null
     where meeting_id = ? and person_id = ? and excused_by is not null returning 1`,
    [id, person],
  );
  if (again.length > 0) return 'excused';
  await work.em.execute('delete from cab_attendance where meeting_id = ? and person_id = ?', [
    id,
    person,
  ]);
  return null;
}

/** Who stands in takes back what they have said, and says nothing over a member who is there, or there through somebody else. */
const isOpenTo = (
  standIn: string,
  before: Noted | undefined,
  attendance: Attendance | null,
): boolean =>
  before?.through === standIn || (attendance !== null && before?.attendance !== 'present');

/**
 * Who runs it for somebody else takes no presence away that the member, the chair or a deputy has noted: their own casting vote
 * hangs on who is there.
 * @throws DomainError not_permitted
 */
async function demandNotSaid(
  work: Work,
  { board_id: board }: LockedMeeting,
  memberId: string,
  before: Noted | undefined,
): Promise<void> {
  if (before?.attendance !== 'present' || before.through !== null) return;
  const { role } = await standingOn(work, board, before.noted_by);
  const isLead = role === 'chair' || role === 'deputy';
  if (before.noted_by === memberId || isLead)
    throw new DomainError(
      'not_permitted',
      'They are there: that has been noted by who may say so.',
    );
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

/**
 * Who votes while a meeting is held is there themselves, unless they have excused themselves; who runs it (`isActing`) in any case.
 * An excuse that somebody else wrote down holds no more.
 */
export async function noteTakingPart(
  work: Work,
  { id, board_id: board }: Pick<LockedMeeting, 'id' | 'board_id'>,
  person: string,
  { isActing = false }: { readonly isActing?: boolean } = {},
): Promise<void> {
  const before = await notedOf(work, id, person);
  const added = await work.em.execute<unknown[]>(
    `insert into cab_attendance as a (meeting_id, person_id, tenant_id, attendance, noted_by)
     select ?, c.person_id, current_tenant(), 'present', c.person_id from cab_member c where c.board_id = ? and c.person_id = ?
     on conflict (meeting_id, person_id) do update set attendance = 'present', through = null, noted_by = excluded.noted_by, excused_by = null
       where a.through is not null or a.noted_by <> a.person_id or (? and a.attendance = 'excused') returning person_id`,
    [id, board, person, isActing],
  );
  const wasThere = before?.attendance === 'present' && before.through === null;
  if (added.length > 0 && !wasThere) await told(work, id, person, 'present', null);
}

/** Who begins a meeting, decides or turns its pages while it is held is there; who does not sit there, for whom they stand in. */
export async function noteActing(
  work: Work,
  meeting: Pick<LockedMeeting, 'id' | 'board_id' | 'state' | 'is_virtual'>,
  personId: string,
): Promise<void> {
  if (meeting.state !== 'open' || meeting.is_virtual) return;
  await noteTakingPart(work, meeting, personId, { isActing: true });
  const { role, standsInFor } = await standingOn(work, meeting.board_id, personId);
  if (role !== null || standsInFor.length === 0) return;
  for (const { id } of standsInFor) await noteStandIn(work, meeting, id, personId);
  await noteSpoken(work, meeting, personId);
}

/** A member is there through who speaks for them, unless they are there themselves, or through somebody else. */
export async function noteStandIn(
  work: Work,
  { id }: Pick<LockedMeeting, 'id'>,
  member: string,
  standIn: string,
): Promise<void> {
  if ((await notedOf(work, id, member))?.attendance === 'present') return;
  await write(work, id, member, { attendance: 'present', through: standIn, notedBy: standIn });
  await told(work, id, member, 'present', standIn);
}

/**
 * Nobody is there through who does not stand in for them at that moment, or at the hour of the meeting where none is said. The
 * board is held.
 */
export async function endThrough(work: Work, meetingId: string, at: Date | null): Promise<void> {
  const lapsed = await work.em.execute<{ id: string }[]>(
    `select a.person_id as id from cab_attendance a join cab_meeting m on m.id = a.meeting_id
     where m.id = ? and m.state in ('planned', 'open') and a.through is not null and not exists (
       select from board_stand_ins(m.board_id, coalesce(?::timestamptz, m.scheduled_at)) s
       where s.for_id = a.person_id and s.person_id = a.through)
     order by a.person_id`,
    [meetingId, at],
  );
  for (const { id } of lapsed)
    await told(work, meetingId, id, await unsay(work, meetingId, id), null);
  if (lapsed.length > 0) await touch(work, meetingId);
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
