/**
 * Keeps the invitations of those who stand in for a member: asked to what is planned in the time of their standing in, and told
 * that it takes place without them when that is so no more. Those who are away themselves are not asked.
 */
import { send } from '../outbox.ts';
import type { Work } from '../work.ts';
import { tellMeeting } from './invite.ts';

/** Of the meeting `m`. */
const ASKED = `select s.person_id from board_stand_ins(m.board_id, m.scheduled_at) s
  where not s.absent and not exists (select from cab_member c where c.board_id = m.board_id and c.person_id = s.person_id)`;

/** After somebody lets others decide for them, or no more: every planned meeting that they, or who stands in for whom, are asked to. */
export async function followDelegations(work: Work, personId: string): Promise<void> {
  await work.em.execute(
    `select from cab_board b where b.tenant_id = current_tenant() and exists (select from cab_member c where c.board_id = b.id
       and (c.person_id = ? or exists (select from delegation d where d.person_id = c.person_id and d.ended_at is null)))
     order by b.id for no key update`,
    [personId],
  );
  for (const id of await outdated(work)) await followStandIns(work, id);
}

/** After somebody may not sign in any more, or may again: those meetings see to it themselves, each with its board held. */
export async function wakeMeetings(work: Work): Promise<void> {
  for (const id of await outdated(work)) send(work, 'cab', id, { at: work.now.toISOString() });
}

/** Planned meetings to which others are asked than stand in at their hour. */
async function outdated(work: Work): Promise<readonly string[]> {
  const held = 'i.meeting_id = m.id and i.invited_at is not null';
  const meetings = await work.em.execute<{ id: string }[]>(
    `select m.id from cab_meeting m where m.tenant_id = current_tenant() and m.state = 'planned' and m.scheduled_at > ?
       and (exists (${ASKED} and not exists (select from cab_invited i where ${held} and i.person_id = s.person_id))
         or exists (select from cab_invited i where ${held} and i.person_id not in (${ASKED})))
     order by m.board_id, m.scheduled_at, m.id`,
    [work.now],
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
  const gone = await work.em.execute<{ id: string; sits: boolean }[]>(
    `update cab_invited i set invited_at = null from cab_meeting m
     where m.id = i.meeting_id and i.meeting_id = ? and i.invited_at is not null and i.person_id not in (${ASKED})
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
     select distinct m.id, a.person_id, m.tenant_id, ?::timestamptz from cab_meeting m cross join lateral (${ASKED}) a
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
