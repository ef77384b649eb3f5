/**
 * Keeps the invitations of those who stand in for a member: asked to what is planned in the time of their standing in, and told
 * that it takes place without them when that is so no more. Those who are away themselves are not asked.
 */
import { send } from '../outbox.ts';
import type { Work } from '../work.ts';
import { tellMeeting } from './invite.ts';
import { endLapsed } from './lapsed.ts';

/** Who is asked to the meeting `m`, worked out once for it. */
const ASKED = `(select coalesce(array_agg(distinct s.person_id order by s.person_id), '{}') as people from board_stand_ins(m.board_id, m.scheduled_at) s
  where not s.absent and not exists (select from cab_member c where c.board_id = m.board_id and c.person_id = s.person_id))`;

/** After somebody lets others decide for them, or no more: every planned meeting that they, or who stands in for whom, are asked to. */
export async function followDelegations(work: Work, personId: string): Promise<void> {
  const boards = await boardsBehind(work, personId);
  if (boards.length === 0) return;
  await work.em.execute(
    `select from cab_board where id in ${AMONG} order by id for no key update`,
    [JSON.stringify(boards)],
  );
  const held = await work.em.execute<{ id: string }[]>(
    `select m.id from cab_meeting m where m.board_id in ${AMONG} and m.state = 'planned'
       and (exists (select from cab_attendance a where a.meeting_id = m.id and a.through is not null)
         or exists (select from cab_vote v where v.meeting_id = m.id and v.stand_in)) order by m.board_id, m.id`,
    [JSON.stringify(boards)],
  );
  for (const { id } of held) await endLapsed(work, id, null);
  for (const id of await outdated(work, boards)) await followStandIns(work, id);
}

/** After somebody may not sign in any more, or may again: those meetings see to it themselves, each with its board held. */
export async function wakeMeetings(work: Work, personId: string): Promise<void> {
  const boards = await boardsBehind(work, personId);
  if (boards.length === 0) return;
  for (const id of await outdated(work, boards))
    send(work, 'cab', id, { at: work.now.toISOString() });
}

const AMONG = '(select value::uuid from jsonb_array_elements_text(?::jsonb))';

/** The boards on which somebody sits, or may come to stand in for who does: now, or when a delegation begins. */
async function boardsBehind(work: Work, personId: string): Promise<readonly string[]> {
  const rows = await work.em.execute<{ id: string }[]>(
    `with recursive behind as (
       select ?::uuid as person_id, 0 as length
       union
       select d.person_id, b.length + 1 from behind b join delegate e on e.person_id = b.person_id
         join delegation d on d.id = e.delegation_id and d.ended_at is null and d.processes is null and (d.until_at is null or d.until_at > ?)
       where b.length < 5)
     select distinct c.board_id as id from cab_member c where c.person_id in (select b.person_id from behind b) order by c.board_id`,
    [personId, work.now],
  );
  return rows.map(({ id }) => id);
}

/** Planned meetings to which others are asked than stand in at their hour. */
async function outdated(work: Work, boards: readonly string[]): Promise<readonly string[]> {
  const meetings = await work.em.execute<{ id: string }[]>(
    `select m.id from cab_meeting m cross join lateral ${ASKED} asked
     where m.board_id in ${AMONG} and m.state = 'planned' and m.scheduled_at > ?
       and asked.people <> array(select i.person_id from cab_invited i where i.meeting_id = m.id and i.invited_at is not null order by i.person_id)
     order by m.board_id, m.scheduled_at, m.id`,
    [JSON.stringify(boards), work.now],
  );
  return meetings.map(({ id }) => id);
}

/** The board is held. */
export async function followStandIns(work: Work, meetingId: string): Promise<void> {
  await relieve(work, meetingId);
  await askStandIns(work, meetingId);
}

/** Those who stand in for nobody at its hour any more. The board is held. */
export async function relieve(work: Work, meetingId: string): Promise<void> {
  await endLapsed(work, meetingId, null);
  const gone = await work.em.execute<{ id: string; sits: boolean }[]>(
    `update cab_invited i set invited_at = null from cab_meeting m cross join lateral ${ASKED} asked
     where m.id = i.meeting_id and i.meeting_id = ? and i.invited_at is not null and i.person_id <> all(asked.people)
     returning i.person_id as id, exists (select from cab_member c where c.board_id = m.board_id and c.person_id = i.person_id) as sits`,
    [meetingId],
  );
  // Who sits there now has been invited for themselves.
  const told = gone.filter(({ sits }) => !sits).map(({ id }) => id);
  if (told.length === 0) return;
  await sendAnew(work, meetingId);
  await tellMeeting(work, meetingId, 'relieved', told);
}

/** Those who are not asked yet. The board is held. */
export async function askStandIns(work: Work, meetingId: string): Promise<void> {
  const come = await work.em.execute<{ id: string }[]>(
    `insert into cab_invited as i (meeting_id, person_id, tenant_id, invited_at)
     select m.id, one.person, m.tenant_id, ?::timestamptz from cab_meeting m cross join lateral ${ASKED} asked cross join lateral unnest(asked.people) as one(person)
     where m.id = ? and m.state = 'planned'
     on conflict (meeting_id, person_id) do update set invited_at = excluded.invited_at where i.invited_at is null
     returning i.person_id as id`,
    [work.now, meetingId],
  );
  if (come.length === 0) return;
  // A calendar that has taken in that it was called off takes only what comes after that.
  await sendAnew(work, meetingId);
  await tellMeeting(
    work,
    meetingId,
    'planned',
    come.map(({ id }) => id),
  );
}

async function sendAnew(work: Work, meetingId: string): Promise<void> {
  await work.em.execute(
    'update cab_meeting set sequence = sequence + 1, version = version + 1 where id = ?',
    [meetingId],
  );
}
