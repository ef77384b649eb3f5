/**
 * Tells people that a process needs them: a mail and a notification each, written in one statement with what they are
 * about. The key makes asking twice one mail.
 */
import type { JsonObject } from '#engine/json.ts';
import { cut } from '../cut.ts';
import { newId } from '../ids.ts';
import { type Decides, type MailRow, toMailRow } from '../mail/mail-row.ts';
import type { Work } from '../work.ts';
import { type About, type MessageKind, messageFor } from './texts.ts';

export type Told = {
  readonly id: string;
  readonly email: string;
  readonly locale: string;
  readonly timeZone: string;
  /** Whom they stand in for: why it is them who are told. */
  readonly inPlaceOf?: string;
  /** Has no account: a mail is all that reaches them. */
  readonly outside?: boolean;
};

export type Telling = {
  readonly kind: MessageKind;
  /** Names this telling; with the person it is unique. */
  readonly key: string;
  readonly to: readonly Told[];
  readonly about: About;
  readonly ticketId: string | null;
  readonly runId: string;
  /** False for what is only worth a notification. */
  readonly byMail?: boolean;
  /** False for what is only worth a mail. */
  readonly noted?: boolean;
  /** What they may decide by the link in it. */
  readonly decides?: Decides | null;
};

export type NoteRow = {
  readonly id: string;
  readonly person_id: string;
  readonly ticket_id: string | null;
  readonly meeting_id: string | null;
  readonly text: string;
};

export type Messages = { readonly mails: MailRow[]; readonly notes: NoteRow[] };

/** The rows of a telling; whoever writes them does so in one statement with what they tell of. */
export function messagesOf(work: Pick<Work, 'tenantId'>, telling: Telling): Messages {
  const { ticketId, runId, decides } = telling;
  const messages: Messages = { mails: [], notes: [] };
  for (const person of telling.to) {
    const { title, body } = messageFor(telling.kind, person, telling.about);
    if (!person.outside && telling.noted !== false)
      messages.notes.push(noteFor(person.id, title, ticketId));
    if (telling.byMail === false) continue;
    const dedupeKey = `${telling.key}:${person.id}`;
    const to = person.email;
    messages.mails.push(
      toMailRow(work, {
        dedupeKey,
        to,
        subject: title,
        body,
        personId: person.id,
        ticketId,
        runId,
        decides,
      }),
    );
  }
  return messages;
}

export const noteFor = (
  personId: string,
  text: string,
  ticketId: string | null,
  meetingId: string | null = null,
): NoteRow => ({
  id: newId(),
  person_id: personId,
  ticket_id: ticketId,
  meeting_id: meetingId,
  text,
});

export async function tellPeople(work: Work, telling: Telling): Promise<void> {
  const { mails, notes } = messagesOf(work, telling);
  if (mails.length + notes.length === 0) return;
  await work.em.execute('select tell_people(?, ?, ?)', [
    JSON.stringify(mails),
    JSON.stringify(notes),
    work.now,
  ]);
  // The worker that sends mail listens to the same notice as the relay.
  if (mails.length > 0) work.sent.value = true;
}

/** More is read where it is decided. */
const REQUEST_MAX = 4_000;

/** What a message about an element says of its ticket. */
export function aboutElement(
  facts: { readonly ticket: JsonObject; readonly requester: JsonObject },
  element: {
    readonly name: string;
    readonly text: string;
    readonly dueAt: string | null;
    readonly process: string;
    readonly link?: string | null;
  },
): About {
  const { number, title, description } = facts.ticket;
  return {
    subject: typeof number === 'string' ? `${number} · ${String(title ?? '')}` : element.process,
    name: element.name,
    requester: typeof facts.requester.name === 'string' ? facts.requester.name : null,
    text: element.text,
    request: typeof description === 'string' ? cut(description.trim(), REQUEST_MAX) : '',
    dueAt: element.dueAt,
    link: element.link ?? null,
  };
}
