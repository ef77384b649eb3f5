/**
 * What is before a board becomes another: another plan, another risk, or it touches something else. What was said until then was
 * said of another change and counts no more, nor does what is decided and not final yet. Who has stepped back stays so. Whoever
 * had spoken is told; whoever runs the meeting where something had been decided is too.
 */
import { record } from '../events/record.ts';
import { shownInstant, spoken } from '../mail/languages.ts';
import type { Reader } from '../mail/notices.ts';
import { instantText } from '../tickets/sql.ts';
import type { Work } from '../work.ts';
import { lockBoard, type Named } from './board.ts';
import { counts } from './item.ts';
import { type Decision, touch } from './meeting.ts';
import { tellBoard } from './tell-board.ts';

/** What a board looks at. */
const SEEN = ['kind', 'risk', 'plannedFrom', 'plannedTo', 'steps', 'configItems'] as const;
const TEXTS = ['impact', 'implementation', 'testPlan', 'communication', 'backOut'] as const;

export type Altered = {
  readonly at: string;
  readonly by: Named | null;
  readonly fields: readonly string[];
  readonly reason: string | null;
};

type Review = {
  readonly id: string;
  readonly board_id: string;
  readonly number: string;
  /** The one that was spoken about. */
  readonly plan: number;
  readonly meeting_id: string | null;
  /** What the meeting is called, and when it is; null where it waits for one. */
  readonly meeting: string | null;
  readonly at: string | null;
  readonly decision: Decision | null;
};

/** Behind the lock of the ticket; takes those of the boards it is before. `fields`: what of it has become another. */
export async function madeAnother(
  work: Work,
  ticketId: string,
  fields: readonly string[],
  reason?: string,
): Promise<void> {
  const seen = [...SEEN, ...TEXTS].filter((field) => fields.includes(field));
  if (seen.length === 0) return;
  const boards = await work.em.execute<{ id: string }[]>(
    `select distinct board_id as id from cab_review where ticket_id = ? and state = 'waiting' order by board_id`,
    [ticketId],
  );
  for (const { id } of boards) await lockBoard(work, id);
  if (boards.length === 0) return;
  const reviews = await work.em.execute<Review[]>(
    `select r.id, r.board_id, t.number, r.plan, r.meeting_id, m.name as meeting, ${instantText('m.scheduled_at')} as at, i.decision
     from cab_review r join ticket t on t.id = r.ticket_id left join cab_meeting m on m.id = r.meeting_id
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
  const altered =
    concerned.length === 0 ? null : { at: work.now.toISOString(), by, fields, reason };
  await work.em.execute(
    'update cab_review set plan = plan + 1, altered = coalesce(?::jsonb, altered) where id = ?',
    [altered && JSON.stringify(altered), review.id],
  );
  const { meeting_id: meeting } = review;
  if (meeting === null) return;
  await work.em.execute(
    `update cab_item set plan = plan + 1, version = version + 1 ${isDecided ? `, decision = null, casting_vote = false, conditions = '[]'` : ''}
     where meeting_id = ? and review_id = ?`,
    [meeting, review.id],
  );
  await touch(work, meeting);
  await record(work, {
    type: 'meeting.planAltered',
    subject: { kind: 'meeting', id: meeting },
    ticketId,
    ...(isDecided ? { changes: { decision: { before: review.decision, after: null } } } : {}),
    data: { meeting: review.meeting, fields, internal: true },
  });
  await tell(work, review, concerned);
}

type Concerned = Named & Reader & { readonly hasSpoken: boolean };

/** Who has said something that counts no more, and, where it was decided, who runs the meeting; those who may still act there. */
const concernedBy = (work: Work, { id, board_id }: Review, isDecided: boolean) =>
  work.em.execute<Concerned[]>(
    `with said as (select distinct on (v.person_id) v.*, v as word from cab_vote v where v.review_id = ? order by v.person_id, v.seq desc),
       spoke as (select case when w.stand_in then w.actor_id else w.person_id end as id
         from said w join cab_review r on r.id = w.review_id where ${counts('w', 'w.word', 'r')} and w.vote <> 'recused')
     select p.id, p.email, p.name, p.locale, p.time_zone as "timeZone", exists (select from spoke x where x.id = p.id) as "hasSpoken" from person p
     where p.active and (p.id in (select id from spoke) or ? and exists (select from cab_member c where c.board_id = ? and c.person_id = p.id and c.role <> 'member'))
       and (exists (select from cab_member c where c.board_id = ? and c.person_id = p.id) or exists (select from board_stand_ins(?, ?) s where s.person_id = p.id))
     order by p.name, p.id`,
    [id, work.now, isDecided, board_id, board_id, board_id, work.now],
  );

/** Where it stands on no agenda, they are asked when it does again. */
async function tell(
  work: Work,
  { id, number, plan, meeting_id: meeting, meeting: name, at }: Review,
  concerned: readonly Concerned[],
): Promise<void> {
  if (meeting === null || name === null || at === null) return;
  const told = concerned.map((person) => {
    const about = { name, number, at: shownInstant(at, person), hasSpoken: person.hasSpoken };
    const key = `altered:${id}:${plan}:${person.id}`;
    return { key, person, ...spoken(WORDS, person.locale)(about) };
  });
  await tellBoard(work, meeting, told);
}

type Telling = {
  readonly name: string;
  readonly number: string;
  readonly at: string;
  readonly hasSpoken: boolean;
};

const WORDS = {
  en: ({ name, number, at, hasSpoken }: Telling) => ({
    subject: `${name}: ${number} has changed since ${hasSpoken ? 'you voted' : 'it was decided'}`,
    body: hasSpoken
      ? `${number} is on the agenda (${at}) and has been changed since you voted on it. Your vote was about what it was, and no longer counts: look at what is planned now, and vote again.`
      : `${number} is on the agenda (${at}) and has been changed since it was decided there. That decision no longer holds: look at what is planned now, and have it decided again.`,
  }),
  ar: ({ name, number, at, hasSpoken }: Telling) => ({
    subject: `${name}: تغيّر ${number} منذ ${hasSpoken ? 'أن صوّتّ عليه' : 'أن بُتَّ فيه'}`,
    body: hasSpoken
      ? `${number} على جدول الأعمال (${at})، وقد تغيّر منذ أن صوّتّ عليه. كان صوتك على ما كان عليه، فلا يُحسب: انظر إلى ما هو مخطط الآن وصوّت من جديد.`
      : `${number} على جدول الأعمال (${at})، وقد تغيّر منذ أن بُتَّ فيه هناك. لم يعد ذلك القرار قائمًا: انظر إلى ما هو مخطط الآن، وليُبَتّ فيه من جديد.`,
  }),
};
