/** Makes, changes and removes boards. A board has one chair; what it changes about its meetings holds for those not sent out yet. */
import { DomainError, invalid, refuseTaken } from '../errors.ts';
import { changesBetween } from '../events/changes.ts';
import { record } from '../events/record.ts';
import { newId } from '../ids.ts';
import { send } from '../outbox.ts';
import { personMeant } from '../people/find.ts';
import type { Work } from '../work.ts';
import { type Board, type BoardFields, type BoardRole, getBoard, lockBoard } from './board.ts';
import { tellMeeting } from './invite.ts';
import { followStandIns } from './invite-stand-ins.ts';
import { demandMeets } from './occurrences.ts';
import { planAhead } from './plan-ahead.ts';

/** People by address or id. */
export type MemberFields = { readonly person: string; readonly role: BoardRole };
type Seat = { readonly person: string; readonly role: BoardRole };

const COLUMNS = {
  name: 'name',
  description: 'description',
  timeZone: 'time_zone',
  meets: 'meets',
  minutes: 'minutes',
  cutOffMinutes: 'cut_off_minutes',
  quorum: 'quorum',
  virtual: 'is_virtual',
} as const;

/** @throws DomainError invalid_input, already_exists */
export async function createBoard(
  work: Work,
  fields: BoardFields,
  members: readonly MemberFields[],
): Promise<Board> {
  demandMeets(fields);
  const seats = await seatsOf(work, members, fields.quorum);
  const id = newId();
  const made = await work.em.execute<unknown[]>(
    `insert into cab_board (id, tenant_id, key, name, description, time_zone, meets, minutes, cut_off_minutes, quorum, is_virtual)
     values (?, current_tenant(), ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict (tenant_id, key) do nothing returning id`,
    [
      id,
      fields.key,
      fields.name,
      fields.description,
      fields.timeZone,
      fields.meets && JSON.stringify(fields.meets),
      fields.minutes,
      fields.cutOffMinutes,
      fields.quorum,
      fields.virtual,
    ],
  );
  if (made.length === 0) refuseTaken('/key', `There is a board "${fields.key}" already.`);
  await seat(work, id, seats);
  await record(work, {
    type: 'board.created',
    subject: { kind: 'board', id },
    changes: changesBetween({}, { ...fields, members: seats }),
  });
  await planAhead(work, await getBoard(work, id));
  return getBoard(work, id);
}

/** @throws DomainError not_found, stale_version, invalid_input */
export async function changeBoard(
  work: Work,
  ref: string,
  change: Partial<Omit<BoardFields, 'key'>> & { readonly members?: readonly MemberFields[] },
  expected?: number,
): Promise<Board> {
  await lockBoard(work, (await getBoard(work, ref)).id);
  const before = await getBoard(work, ref, expected);
  const { members, ...fields } = change;
  const after = { ...before, ...fields };
  demandMeets(after);
  const old: readonly Seat[] = before.members.map(({ person, role }) => ({
    person: person.id,
    role,
  }));
  const seats = await seatsOf(work, members ?? old, after.quorum);
  const changes = changesBetween(
    { ...before, members: [...old] },
    { ...fields, ...(members ? { members: [...seats] } : {}) },
  );
  if (Object.keys(changes).length === 0) return before;
  const set = Object.entries(COLUMNS).map(([, column]) => `${column} = ?`);
  await work.em.execute(
    `update cab_board set ${set.join(', ')}, version = version + 1 where id = ?`,
    [
      ...Object.keys(COLUMNS).map((field) => {
        const value = after[field as keyof typeof COLUMNS];
        return field === 'meets' && value !== null ? JSON.stringify(value) : value;
      }),
      before.id,
    ],
  );
  if (members) await seat(work, before.id, seats);
  await record(work, {
    type: 'board.changed',
    subject: { kind: 'board', id: before.id },
    changes,
  });
  await followMeetings(work, after);
  if (members) await followMembers(work, before.id, old, seats);
  await planAhead(work, after);
  return getBoard(work, before.id);
}

/** Who comes is invited to what is planned already, and who leaves is told that it takes place without them. */
async function followMembers(
  work: Work,
  id: string,
  before: readonly Seat[],
  after: readonly Seat[],
): Promise<void> {
  const without = (some: readonly Seat[], others: readonly Seat[]) =>
    some.map(({ person }) => person).filter((one) => !others.some(({ person }) => person === one));
  const [gone, come] = [without(before, after), without(after, before)];
  if (gone.length + come.length === 0) return;
  for (const meeting of await sentAnew(work, id, "state = 'planned'")) {
    if (gone.length > 0) await tellMeeting(work, meeting, 'left', gone);
    if (come.length > 0) await tellMeeting(work, meeting, 'planned', come);
    await followStandIns(work, meeting);
  }
}

/** Meetings of a board whose invitations hold no more; their ids. */
async function sentAnew(work: Work, boardId: string, which: string): Promise<readonly string[]> {
  const rows = await work.em.execute<{ id: string }[]>(
    `update cab_meeting set sequence = sequence + 1, version = version + 1 where board_id = ? and ${which} returning id`,
    [boardId],
  );
  return rows.map(({ id }) => id);
}

/** What was not sent out yet is held as the board is now. */
async function followMeetings(
  work: Work,
  { id, quorum, minutes, cutOffMinutes, virtual }: Board,
): Promise<void> {
  await work.em.execute(
    `update cab_meeting set quorum = ?, version = version + 1 where board_id = ? and state = 'planned' and quorum <> ?`,
    [quorum, id, quorum],
  );
  const open = "state = 'planned' and gathered_at is null and occurs is not null";
  const longer = await sentAnew(work, id, `${open} and minutes_long <> ${Number(minutes)}`);
  const rows = await work.em.execute<{ id: string }[]>(
    `update cab_meeting set minutes_long = ?, is_virtual = ?, version = version + 1,
       cut_off_at = scheduled_at - ?::int * interval '1 minute'
     where board_id = ? and ${open} returning id`,
    [minutes, virtual, cutOffMinutes, id],
  );
  for (const meeting of longer) await tellMeeting(work, meeting, 'moved');
  for (const meeting of rows) send(work, 'cab', meeting.id, { at: work.now.toISOString() });
}

/** @throws DomainError not_found, stale_version; in_use while it has met, or something is before it, or a process names it */
export async function removeBoard(work: Work, ref: string, expected?: number): Promise<void> {
  await lockBoard(work, (await getBoard(work, ref)).id);
  const board = await getBoard(work, ref, expected);
  const [use] = await work.em.execute<{ what: string }[]>(
    `select 'a change is before it' as what from cab_review where board_id = ?
     union all select 'it has met' from cab_meeting where board_id = ? and state in ('open', 'ended', 'closed')
     union all select 'the process "' || p.key || '" puts changes before it' from process p
       join definition_version v on v.process_id = p.id and v.number = p.active_version
       where jsonb_path_query_array(v.definition, '$.elements[*].cab.board') @> to_jsonb(?::text)
     limit 1`,
    [board.id, board.id, board.key],
  );
  if (use) throw new DomainError('in_use', `The board cannot be removed: ${use.what}.`);
  for (const meeting of await sentAnew(work, board.id, "state = 'planned'"))
    await tellMeeting(work, meeting, 'cancelled');
  const meetings = await work.em.execute<{ id: string }[]>(
    'delete from cab_meeting where board_id = ? returning id',
    [board.id],
  );
  for (const { id } of meetings) send(work, 'cab', id, { at: null });
  await work.em.execute('delete from cab_board where id = ?', [board.id]);
  await record(work, {
    type: 'board.removed',
    subject: { kind: 'board', id: board.id },
    changes: { key: { before: board.key, after: null } },
  });
}

async function seat(work: Work, boardId: string, seats: readonly Seat[]): Promise<void> {
  await work.em.execute('delete from cab_member where board_id = ?', [boardId]);
  await work.em.execute(
    `insert into cab_member (board_id, person_id, tenant_id, role)
     select ?, person, current_tenant(), role from jsonb_to_recordset(?) as m(person uuid, role text)`,
    [boardId, JSON.stringify(seats)],
  );
}

/** @throws DomainError invalid_input */
async function seatsOf(
  work: Work,
  members: readonly MemberFields[],
  quorum: number,
): Promise<readonly Seat[]> {
  const seats: Seat[] = [];
  for (const [index, { person, role }] of members.entries()) {
    const { id } = await personMeant(work, person, `/members/${index}/person`);
    if (seats.some((one) => one.person === id))
      invalid(`/members/${index}/person`, 'sits on it already.');
    seats.push({ person: id, role });
  }
  const chairs = seats.filter(({ role }) => role === 'chair').length;
  if (chairs !== 1) invalid('/members', 'must have exactly one chair.');
  if (quorum > seats.length)
    invalid('/quorum', `cannot be more than the ${seats.length} who sit on it.`);
  return seats;
}
