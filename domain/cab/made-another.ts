/**
 * What is before a board becomes another: another plan, another risk, or it touches something else. What was said until then was
 * said of another change and counts no more, nor does what is decided and not final yet. Who has stepped back stays so. Whoever
 * had spoken is told; whoever runs the meeting where something had been decided is too.
 */
import { PLAN_TEXTS } from '#engine/changes/plan.ts';
import { lockSchedule } from '../changes/lock.ts';
import { record } from '../events/record.ts';
import { shownInstant, spoken } from '../mail/languages.ts';
import type { Reader } from '../mail/notices.ts';
import { instantText } from '../tickets/sql.ts';
import type { Work } from '../work.ts';
import { lockBoard, type Named } from './board.ts';
import { takeBack } from './decide.ts';
import { counts } from './holding.ts';
import { type Decision, type MeetingState, touch } from './meeting.ts';
import { tellBoard } from './tell-board.ts';

/** What a board looks at. */
const SEEN = [
  'kind',
  'risk',
  'plannedFrom',
  'plannedTo',
  'steps',
  'configItems',
  ...PLAN_TEXTS,
] as const;

/** The board had spoken of it until then, sometime. */
export type Alteration = {
  readonly at: string;
  readonly by: Named | null;
  readonly fields: readonly string[];
  readonly reason: string | null;
};

type Review = {
  readonly id: string;
  readonly board_id: string;
  readonly board: string;
  readonly number: string;
  /** The one that it is made now. */
  readonly plan: number;
  readonly meeting_id: string | null;
  /** What the meeting is called, and when it is; null where it waits for one. */
  readonly meeting: string | null;
  readonly at: string | null;
  readonly state: MeetingState | null;
  readonly decision: Decision | null;
};

/** Behind the lock of the ticket; takes those of the schedule and of the boards it is before. `fields`: what of it has become another. */
export async function madeAnother(
  work: Work,
  ticketId: string,
  fields: readonly string[],
  reason?: string,
): Promise<void> {
  const seen = SEEN.filter((field) => fields.includes(field));
  if (seen.length === 0) return;
  const boards = await work.em.execute<{ id: string }[]>(
    `select distinct board_id as id from cab_review where ticket_id = ? and state = 'waiting' order by board_id`,
    [ticketId],
  );
  if (boards.length === 0) return;
  // Its status may move in the same transaction, and who puts another before the board holds the schedule first.
  await lockSchedule(work);
  for (const { id } of boards) await lockBoard(work, id);
  const reviews = await work.em.execute<Review[]>(
    `select r.id, r.board_id, b.name as board, t.number, r.plan + 1 as plan, r.meeting_id, m.name as meeting, m.state, ${instantText('m.scheduled_at')} as at, i.decision
     from cab_review r join ticket t on t.id = r.ticket_id join cab_board b on b.id = r.board_id left join cab_meeting m on m.id = r.meeting_id
       left join cab_item i on i.meeting_id = r.meeting_id and i.review_id = r.id
     where r.ticket_id = ? and r.state = 'waiting' order by r.board_id, r.id`,
    [ticketId],
  );
  for (const review of reviews) await askAnew(work, ticketId, review, seen, reason ?? null);
}

async function askAnew(
  work: Work,
  ticketId: string,
  review: Review,
  fields: readonly string[],
  reason: string | null,
): Promise<void> {
  const isDecided = review.decision !== null && review.decision !== 'deferred';
  const concerned = await concernedBy(work, review, isDecided);
  const by = work.actor.kind === 'person' ? work.actor.id : null;
  const { id, plan, meeting_id: meeting, state } = review;
  await work.em.execute(
    `update cab_review r set plan = ?, altered = case when ? or exists (select from cab_vote v where v.review_id = r.id and v.vote <> 'recused')
       then altered || ?::jsonb else altered end where id = ?`,
    [plan, isDecided, JSON.stringify({ plan, at: work.now.toISOString(), by, fields, reason }), id],
  );
  await tell(work, review, concerned);
  if (meeting === null || state === null) return;
  await work.em.execute(
    'update cab_item set plan = ?, version = version + 1 where meeting_id = ? and review_id = ?',
    [plan, meeting, id],
  );
  if (isDecided) await undecide(work, { id: meeting, state }, id);
  await touch(work, meeting);
  await record(work, {
    type: 'meeting.planAltered',
    subject: { kind: 'meeting', id: meeting },
    ticketId,
    ...(isDecided ? { changes: { decision: { before: review.decision, after: null } } } : {}),
    data: { meeting: review.meeting, fields, internal: true },
  });
}

async function undecide(
  work: Work,
  meeting: Parameters<typeof takeBack>[1],
  reviewId: string,
): Promise<void> {
  await takeBack(work, meeting, { review_id: reviewId });
  await work.em.execute(
    `update cab_item set casting_vote = false, conditions = '[]' where meeting_id = ? and review_id = ?`,
    [meeting.id, reviewId],
  );
}

type Concerned = Named & Reader & { readonly hasSpoken: boolean };

/** Whose word for a seat counts no more, and, where it was decided, chair and deputies and who stands in for them. */
const concernedBy = (work: Work, { id, board_id }: Review, isDecided: boolean) =>
  work.em.execute<Concerned[]>(
    `with said as (select distinct on (v.person_id) v.*, v as word from cab_vote v where v.review_id = ? order by v.person_id, v.seq desc),
       spoke as (select case when w.stand_in then w.actor_id else w.person_id end as id
         from said w join cab_review r on r.id = w.review_id join cab_member c on c.board_id = r.board_id and c.person_id = w.person_id
         where ${counts('w', 'w.word', 'r')} and w.vote <> 'recused'),
       lead as (select c.person_id as id from cab_member c where c.board_id = ? and c.role <> 'member')
     select p.id, p.email, p.name, p.locale, p.time_zone as "timeZone", exists (select from spoke x where x.id = p.id) as "hasSpoken" from person p
     where p.active and (p.id in (select id from spoke) or ? and (p.id in (select id from lead)
       or exists (select from board_stand_ins(?, ?) s where s.person_id = p.id and s.for_id in (select id from lead))))
     order by p.name, p.id`,
    [id, work.now, board_id, isDecided, board_id, work.now],
  );

async function tell(
  work: Work,
  { id, board, number, plan, meeting_id: meeting, meeting: name, at }: Review,
  concerned: readonly Concerned[],
): Promise<void> {
  const told = concerned.map((person) => {
    const about = {
      name: name ?? board,
      number,
      at: at === null ? null : shownInstant(at, person),
      hasSpoken: person.hasSpoken,
    };
    const key = `altered:${id}:${plan}:${person.id}`;
    return { key, person, ...spoken(WORDS, person.locale)(about) };
  });
  await tellBoard(work, meeting, told);
}

type Telling = {
  readonly name: string;
  readonly number: string;
  /** When it comes up; null where it waits for a meeting. */
  readonly at: string | null;
  readonly hasSpoken: boolean;
};

const WORDS = {
  en: ({ name, number, at, hasSpoken }: Telling) => ({
    subject: `${name}: ${number} has changed since ${hasSpoken ? 'you voted' : 'it was decided'}`,
    body: hasSpoken
      ? `${number} ${at === null ? 'waits for a meeting' : `is on the agenda (${at})`} and has been changed since you voted on it. Your vote was about what it was, and no longer counts: look at what is planned now, and vote again.`
      : `${number} is on the agenda (${at}) and has been changed since it was decided there. That decision no longer holds: look at what is planned now, and have it decided again.`,
  }),
  ar: ({ name, number, at, hasSpoken }: Telling) => ({
    subject: `${name}: تغيّر ${number} منذ ${hasSpoken ? 'أن صوّتّ عليه' : 'أن بُتَّ فيه'}`,
    body: hasSpoken
      ? `${number} ${at === null ? 'ينتظر اجتماعًا' : `على جدول الأعمال (${at})`}، وقد تغيّر منذ أن صوّتّ عليه. كان صوتك على ما كان عليه، فلا يُحسب: انظر إلى ما هو مخطط الآن وصوّت من جديد.`
      : `${number} على جدول الأعمال (${at})، وقد تغيّر منذ أن بُتَّ فيه هناك. لم يعد ذلك القرار قائمًا: انظر إلى ما هو مخطط الآن، وليُبَتّ فيه من جديد.`,
  }),
};
