/** Meetings as they are shown: with their agenda, what was said of each change, and who sits on the board. */
import { DomainError } from '../errors.ts';
import { isId } from '../ids.ts';
import { instantText, personJson } from '../tickets/sql.ts';
import type { Work } from '../work.ts';
import type { Attendance } from './attendance.ts';
import { type BoardRole, membersJson, type Named } from './board.ts';
import { CONDITION_JSON, type Condition } from './conditions.ts';
import { counts } from './holding.ts';
import type { WantedCondition } from './item.ts';
import type { Alteration } from './made-another.ts';
import { type Decision, ENDS_AT, type MeetingState } from './meeting.ts';
import { lentOn, type StandIn, standInsIn } from './standing-in.ts';
import {
  type Asking,
  type BoardVote,
  type Cast,
  isTheirs,
  type Lent,
  type Seat,
} from './verdict.ts';

export type ShownVote = {
  readonly person: Named;
  readonly vote: BoardVote;
  readonly comment: string;
  readonly at: string;
  readonly enteredBy: Named | null;
  /** Who spoke in their place. */
  readonly standIn: Named | null;
};

export type ShownItem = {
  readonly ticket: {
    readonly id: string;
    readonly number: string;
    readonly title: string;
    readonly status: string;
    readonly priority: number;
    readonly requesterId: string;
  };
  readonly state: 'waiting' | 'approved' | 'rejected' | 'deferred' | 'withdrawn';
  readonly message: string;
  readonly late: boolean;
  readonly admitted: boolean;
  readonly votes: readonly ShownVote[];
  readonly decision: Decision | null;
  readonly castingVote: boolean;
  readonly note: string | null;
  readonly discussion: string;
  readonly deferredTo: {
    readonly id: string;
    readonly name: string;
    readonly scheduledAt: string;
  } | null;
  /** Until the meeting has ended what is wanted, afterwards what was given. */
  readonly wanted: readonly (Omit<WantedCondition, 'person'> & { readonly person: Named | null })[];
  readonly conditions: readonly Condition[];
  /** Moves when it is made another; what was said of an earlier one is not among the votes. */
  readonly plan: number;
  /** The first first. */
  readonly altered: readonly Alteration[];
  /** Moves with what a decision rests on. */
  readonly version: number;
};

export type ShownMeeting = {
  readonly id: string;
  readonly board: { readonly id: string; readonly key: string; readonly name: string };
  readonly name: string;
  readonly state: MeetingState;
  readonly virtual: boolean;
  readonly scheduledAt: string;
  readonly endsAt: string;
  readonly cutOffAt: string;
  readonly gatheredAt: string | null;
  readonly openedAt: string | null;
  readonly endedAt: string | null;
  readonly closedAt: string | null;
  readonly reason: string | null;
  readonly quorum: number;
  readonly members: readonly {
    readonly person: Named;
    readonly role: BoardRole;
    readonly attendance: Attendance | null;
    /** Who is there in their place. */
    readonly through: Named | null;
  }[];
  readonly standIns: readonly StandIn[];
  /** Who stands in by nobody but somebody who has asked for one of the changes. */
  readonly lent: readonly (Lent & { readonly requesterId: string })[];
  readonly current: string | null;
  readonly minutes: string;
  /** Of its invitations. */
  readonly sequence: number;
  readonly version: number;
  readonly items: readonly ShownItem[];
};

/** Takes the present as its parameter. */
const VOTES = `(select coalesce(jsonb_agg(v.vote order by v.seq), '[]') from (
    select distinct on (c.person_id) c.seq, ${counts('c', 'c', 'i')} as holds, jsonb_build_object('person', ${personJson('p')}, 'vote', c.vote, 'comment', c.comment,
      'at', ${instantText('c.at')}, 'enteredBy', case when c.actor_id <> c.person_id and not c.stand_in then ${personJson('x')} end, 'standIn', case when c.stand_in then ${personJson('x')} end) as vote
    from cab_vote c join person p on p.id = c.person_id join person x on x.id = c.actor_id
    where c.meeting_id = i.meeting_id and c.review_id = i.review_id order by c.person_id, c.seq desc) v where v.holds)`;

const WANTED = `(select coalesce(jsonb_agg(jsonb_build_object('text', w.text, 'before', w.before,
      'person', (select ${personJson('p')} from person p where p.id = w.person))), '[]')
    from jsonb_to_recordset(i.conditions) as w(text text, before text, person uuid))`;

/** What it was made before this meeting decided, or until now. */
const ALTERED = `(select coalesce(jsonb_agg(a.one - 'plan' || jsonb_build_object('by', (select ${personJson('y')} from person y where y.id = (a.one ->> 'by')::uuid)) order by a.place), '[]')
    from jsonb_array_elements(r.altered) with ordinality as a(one, place) where (a.one ->> 'plan')::int <= i.plan)`;

const ITEMS = `(select coalesce(jsonb_agg(jsonb_build_object(
      'ticket', jsonb_build_object('id', t.id, 'number', t.number, 'title', t.title, 'status', t.status, 'priority', t.priority, 'requesterId', t.requester_id),
      'state', r.state, 'message', r.message, 'late', i.late, 'admitted', i.admitted, 'votes', ${VOTES}, 'decision', i.decision,
      'castingVote', i.casting_vote, 'note', i.note, 'discussion', i.discussion, 'version', i.version, 'plan', i.plan, 'altered', ${ALTERED}, 'wanted', ${WANTED},
      'deferredTo', (select jsonb_build_object('id', d.id, 'name', d.name, 'scheduledAt', ${instantText('d.scheduled_at')}) from cab_meeting d where d.id = i.deferred_to),
      'conditions', (select coalesce(jsonb_agg(${CONDITION_JSON} order by c.id), '[]') from cab_condition c where c.review_id = r.id and r.meeting_id = m.id))
      order by i.position, i.review_id), '[]')
    from cab_item i join cab_review r on r.id = i.review_id join ticket t on t.id = r.ticket_id where i.meeting_id = m.id and r.state <> 'withdrawn' and not i.taken_off)`;

const MEMBERS = `(select coalesce(jsonb_agg(o.member || jsonb_build_object('attendance', a.attendance, 'through', case when x.id is null then null else ${personJson('x')} end) order by o.place), '[]')
    from jsonb_array_elements(${membersJson('m.board_id')}) with ordinality as o(member, place)
    left join cab_attendance a on a.meeting_id = m.id and a.person_id = (o.member #>> '{person,id}')::uuid left join person x on x.id = a.through)`;

const AT = {
  scheduledAt: 'm.scheduled_at',
  endsAt: ENDS_AT,
  cutOffAt: 'm.cut_off_at',
  gatheredAt: 'm.gathered_at',
  openedAt: 'm.opened_at',
  endedAt: 'm.ended_at',
  closedAt: 'm.closed_at',
};

const SHOWN = `select m.id, jsonb_build_object('id', b.id, 'key', b.key, 'name', b.name) as board, m.name, m.state, m.is_virtual as virtual,
    ${Object.entries(AT)
      .map(([field, column]) => `${instantText(column)} as "${field}"`)
      .join(
        ', ',
      )}, m.reason, m.quorum, m.current_id as current, m.minutes, m.sequence, m.version, ${MEMBERS} as members, ${ITEMS} as items
  from cab_meeting m join cab_board b on b.id = m.board_id`;

/** @throws DomainError not_found */
export async function getMeeting(work: Work, id: string): Promise<ShownMeeting> {
  const rows = isId(id)
    ? await work.em.execute<Omit<ShownMeeting, 'standIns' | 'lent'>[]>(`${SHOWN} where m.id = ?`, [
        work.now,
        id.toLowerCase(),
      ])
    : [];
  if (!rows[0]) throw new DomainError('not_found', 'There is no such meeting.');
  const [meeting] = rows;
  const requesters = meeting.items.map(({ ticket }) => ticket.requesterId);
  return {
    ...meeting,
    standIns: await standInsIn(work, meeting.id),
    lent: await lentOn(work, meeting.board.id, requesters),
  };
}

/** What is counted of a change: who sits there, and what was said, by whom. */
export const countedOf = (
  meeting: Pick<ShownMeeting, 'members' | 'lent'>,
  { votes, ticket }: Pick<ShownItem, 'votes' | 'ticket'>,
): readonly [readonly Seat[], readonly Cast[]] => {
  const asking = askingFor(meeting, ticket);
  return [
    meeting.members.map(({ person, attendance, through }) => ({
      id: person.id,
      isPresent: attendance === 'present' && !isTheirs(asking, (through ?? person).id, person.id),
      through: through?.id ?? null,
    })),
    votes.map(({ person, vote, standIn }) => ({
      seat: person.id,
      by: (standIn ?? person).id,
      vote,
    })),
  ];
};

export const askingFor = (
  { lent }: Pick<ShownMeeting, 'lent'>,
  { requesterId }: ShownItem['ticket'],
): Asking => ({ requesterId, lent: lent.filter((one) => one.requesterId === requesterId) });

export type ListedMeeting = Pick<
  ShownMeeting,
  'id' | 'board' | 'name' | 'state' | 'virtual' | 'scheduledAt' | 'endsAt' | 'version'
> & { readonly items: number; readonly undecided: number };

export type MeetingPage = {
  readonly board: string | null;
  readonly states: readonly MeetingState[];
  /** Only those of boards this person sits on, or where they stand in or have; everybody's where null. */
  readonly memberId: string | null;
  /** Only those on whose agenda this change stands, not decided for good. */
  readonly change: string | null;
  readonly take: number;
  /** Instant and id of the last one seen. */
  readonly after: { readonly scheduledAt: string; readonly id: string } | null;
};

/** The latest first. */
export function listMeetings(work: Work, page: MeetingPage): Promise<ListedMeeting[]> {
  const { board, states, memberId, change, take, after } = page;
  return work.em.execute<ListedMeeting[]>(
    `select m.id, jsonb_build_object('id', b.id, 'key', b.key, 'name', b.name) as board, m.name, m.state, m.is_virtual as virtual,
       ${instantText('m.scheduled_at')} as "scheduledAt", ${instantText(ENDS_AT)} as "endsAt", m.version, c.items, c.undecided
     from cab_meeting m join cab_board b on b.id = m.board_id
       cross join lateral (select count(*)::int as items, (count(*) filter (where i.decision is null))::int as undecided
         from cab_item i join cab_review r on r.id = i.review_id and r.state <> 'withdrawn' where i.meeting_id = m.id and not i.taken_off) c
     where m.tenant_id = current_tenant() and (?::text is null or b.key = ? or b.id::text = ?)
       and (?::text = '' or m.state = any(string_to_array(?, ',')))
       and (?::uuid is null or b.id in (select boards_of(?, ?)) or exists (select from cab_invited v
         where v.meeting_id = m.id and v.person_id = ? and (v.invited_at is not null or v.spoke_at is not null)))
       and (?::uuid is null or exists (select from cab_item i join cab_review r on r.id = i.review_id and r.meeting_id = i.meeting_id and r.state = 'waiting'
         where i.meeting_id = m.id and r.ticket_id = ?))
       and (?::timestamptz is null or (m.scheduled_at, m.id) < (?::timestamptz, ?::uuid))
     order by m.scheduled_at desc, m.id desc limit ?`,
    [
      board,
      board,
      board,
      states.join(','),
      states.join(','),
      memberId,
      memberId,
      work.now,
      memberId,
      change,
      change,
      after?.scheduledAt ?? null,
      after?.scheduledAt ?? null,
      after?.id ?? null,
      take,
    ],
  );
}
