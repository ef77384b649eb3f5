/** What people are told about a meeting of their board, or what waits for one (null): a mail and a note each, with the way to it. */
import { toMailRow } from '../mail/mail-row.ts';
import { noteFor } from '../processes/tell-people.ts';
import type { Work } from '../work.ts';
import type { Named } from './board.ts';

export type ToldOfMeeting = {
  /** Names this telling among those of the meeting; asked twice it is one mail. */
  readonly key: string;
  readonly person: Named;
  readonly subject: string;
  readonly body: string;
};

export async function tellBoard(
  work: Work,
  meetingId: string | null,
  told: readonly ToldOfMeeting[],
): Promise<void> {
  if (told.length === 0) return;
  const link =
    work.webUrl === undefined
      ? []
      : [`${work.webUrl}/cab${meetingId === null ? '' : `/${meetingId}`}`];
  const mails = told.map(({ key, person, subject, body }) =>
    toMailRow(work, {
      dedupeKey: `meeting:${meetingId ?? 'none'}:${key}`,
      to: person.email,
      personId: person.id,
      subject,
      body: [body, ...link].join('\n\n'),
    }),
  );
  const notes = told.map(({ person, subject }) => noteFor(person.id, subject, null, meetingId));
  await work.em.flush();
  await work.em.execute('select tell_people(?, ?, ?)', [
    JSON.stringify(mails),
    JSON.stringify(notes),
    work.now,
  ]);
  work.sent.value = true;
}
