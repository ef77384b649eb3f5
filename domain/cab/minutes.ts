/** The minutes of a meeting, written from its record in the language of its chair; people correct them before they are closed. */
import { shownInstant, spoken } from '../mail/languages.ts';
import type { Reader } from '../mail/notices.ts';
import type { Work } from '../work.ts';
import { askingFor, countedOf, getMeeting, type ShownItem, type ShownMeeting } from './find.ts';
import { countVotes, VOTES, withoutRequester } from './verdict.ts';

export async function writeMinutes(work: Work, id: string): Promise<string> {
  const meeting = await getMeeting(work, id);
  const [reader = { locale: 'en', timeZone: 'UTC' }] = await work.em.execute<Reader[]>(
    `select p.locale, b.time_zone as "timeZone" from cab_board b join cab_member c on c.board_id = b.id and c.role = 'chair'
       join person p on p.id = c.person_id where b.id = ?`,
    [meeting.board.id],
  );
  return minutesOf(meeting, reader);
}

export function minutesOf(meeting: ShownMeeting, reader: Reader): string {
  const words = spoken({ en, ar }, reader.locale);
  const named = (attendance: string | null): string =>
    meeting.members
      .filter((member) => (meeting.virtual ? null : member.attendance) === attendance)
      .map(({ person, role, through }) => {
        const name = role === 'chair' ? `${person.name} (${words.chair})` : person.name;
        return through ? words.through(name, through.name) : name;
      })
      .join(', ');
  const lists = meeting.virtual
    ? [[words.members, named(null)]]
    : [
        [words.present, named('present')],
        [words.excused, named('excused')],
        [words.absent, named(null)],
      ];
  const there = lists.flatMap(([title, names]) => (names ? [`${title}: ${names}`] : []));
  return [
    `${meeting.name}, ${shownInstant(meeting.scheduledAt, reader)}`,
    there.join('\n'),
    ...meeting.items.map((item, index) => itemText(meeting, item, index + 1, words)),
  ]
    .filter(Boolean)
    .join('\n\n');
}

type Words = typeof en;

function itemText(meeting: ShownMeeting, item: ShownItem, place: number, words: Words): string {
  const { ticket, decision, castingVote, note, discussion, deferredTo } = item;
  const said = decision === null ? words.undecided : words[decision];
  const [seats, cast] = countedOf(meeting, item);
  const heard = withoutRequester(cast, askingFor(meeting, ticket));
  const { count } = countVotes(seats, heard, meeting.quorum);
  const counted = heard.filter(({ seat }) => seats.some(({ id }) => id === seat));
  const counts = [
    ...VOTES.filter((vote) => count[vote] > 0).map((vote) => `${words.votes[vote]} ${count[vote]}`),
    ...item.votes.flatMap(({ person, standIn }) =>
      standIn && counted.some(({ seat }) => seat === person.id)
        ? [words.inPlace(standIn.name, person.name)]
        : [],
    ),
  ];
  const conditions = item.conditions.length > 0 ? item.conditions : item.wanted;
  return [
    `${place}. ${ticket.number} · ${ticket.title}`,
    [
      said,
      ...(deferredTo ? [`→ ${deferredTo.name}`] : []),
      ...(castingVote ? [words.castingVote] : []),
      ...(counts.length > 0 ? [`(${counts.join(', ')})`] : []),
    ].join(' '),
    note ?? '',
    ...conditions.map(
      ({ text, before, person }) =>
        `– ${text} (${words.before[before]}${person ? `, ${person.name}` : ''})`,
    ),
    discussion.trim(),
  ]
    .filter(Boolean)
    .join('\n');
}

const en = {
  chair: 'chair',
  through: (member: string, standIn: string): string => `${member}, through ${standIn}`,
  inPlace: (standIn: string, member: string): string => `${standIn} for ${member}`,
  members: 'Members',
  present: 'Present',
  excused: 'Excused',
  absent: 'Absent',
  approved: 'Approved',
  rejected: 'Rejected',
  deferred: 'Deferred',
  undecided: 'Not decided, comes up in the next meeting',
  castingVote: 'by the casting vote',
  votes: { approve: 'for', reject: 'against', abstain: 'abstained', recused: 'stepped back' },
  before: { implement: 'before it is begun', close: 'before it is closed' },
};

const ar: Words = {
  chair: 'الرئيس',
  through: (member, standIn) => `${member} عن طريق ${standIn}`,
  inPlace: (standIn, member) => `${standIn} عن ${member}`,
  members: 'الأعضاء',
  present: 'الحاضرون',
  excused: 'المعتذرون',
  absent: 'الغائبون',
  approved: 'موافق عليه',
  rejected: 'مرفوض',
  deferred: 'مؤجل',
  undecided: 'لم يُقرر، ويُعرض في الاجتماع التالي',
  castingVote: 'بالصوت المرجح',
  votes: { approve: 'مع', reject: 'ضد', abstain: 'امتناع', recused: 'تنحٍّ' },
  before: { implement: 'قبل البدء به', close: 'قبل إغلاقه' },
};
