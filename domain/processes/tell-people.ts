/**
 * Tells people that a process needs them: a mail and a notification each, written in one statement with what they are
 * about. The key makes asking twice one mail.
 */
import type { JsonObject } from '#engine/json.ts';
import { newId } from '../ids.ts';
import { toMailRow } from '../mail/queue-mail.ts';
import type { Work } from '../work.ts';
import { type About, type MessageKind, messageFor } from './texts.ts';

export type Told = { readonly id: string; readonly email: string; readonly locale: string };

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
};

export async function tellPeople(work: Work, telling: Telling): Promise<void> {
  if (telling.to.length === 0) return;
  const { ticketId, runId } = telling;
  const mails: ReturnType<typeof toMailRow>[] = [];
  const notes: { id: string; person_id: string; ticket_id: string | null; text: string }[] = [];
  for (const person of telling.to) {
    const { title, body } = messageFor(telling.kind, person.locale, telling.about);
    notes.push({ id: newId(), person_id: person.id, ticket_id: ticketId, text: title });
    if (telling.byMail === false) continue;
    const dedupeKey = `${telling.key}:${person.id}`;
    mails.push(
      toMailRow(work, {
        dedupeKey,
        to: person.email,
        subject: title,
        body,
        personId: person.id,
        ticketId,
        runId,
      }),
    );
  }
  await work.em.execute('select tell_people(?, ?, ?)', [
    JSON.stringify(mails),
    JSON.stringify(notes),
    work.now,
  ]);
  // The worker that sends mail listens to the same notice as the relay.
  if (mails.length > 0) work.sent.value = true;
}

/** What a message about an element says of its ticket. */
export function aboutElement(
  facts: { readonly ticket: JsonObject; readonly requester: JsonObject },
  element: {
    readonly name: string;
    readonly text: string;
    readonly dueAt: string | null;
    readonly process: string;
  },
): About {
  const { number, title } = facts.ticket;
  return {
    subject: typeof number === 'string' ? `${number} · ${String(title ?? '')}` : element.process,
    name: element.name,
    requester: typeof facts.requester.name === 'string' ? facts.requester.name : null,
    text: element.text,
    dueAt: element.dueAt,
  };
}
