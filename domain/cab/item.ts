/** One change on the agenda of one meeting: its votes, what they come to, and what is written about it. The meeting is held. */
import { DomainError } from '../errors.ts';
import { isId } from '../ids.ts';
import type { Work } from '../work.ts';
import type { ConditionDue } from './conditions.ts';
import { counts } from './holding.ts';
import type { Decision, LockedMeeting } from './meeting.ts';
import { lentOn, type Word } from './standing-in.ts';
import { type Count, countVotes, isTheirs, type Seat, withoutRequester } from './verdict.ts';

export type WantedCondition = {
  readonly text: string;
  readonly before: ConditionDue;
  readonly person: string | null;
};

export type AgendaItem = {
  readonly review_id: string;
  readonly ticket_id: string;
  readonly run_id: string | null;
  readonly token: string | null;
  /** Its place among those that stand there, from 0. */
  readonly position: number;
  readonly late: boolean;
  readonly admitted: boolean;
  readonly decision: Decision | null;
  readonly casting_vote: boolean;
  readonly note: string | null;
  readonly discussion: string;
  readonly deferred_to: string | null;
  readonly conditions: readonly WantedCondition[];
  /** Which one of the plans it has had while it was before the board. */
  readonly plan: number;
  readonly version: number;
};

const place = (item: string): string =>
  `(select count(*)::int from cab_item o join cab_review w on w.id = o.review_id and w.state <> 'withdrawn'
     where o.meeting_id = ${item}.meeting_id and not o.taken_off and (o.position, o.review_id) < (${item}.position, ${item}.review_id))`;

const SELECT = `select i.review_id, r.ticket_id, r.run_id, r.token, ${place('i')} as position, i.late, i.admitted, i.decision, i.casting_vote, i.note,
    i.discussion, i.deferred_to, i.conditions, i.plan, i.version
  from cab_item i join cab_review r on r.id = i.review_id and r.state = 'waiting' and r.meeting_id = i.meeting_id`;

/** The change that is meant, by its id or its number, where it stands on the agenda. */
export async function findChangeOn(
  work: Work,
  meetingId: string,
  ref: string,
): Promise<string | null> {
  const [found] = await work.em.execute<{ id: string }[]>(
    `select t.id from cab_item i join cab_review r on r.id = i.review_id and r.state <> 'withdrawn' join ticket t on t.id = r.ticket_id
     where i.meeting_id = ? and not i.taken_off and ${isId(ref) ? 't.id = ?' : 't.number = ?'} limit 1`,
    [meetingId, isId(ref) ? ref.toLowerCase() : ref.toUpperCase()],
  );
  return found?.id ?? null;
}

/** @throws DomainError not_found */
export async function changeOn(work: Work, meetingId: string, ref: string): Promise<string> {
  const found = await findChangeOn(work, meetingId, ref);
  if (found === null) throw notOn();
  return found;
}

const notOn = (): DomainError => new DomainError('not_found', 'This change is not on the agenda.');

/** @throws DomainError not_found */
export async function itemOf(
  work: Work,
  { id }: Pick<LockedMeeting, 'id'>,
  ticketId: string,
): Promise<AgendaItem> {
  const [item] = await work.em.execute<AgendaItem[]>(
    // One that several tokens of a run wait for stands there for all of them.
    `${SELECT} where i.meeting_id = ? and r.ticket_id = ? order by r.asked_at, r.id limit 1`,
    [id, ticketId],
  );
  if (!item) throw notOn();
  return item;
}

/** Those that are still to be decided by somebody, in their order. */
export const openItems = (work: Work, meetingId: string): Promise<AgendaItem[]> =>
  work.em.execute<AgendaItem[]>(
    `${SELECT} where i.meeting_id = ? order by i.position, i.review_id`,
    [meetingId],
  );

/**
 * What the votes on it come to now. Whoever has asked for the change is not one of those who are there, nor is a member through
 * them, nor anybody in their place or in that of others by them.
 */
export async function countOf(
  work: Work,
  meeting: Pick<LockedMeeting, 'id' | 'quorum' | 'board_id'>,
  reviewId: string,
): Promise<Count> {
  const rows = await work.em.execute<(Seat & { readonly requesterId: string })[]>(
    `select c.person_id as id, a.through, t.requester_id as "requesterId", coalesce(a.attendance = 'present', false) as "isPresent"
     from cab_review r join ticket t on t.id = r.ticket_id join cab_member c on c.board_id = r.board_id
       left join cab_attendance a on a.meeting_id = ? and a.person_id = c.person_id where r.id = ?`,
    [meeting.id, reviewId],
  );
  const words = await wordsOn(work, meeting.id, reviewId);
  const requesterId = rows[0]?.requesterId ?? null;
  const lent = requesterId === null ? [] : await lentOn(work, meeting.board_id, [requesterId]);
  const asking = { requesterId, lent };
  const seats = rows.map(({ id, through, isPresent }) => ({
    id,
    through,
    isPresent: isPresent && !isTheirs(asking, through ?? id, id),
  }));
  return countVotes(seats, withoutRequester(words, asking), meeting.quorum);
}

/** The last word of each seat, where it holds, in the order in which they were said. */
export const wordsOn = (work: Work, meetingId: string, reviewId: string): Promise<Word[]> =>
  work.em.execute<Word[]>(
    `select w.person_id as seat, case when w.stand_in then w.actor_id else w.person_id end as by, w.vote, w.stand_in as "isStandIn"
     from (select distinct on (v.person_id) v.*, v as word from cab_vote v where v.meeting_id = ? and v.review_id = ? order by v.person_id, v.seq desc) w
       join cab_item i on i.meeting_id = w.meeting_id and i.review_id = w.review_id
     where ${counts('w', 'w.word', 'i')} order by w.seq`,
    [meetingId, reviewId, work.now],
  );
