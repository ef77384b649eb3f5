/** Tells those who are to stand in for somebody: a mail and a notification, in their language, by their clock. */
import { shownInstant, spoken } from '../mail/languages.ts';
import { toMailRow } from '../mail/mail-row.ts';
import { Person } from '../people/person.ts';
import { noteFor } from '../processes/tell-people.ts';
import type { Work } from '../work.ts';
import type { Delegation } from './delegation.ts';

type Wording = {
  readonly subject: (who: string) => string;
  readonly from: (at: string) => string;
  readonly until: (at: string) => string;
  readonly means: string;
  readonly boards: string;
  readonly way: (address: string) => string;
};

const en: Wording = {
  subject: (who) => `You may decide for ${who}`,
  from: (at) => `From ${at}.`,
  until: (at) => `Until ${at}.`,
  means:
    'What they are asked to approve is asked of you as well. Whoever decides first has decided, and it is recorded that you did it for them.',
  boards:
    'You also stand in for them on the boards they sit on or stand in at: you see the meetings, and vote where the member has not.',
  way: (address) => `See what waits:\n${address}`,
};

const ar: Wording = {
  subject: (who) => `يمكنك أن تقرر نيابة عن ${who}`,
  from: (at) => `من ${at}.`,
  until: (at) => `حتى ${at}.`,
  means:
    'ما يُطلب منه الموافقة عليه يُطلب منك أيضًا. من يقرر أولًا فقد قرر، ويُسجَّل أنك فعلت ذلك نيابة عنه.',
  boards:
    'وتنوب عنه أيضًا في المجالس التي هو عضو فيها أو ينوب فيها عن عضو: ترى اجتماعاتها، وتصوّت حيث لم يصوّت العضو.',
  way: (address) => `شاهد ما ينتظرك:\n${address}`,
};

export async function tellDelegates(
  work: Work,
  { id, personId, fromAt, untilAt, processes, reason, version }: Delegation,
  delegates: readonly Person[],
): Promise<void> {
  if (delegates.length === 0) return;
  const { name } = await work.em.findOneOrFail(Person, { id: personId });
  const onBoards = processes
    ? []
    : await standInsOnBoards(work, personId, fromAt > work.now ? fromAt : work.now);
  const mails = [];
  const notes = [];
  for (const person of delegates) {
    const words = spoken({ en, ar }, person.locale);
    const subject = words.subject(name);
    const spans = [
      words.from(shownInstant(fromAt.toISOString(), person)),
      ...(untilAt ? [words.until(shownInstant(untilAt.toISOString(), person))] : []),
    ];
    const body = [
      subject,
      spans.join('\n'),
      reason,
      words.means,
      onBoards.includes(person.id) ? words.boards : '',
      words.way(`${work.webUrl ?? ''}/approvals`),
    ];
    mails.push(
      toMailRow(work, {
        dedupeKey: `delegation:${id}:${version}:${person.id}`,
        to: person.email,
        subject,
        body: `${body.filter(Boolean).join('\n\n')}\n`,
        personId: person.id,
      }),
    );
    notes.push(noteFor(person.id, subject, null));
  }
  await work.em.execute('select tell_people(?, ?, ?)', [
    JSON.stringify(mails),
    JSON.stringify(notes),
    work.now,
  ]);
  work.sent.value = true;
}

/** Who stands in on a board through this person at that moment, where they sit there or stand in themselves. */
async function standInsOnBoards(
  work: Work,
  personId: string,
  at: Date,
): Promise<readonly string[]> {
  const rows = await work.em.execute<{ id: string }[]>(
    `select distinct s.person_id as id from cab_member c cross join lateral board_stand_ins(c.board_id, ?) s
     where s.for_id = c.person_id and (c.person_id = ? or c.person_id in (select b.person_id from stood_in_for(?, ?) b))`,
    [at, personId, personId, at],
  );
  return rows.map(({ id }) => id);
}
