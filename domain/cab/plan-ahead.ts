/**
 * Has the next meetings of a board stand in its plan, as its rule says, so that there is always one to be put on. Where the rule
 * has changed, what it had made and nobody has begun makes room; what was on those agendas goes to the next.
 */
import { record } from '../events/record.ts';
import { newId } from '../ids.ts';
import { send } from '../outbox.ts';
import { instantText } from '../tickets/sql.ts';
import type { Work } from '../work.ts';
import { gather, leaveAgendas } from './agenda.ts';
import { type Board, getBoard } from './board.ts';
import { tellMeeting } from './invite.ts';
import { askStandIns, relieve } from './invite-stand-ins.ts';
import type { LockedMeeting } from './meeting.ts';
import { nextOccurrences, wallTime } from './occurrences.ts';

type MeetingPlan = Pick<Board, 'id' | 'name' | 'quorum' | 'virtual' | 'minutes' | 'cutOffMinutes'>;

export type NewMeeting = {
  readonly at: Date;
  readonly name?: string | undefined;
  readonly occurs?: string | null;
  readonly minutes?: number | undefined;
  readonly virtual?: boolean | undefined;
};

/** The board is held. Returns the meeting's id; null where the rule has made it already. */
export async function addMeeting(
  work: Work,
  board: MeetingPlan,
  { at, name, occurs = null, minutes = board.minutes, virtual = board.virtual }: NewMeeting,
): Promise<string | null> {
  const id = newId();
  const cutOff = new Date(at.getTime() - board.cutOffMinutes * 60_000);
  const made = await work.em.execute<unknown[]>(
    `insert into cab_meeting (id, tenant_id, board_id, name, is_virtual, quorum, occurs, scheduled_at, minutes_long, cut_off_at)
     values (?, current_tenant(), ?, ?, ?, ?, ?, ?, ?, ?) on conflict (board_id, occurs) do nothing returning id`,
    [id, board.id, name ?? board.name, virtual, board.quorum, occurs, at, minutes, cutOff],
  );
  if (made.length === 0) return null;
  await record(work, {
    type: 'meeting.planned',
    subject: { kind: 'meeting', id },
    data: { board: board.name, name: name ?? board.name, scheduledAt: at.toISOString() },
  });
  await work.em.flush();
  send(work, 'cab', id, { at: (cutOff > work.now ? cutOff : work.now).toISOString() });
  await gather(work, board.id);
  await tellMeeting(work, id, 'planned');
  await askStandIns(work, id);
  return id;
}

/** What was left on the agendas of meetings that are over goes to the next. The board is held. */
export async function planAhead(work: Work, board: Board): Promise<void> {
  const next = nextOccurrences(board, work.now);
  const outdated = await work.em.execute<{ id: string }[]>(
    `select id from cab_meeting where board_id = ? and state = 'planned' and gathered_at is null and occurs > ?
       and not occurs in (select jsonb_array_elements_text(?)) order by scheduled_at, id for no key update`,
    [
      board.id,
      wallTime(board.timeZone, work.now),
      JSON.stringify(next.map(({ occurs }) => occurs)),
    ],
  );
  for (const { id } of outdated) await drop(work, id);
  let coming = 0;
  for (const { occurs, at } of next) {
    if (coming >= AHEAD) break;
    const [same] = await work.em.execute<Same[]>(
      `select id, state = 'planned' and gathered_at is null as "isComing", state = 'planned' and gathered_at is null and not moved as follows, ${instantText('scheduled_at')} as at
       from cab_meeting where board_id = ? and occurs = ?`,
      [board.id, occurs],
    );
    if (!same) await addMeeting(work, board, { at, occurs });
    else if (same.follows && Date.parse(same.at) !== at.getTime())
      await reschedule(work, same.id, at);
    const isOpen = at.getTime() - board.cutOffMinutes * 60_000 > work.now.getTime();
    if (same ? same.isComing : isOpen) coming += 1;
  }
  await gather(work, board.id);
  await leaveAgendas(work, board.id);
}

type Same = {
  readonly id: string;
  readonly isComing: boolean;
  readonly follows: boolean;
  readonly at: string;
};

/** So many whose agenda is open are there to be put on. */
const AHEAD = 3;

/** To another time; its agenda closes as long before it as before, and is open again until then. The board is held. */
export async function reschedule(
  work: Work,
  id: string,
  at: Date,
  { byHand = false }: { readonly byHand?: boolean } = {},
): Promise<void> {
  const [moved] = await work.em.execute<{ before: string; board_id: string }[]>(
    `with old as (select id, scheduled_at from cab_meeting where id = ?)
     update cab_meeting m set scheduled_at = ?, cut_off_at = m.cut_off_at + (?::timestamptz - m.scheduled_at), moved = m.moved or ?,
       gathered_at = case when m.cut_off_at + (?::timestamptz - m.scheduled_at) <= ? then m.gathered_at end,
       sequence = sequence + 1, version = version + 1
     from old where old.id = m.id returning ${instantText('old.scheduled_at')} as before, m.board_id`,
    [id, at, at, byHand, at, work.now],
  );
  if (!moved) return;
  await record(work, {
    type: 'meeting.moved',
    subject: { kind: 'meeting', id },
    changes: { scheduledAt: { before: moved.before, after: at.toISOString() } },
  });
  await work.em.flush();
  send(work, 'cab', id, { at: work.now.toISOString() });
  await gather(work, moved.board_id);
  await relieve(work, id);
  await tellMeeting(work, id, 'moved');
  await askStandIns(work, id);
}

async function drop(work: Work, id: string): Promise<void> {
  await callOff(work, id, '');
  await work.em.execute('update cab_meeting set occurs = null where id = ?', [id]);
}

/** Called off, and another one planned in its place. The board is held. */
export async function callOffAndPlan(
  work: Work,
  { id, board_id: board }: Pick<LockedMeeting, 'id' | 'board_id'>,
  reason: string,
): Promise<void> {
  await callOff(work, id, reason);
  await planAhead(work, await getBoard(work, board));
}

/** Its agenda goes to the next as it is planned ahead. The board is held. */
async function callOff(work: Work, id: string, reason: string): Promise<void> {
  await work.em.execute(
    `update cab_meeting set state = 'cancelled', reason = ?, sequence = sequence + 1, version = version + 1 where id = ?`,
    [reason, id],
  );
  await record(work, {
    type: 'meeting.cancelled',
    subject: { kind: 'meeting', id },
    data: { reason },
  });
  await work.em.flush();
  send(work, 'cab', id, { at: null });
  await tellMeeting(work, id, 'cancelled');
}
