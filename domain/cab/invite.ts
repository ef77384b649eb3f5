/**
 * Tells whoever sits on a board, and who stands in for them, of its meetings, each in their own language and time zone: that one is planned, has another
 * time or is called off (with the invitation for their calendar), what is on its agenda once that is closed, and its minutes.
 */
import { toIso } from '../instants.ts';
import { shownInstant, spoken } from '../mail/languages.ts';
import { toMailRow } from '../mail/mail-row.ts';
import type { Reader } from '../mail/notices.ts';
import { noteFor } from '../processes/tell-people.ts';
import { instantText, personJson } from '../tickets/sql.ts';
import type { Work } from '../work.ts';
import { type BoardRole, membersJson, type Named } from './board.ts';
import { invitationTo } from './invitation.ts';
import { ENDS_AT } from './meeting.ts';

export type MeetingTelling =
  | 'planned'
  | 'moved'
  | 'cancelled'
  | 'left'
  | 'relieved'
  | 'gathered'
  | 'closed';

type Row = {
  readonly id: string;
  readonly name: string;
  readonly from: string;
  readonly to: string;
  readonly is_virtual: boolean;
  readonly sequence: number;
  readonly reason: string | null;
  readonly minutes: string;
  readonly members: readonly { readonly person: Named; readonly role: BoardRole }[];
  /** At its hour. */
  readonly standIns: readonly { readonly person: Named; readonly for: readonly Named[] }[];
  readonly agenda: readonly { readonly number: string; readonly title: string }[];
};
type Told = Reader & Named;

/** `to`: these people alone, whether or not they still sit there. */
export async function tellMeeting(
  work: Work,
  id: string,
  kind: MeetingTelling,
  to: readonly string[] | null = null,
): Promise<void> {
  const [meeting] = await work.em.execute<Row[]>(
    `select m.id, m.name, ${instantText('m.scheduled_at')} as "from", ${instantText(ENDS_AT)} as "to", m.is_virtual, m.sequence,
       m.reason, m.minutes, ${membersJson('m.board_id')} as members, ${STAND_INS} as "standIns",
       (select coalesce(jsonb_agg(jsonb_build_object('number', t.number, 'title', t.title) order by i.position, t.number), '[]')
         from cab_item i join cab_review r on r.id = i.review_id join ticket t on t.id = r.ticket_id where i.meeting_id = m.id and r.meeting_id = m.id and r.state = 'waiting') as agenda
     from cab_meeting m where m.id = ?`,
    [id],
  );
  if (!meeting) return;
  const told = await work.em.execute<Told[]>(
    `select p.id, p.name, p.email, p.locale, p.time_zone as "timeZone" from person p where ${REACHED} and (case when ?::jsonb is null
       then p.id in (select c.person_id from cab_member c join cab_meeting m on m.board_id = c.board_id where m.id = ? and not (? and ${AWAY}))
         or p.id in (select i.person_id from cab_invited i where i.meeting_id = ? and (i.invited_at is not null or (? and i.spoke_at is not null)))
       else p.id::text in (select jsonb_array_elements_text(?::jsonb)) end) order by p.id`,
    [
      kind === 'left' || kind === 'relieved',
      to && JSON.stringify(to),
      id,
      kind === 'gathered',
      work.now,
      id,
      kind === 'closed',
      to && JSON.stringify(to),
    ],
  );
  const link = work.webUrl === undefined ? null : `${work.webUrl}/cab/${id}`;
  const chair = meeting.members.find(({ role }) => role === 'chair')?.person ?? null;
  const invitation =
    kind === 'gathered' || kind === 'closed'
      ? null
      : invitationTo(
          {
            ...meeting,
            from: toIso(meeting.from),
            to: toIso(meeting.to),
            cancelled: OFF.includes(kind),
            chair,
            link,
            members: meeting.members.map(({ person }) => person),
            standIns: meeting.standIns,
          },
          work.now,
        );
  const said = told.map((reader) => ({
    reader,
    words: spoken(WORDS, reader.locale)[kind](meeting, shownInstant(meeting.from, reader)),
    stands: standsFor(meeting, reader),
  }));
  const mails = said.map(({ reader, words, stands }) =>
    toMailRow(work, {
      dedupeKey: `meeting:${id}:${kind}:${meeting.sequence}:${reader.id}`,
      to: reader.email,
      subject: words.subject,
      body: [words.body, stands, ...(link === null ? [] : [link])].filter(Boolean).join('\n\n'),
      personId: reader.id,
      invitation,
    }),
  );
  const notes = said.map(({ reader, words }) => noteFor(reader.id, words.subject, null, id));
  await work.em.flush();
  await work.em.execute('select tell_people(?, ?, ?)', [
    JSON.stringify(mails),
    JSON.stringify(notes),
    work.now,
  ]);
  work.sent.value = true;
}

/** These take the meeting out of a calendar. */
const OFF: readonly MeetingTelling[] = ['cancelled', 'left', 'relieved'];

const STAND_INS = `(select coalesce(jsonb_agg(jsonb_build_object('person', one.person, 'for', one.members) order by one.person ->> 'name', one.person ->> 'id'), '[]')
  from (select ${personJson('p')} as person, jsonb_agg(${personJson('f')} order by f.name, f.id) as members
    from board_stand_ins(m.board_id, m.scheduled_at) s join person p on p.id = s.person_id join person f on f.id = s.for_id
    where not s.absent and not exists (select from cab_member c where c.board_id = m.board_id and c.person_id = p.id) group by p.id) one)`;

/** Who is away is left out of what there is to read where somebody gets it who comes in their place. */
const AWAY = `exists (select from board_stand_ins(m.board_id, ?) s where s.for_id = c.person_id and s.away)
  and exists (select from board_stand_ins(m.board_id, m.scheduled_at) s where s.for_id = c.person_id and not s.absent
    and (s.person_id in (select i.person_id from cab_invited i where i.meeting_id = m.id and i.invited_at is not null)
      or s.person_id in (select o.person_id from cab_member o where o.board_id = m.board_id)))`;

/** Who may not sign in any more takes a meeting out of their calendar all the same; nobody writes to who is erased. */
const REACHED = `(p.active or (? and not exists (select from person_key k where k.person_id = p.id and k.destroyed_at is not null)))`;

/** For whom somebody comes who does not sit there themselves. */
function standsFor({ standIns }: Row, reader: Told): string {
  const names = standIns.find(({ person }) => person.id === reader.id)?.for ?? [];
  if (names.length === 0) return '';
  const list = new Intl.ListFormat(reader.locale, { type: 'conjunction' });
  return spoken(STANDING, reader.locale)(list.format(names.map(({ name }) => name)));
}

const STANDING = {
  en: (names: string): string => `You stand in for ${names}.`,
  ar: (names: string): string => `أنت تنوب عن ${names}.`,
};

type Words = { readonly subject: string; readonly body: string };
type Wording = { readonly [K in MeetingTelling]: (meeting: Row, at: string) => Words };

const agendaOf = ({ agenda }: Row, nothing: string): string =>
  agenda.length === 0
    ? nothing
    : agenda.map(({ number, title }) => `${number} · ${title}`).join('\n');

const en: Wording = {
  planned: ({ name, is_virtual }, at) => ({
    subject: `${name}: ${at}`,
    body: is_virtual
      ? `The board decides without meeting. Vote from ${at} on, until its time is over.`
      : `The board meets: ${at}.`,
  }),
  moved: ({ name }, at) => ({ subject: `${name} is now: ${at}`, body: `The new time: ${at}.` }),
  cancelled: ({ name, reason }, at) => ({
    subject: `${name} is cancelled: ${at}`,
    body: [reason ?? '', 'What was on its agenda comes up in the next meeting.']
      .filter(Boolean)
      .join('\n\n'),
  }),
  left: ({ name }, at) => ({
    subject: `${name} meets without you: ${at}`,
    body: 'You do not sit on this board any more.',
  }),
  relieved: ({ name }, at) => ({
    subject: `${name} meets without you: ${at}`,
    body: 'You do not stand in for anybody there any more.',
  }),
  gathered: (meeting, at) => ({
    subject: `Agenda of ${meeting.name}: ${at}`,
    body: `${agendaOf(meeting, 'There is nothing on it yet.')}\n\nRead it before, and vote where you can:`,
  }),
  closed: (meeting, at) => ({
    subject: `Minutes of ${meeting.name}: ${at}`,
    body: meeting.minutes,
  }),
};

const ar: Wording = {
  planned: ({ name, is_virtual }, at) => ({
    subject: `${name}: ${at}`,
    body: is_virtual
      ? `يقرر المجلس من دون اجتماع. صوّت ابتداءً من ${at} حتى ينتهي الوقت.`
      : `يجتمع المجلس: ${at}.`,
  }),
  moved: ({ name }, at) => ({
    subject: `${name}، الموعد الآن: ${at}`,
    body: `الموعد الجديد: ${at}.`,
  }),
  cancelled: ({ name, reason }, at) => ({
    subject: `أُلغي ${name}: ${at}`,
    body: [reason ?? '', 'يُعرض ما كان في جدول أعماله في الاجتماع التالي.']
      .filter(Boolean)
      .join('\n\n'),
  }),
  left: ({ name }, at) => ({
    subject: `يجتمع ${name} من دونك: ${at}`,
    body: 'لم تعد عضوًا في هذا المجلس.',
  }),
  relieved: ({ name }, at) => ({
    subject: `يجتمع ${name} من دونك: ${at}`,
    body: 'لم تعد تنوب عن أحد فيه.',
  }),
  gathered: (meeting, at) => ({
    subject: `جدول أعمال ${meeting.name}: ${at}`,
    body: `${agendaOf(meeting, 'لا شيء فيه بعد.')}\n\nاقرأه قبل الاجتماع، وصوّت حيث يمكنك:`,
  }),
  closed: (meeting, at) => ({
    subject: `محضر ${meeting.name}: ${at}`,
    body: meeting.minutes,
  }),
};

const WORDS = { en, ar };
