/**
 * What was said before a meeting in place of a member, and that somebody is there in their place, where who did so stands in for
 * them no more. Such a word is taken back where nothing was decided on it, and the member is told: they say it themselves, or nobody.
 */
import { record } from '../events/record.ts';
import { shownInstant, spoken } from '../mail/languages.ts';
import type { Reader } from '../mail/notices.ts';
import { instantText, personJson } from '../tickets/sql.ts';
import type { Work } from '../work.ts';
import { endThrough } from './attendance.ts';
import type { Named } from './board.ts';
import { onThisPlan } from './holding.ts';
import { touch } from './meeting.ts';
import { tellBoard } from './tell-board.ts';

/** At that moment, where the meeting begins; else by now and at its hour. The board is held. */
export async function endLapsed(work: Work, meetingId: string, at: Date | null): Promise<void> {
  await endThrough(work, meetingId, at);
  await endWords(work, meetingId, at);
}

type Lapsed = {
  readonly review_id: string;
  readonly ticket_id: string;
  readonly number: string;
  /** What the meeting is called. */
  readonly meeting: string;
  readonly member: Named & Reader;
  /** Neither the product nor the board has been left by them. */
  readonly maySay: boolean;
  readonly standIn: Named;
};

/** Of all changes on its agenda, or of this one. The board is held. */
export async function endWords(
  work: Work,
  meetingId: string,
  at: Date | null,
  reviewId: string | null = null,
): Promise<void> {
  const lapsed = await work.em.execute<Lapsed[]>(
    `select w.review_id, w.meeting, t.id as ticket_id, t.number, ${personJson('s')} as "standIn",
       ${personJson('p')} || jsonb_build_object('locale', p.locale, 'timeZone', p.time_zone) as member,
       p.active and exists (select from cab_member c where c.board_id = w.board_id and c.person_id = p.id) as "maySay"
     from (select distinct on (v.review_id, v.person_id) v.*, v as word, m.board_id, m.opened_at, m.name as meeting, i.plan as on_plan from cab_vote v join cab_meeting m on m.id = v.meeting_id
         join cab_item i on i.meeting_id = v.meeting_id and i.review_id = v.review_id and not i.taken_off and coalesce(i.decision, 'deferred') = 'deferred'
       where v.meeting_id = ? and (?::uuid is null or v.review_id = ?) order by v.review_id, v.person_id, v.seq desc) w
       join cab_review r on r.id = w.review_id and r.meeting_id = w.meeting_id and r.state = 'waiting' join ticket t on t.id = r.ticket_id
       join person p on p.id = w.person_id join person s on s.id = w.actor_id
     where w.stand_in and w.vote is not null and ${onThisPlan('w', 'w.on_plan')} and w.at <= coalesce(w.opened_at, w.at) and case when ?::timestamptz is null
       then not board_word_holds(w.word, ?)
       else not exists (select from board_stand_ins(w.board_id, ?) b where b.for_id = w.person_id and b.person_id = w.actor_id) end
     order by p.name, p.id, t.number`,
    [meetingId, reviewId, reviewId, at, work.now, at],
  );
  if (lapsed.length === 0) return;
  for (const { review_id: review, ticket_id: ticketId, meeting, member, standIn } of lapsed) {
    await work.em.execute(
      `insert into cab_vote (tenant_id, meeting_id, review_id, person_id, actor_id, stand_in, vote, at)
       values (current_tenant(), ?, ?, ?, ?, true, null, ?)`,
      [meetingId, review, member.id, standIn.id, work.now],
    );
    await work.em.execute(
      'update cab_item set version = version + 1 where meeting_id = ? and review_id = ?',
      [meetingId, review],
    );
    await record(work, {
      type: 'meeting.voteLapsed',
      subject: { kind: 'meeting', id: meetingId },
      ticketId,
      data: { meeting, voter: member.id, standIn: standIn.id, internal: true },
    });
  }
  await touch(work, meetingId);
  await tellMembers(work, meetingId, lapsed);
}

/** A mail and a note for each member and each who had spoken for them. */
async function tellMembers(
  work: Work,
  meetingId: string,
  lapsed: readonly Lapsed[],
): Promise<void> {
  const [meeting] = await work.em.execute<{ at: string; version: number }[]>(
    `select ${instantText('scheduled_at')} as at, version from cab_meeting where id = ?`,
    [meetingId],
  );
  if (!meeting) return;
  const told = Map.groupBy(
    lapsed.filter(({ maySay }) => maySay),
    ({ member, standIn }) => `${member.id}:${standIn.id}`,
  );
  const said = [...told].flatMap(([key, [first, ...more]]) => {
    if (!first) return [];
    const { member, standIn } = first;
    const numbers = [first, ...more].map(({ number }) => number);
    const words = spoken(
      WORDS,
      member.locale,
    )({
      name: first.meeting,
      at: shownInstant(meeting.at, member),
      standIn: standIn.name,
      changes: new Intl.ListFormat(member.locale, { type: 'conjunction' }).format(numbers),
    });
    return [{ key: `lapsed:${meeting.version}:${key}`, person: member, ...words }];
  });
  await tellBoard(work, meetingId, said);
}

type Telling = {
  readonly name: string;
  readonly at: string;
  readonly standIn: string;
  readonly changes: string;
};

const WORDS = {
  en: ({ name, at, standIn, changes }: Telling) => ({
    subject: `${name}: what ${standIn} said for you counts no more`,
    body: `${standIn} had voted in your place on ${changes} before the meeting (${at}), and does not stand in for you any more. So that vote does not count: vote yourself, where you can.`,
  }),
  ar: ({ name, at, standIn, changes }: Telling) => ({
    subject: `${name}: ما قاله ${standIn} نيابةً عنك لم يعد محسوبًا`,
    body: `صوّت ${standIn} نيابةً عنك على ${changes} قبل الاجتماع (${at})، ولم يعد ينوب عنك. لذلك لا يُحسب ذلك الصوت: صوّت بنفسك حيث يمكنك.`,
  }),
};
