/**
 * Whoever stands in for somebody stands in for them on boards as well: they may vote where the member is not there and has not
 * said anything themselves, neither of the two has asked for the change, and who votes has not stepped back from it.
 */
import { DomainError } from '../errors.ts';
import { personJson } from '../tickets/sql.ts';
import type { Work } from '../work.ts';
import type { BoardRole, Named } from './board.ts';
import { onThisPlan } from './holding.ts';
import { type Asking, type BoardVote, isTheirs, type Lent } from './verdict.ts';

export type Represented = { readonly id: string; readonly role: BoardRole };

/** What somebody is on a board, and whom they stand in for there now. */
export type Standing = {
  readonly role: BoardRole | null;
  readonly standsInFor: readonly Represented[];
};

export async function standingOn(work: Work, boardId: string, personId: string): Promise<Standing> {
  const rows = await work.em.execute<(Represented & { readonly own: boolean })[]>(
    `select c.person_id as id, c.role, c.person_id = ? as own from cab_member c
     where c.board_id = ? and (c.person_id = ?
       or exists (select from board_stand_ins(c.board_id, ?) s where s.for_id = c.person_id and s.person_id = ?))
     order by array_position(array['chair', 'deputy', 'member'], c.role), c.person_id`,
    [personId, boardId, personId, work.now, personId],
  );
  return {
    role: rows.find(({ own }) => own)?.role ?? null,
    standsInFor: rows.filter(({ own }) => !own).map(({ id, role }) => ({ id, role })),
  };
}

/** What somebody runs a meeting by: their own seat, and those of whom they stand in for. */
export const rolesOf = ({ role, standsInFor }: Standing): readonly BoardRole[] => [
  ...(role === null ? [] : [role]),
  ...standsInFor.map((one) => one.role),
];

/** The last word of a seat. */
export type Word = {
  readonly seat: string;
  readonly by: string;
  readonly vote: BoardVote;
  readonly isStandIn: boolean;
};

/** What is known of a change where somebody would speak for a member. */
export type Heard = Asking & {
  readonly words: readonly Word[];
  /** The members who are there themselves. */
  readonly there: readonly string[];
};

/** Why somebody who stands in for this member may not say this for them on a change; null where they may. */
export function refusalFor(
  personId: string,
  memberId: string,
  vote: BoardVote | null,
  heard: Heard,
): DomainError | null {
  const { words, there } = heard;
  const own = (id: string) => words.find(({ seat, isStandIn }) => seat === id && !isStandIn);
  // Who steps back takes nothing away that somebody else has said for the member.
  const spoken = words.find(({ seat }) => seat === memberId);
  const stepsBack = vote === 'recused' && (spoken === undefined || spoken.by === personId);
  if (isTheirs(heard, personId, memberId) && !stepsBack)
    return new DomainError(
      'own_request',
      'Who has asked for a change steps back from the decision about it, and so does who stands in for them.',
    );
  if (own(memberId))
    return new DomainError('already_voted', 'They have said it themselves, and that counts.');
  if (own(personId)?.vote === 'recused')
    return new DomainError(
      'not_permitted',
      'Who has stepped back from a change does not vote on it for others either.',
    );
  if (there.includes(memberId))
    return new DomainError('not_permitted', 'They are there, and vote themselves.');
  return null;
}

/** The members who are there themselves. */
export const thereIn = (work: Work, meetingId: string, boardId: string): Promise<Represented[]> =>
  work.em.execute<Represented[]>(
    `select c.person_id as id, c.role from cab_attendance a join cab_member c on c.board_id = ? and c.person_id = a.person_id
     where a.meeting_id = ? and a.attendance = 'present' and a.through is null`,
    [boardId, meetingId],
  );

/** Who stands in on a board for another member by nobody but one of these people, who have asked for changes. */
export const lentOn = (
  work: Work,
  boardId: string,
  requesters: readonly string[],
): Promise<(Lent & { readonly requesterId: string })[]> =>
  work.em.execute<(Lent & { readonly requesterId: string })[]>(
    `select r.value as "requesterId", s.for_id as "forId", s.person_id as "personId"
     from (select distinct value from jsonb_array_elements_text(?)) r cross join board_stand_ins(?, ?) s
     where s.for_id <> r.value::uuid and exists (select from delegation d where d.person_id = r.value::uuid and d.ended_at is null)
       and not exists (select from board_stand_ins(?, ?, r.value::uuid) x where x.for_id = s.for_id and x.person_id = s.person_id)`,
    [JSON.stringify(requesters), boardId, work.now, boardId, work.now],
  );

/** `now`: they do already; otherwise they will at the hour of the meeting. */
export type StandIn = {
  readonly for: Named;
  readonly person: Named;
  readonly now: boolean;
};

export const standInsIn = (work: Work, meetingId: string): Promise<StandIn[]> =>
  work.em.execute<StandIn[]>(
    `select ${personJson('f')} as "for", ${personJson('p')} as person, bool_or(s.now) as now from cab_meeting m
       cross join lateral (select n.for_id, n.person_id, true as now from board_stand_ins(m.board_id, ?) n
         union all select l.for_id, l.person_id, false from board_stand_ins(m.board_id, m.scheduled_at) l where m.state = 'planned') s
       join person f on f.id = s.for_id join person p on p.id = s.person_id
     where m.id = ? group by f.id, p.id order by f.name, f.id, p.name, p.id`,
    [work.now, meetingId],
  );

/** Beside those who sit there: who was asked to a meeting, or has spoken in it, in place of one of them. */
export async function wasThere(work: Work, meetingId: string, personId: string): Promise<boolean> {
  const rows = await work.em.execute<unknown[]>(
    'select 1 from cab_invited where meeting_id = ? and person_id = ? and (invited_at is not null or spoke_at is not null)',
    [meetingId, personId],
  );
  return rows.length > 0;
}

/** Who has spoken in a meeting sees it from then on; what is said before it gives no sight of it yet. */
export async function noteSpoken(
  work: Work,
  { id, state }: { readonly id: string; readonly state: string },
  personId: string,
): Promise<void> {
  if (state !== 'open') return;
  await work.em.execute(
    `insert into cab_invited (meeting_id, person_id, tenant_id, spoke_at) values (?, ?, current_tenant(), ?)
     on conflict (meeting_id, person_id) do update set spoke_at = excluded.spoke_at`,
    [id, personId, work.now],
  );
}

/** When it begins: those whose word for a member stands, or through whom one is there. The meeting is held. */
export async function noteAllSpoken(work: Work, meetingId: string): Promise<void> {
  await work.em.execute(
    `insert into cab_invited (meeting_id, person_id, tenant_id, spoke_at)
     select ?, spoke.id, current_tenant(), ? from (
       select w.actor_id as id from (select distinct on (v.review_id, v.person_id) v.actor_id, v.stand_in and v.vote is not null and ${onThisPlan('v', 'i.plan')} as speaks from cab_vote v
         join cab_item i on i.meeting_id = v.meeting_id and i.review_id = v.review_id and not i.taken_off
         where v.meeting_id = ? order by v.review_id, v.person_id, v.seq desc) w where w.speaks
       union select a.through from cab_attendance a where a.meeting_id = ? and a.through is not null) spoke
     on conflict (meeting_id, person_id) do update set spoke_at = excluded.spoke_at`,
    [meetingId, work.now, meetingId, meetingId],
  );
}
