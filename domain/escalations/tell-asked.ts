/** Asks people to take a ticket on: a word inside the product, a mail with the way to it, or both, each in their own language. */
import { spoken } from '../mail/languages.ts';
import { toMailRow } from '../mail/mail-row.ts';
import { wordsFor } from '../mail/notices.ts';
import type { AskedPerson } from '../processes/people.ts';
import { noteFor } from '../processes/tell-people.ts';
import type { Ticket } from '../tickets/ticket.ts';
import type { Work } from '../work.ts';
import type { Escalation } from './escalation.ts';
import type { AskedVendor } from './vendors.ts';

const WAY = {
  en: (address: string) => `Look at it and acknowledge it in Perdura:\n${address}`,
  ar: (address: string) => `اطلع عليها وأكد استلامها في Perdura:\n${address}`,
};

/** Whoever is outside cannot sign in: no way to acknowledge, and nothing but what it is about. */
const toVendor = (number: string): string =>
  `our ticket ${number} needs your help under our contract. Please answer this mail.`;

export async function tellAsked(
  work: Work,
  about: {
    readonly escalation: Escalation;
    readonly ticket: Ticket;
    readonly people: readonly AskedPerson[];
    readonly vendors: readonly AskedVendor[];
    readonly by: readonly ('inApp' | 'mail')[];
  },
): Promise<void> {
  const { escalation, ticket, people, vendors, by } = about;
  if (people.length === 0 && vendors.length === 0) return;
  const notice = {
    kind: 'escalation',
    number: ticket.number,
    target: escalation.target,
  } as const;
  const address = `${work.webUrl ?? ''}/desk/${ticket.number}`;
  const said = people.map((person) => ({ person, text: wordsFor(notice, person) }));
  const mails = said.map(({ person, text }) =>
    toMailRow(work, {
      dedupeKey: `escalation:${escalation.id}:${escalation.level}:${escalation.asked}:${person.id}`,
      to: person.email,
      subject: text,
      body: `${text}\n\n${ticket.title}\n\n${spoken(WAY, person.locale)(address)}\n`,
      personId: person.id,
      ticketId: ticket.id,
    }),
  );
  const outside = vendors.map(({ key, name, email }) =>
    toMailRow(work, {
      dedupeKey: `escalation:${escalation.id}:${escalation.level}:${escalation.asked}:vendor:${key}`,
      to: email,
      subject: `${ticket.number}: ${ticket.title}`,
      body: `${name},\n\n${toVendor(ticket.number)}\n\n${ticket.title}\n`,
      ticketId: ticket.id,
    }),
  );
  const notes = said.map(({ person, text }) => noteFor(person.id, text, ticket.id));
  await work.em.flush();
  await work.em.execute('select tell_people(?, ?, ?)', [
    JSON.stringify([...(by.includes('mail') ? mails : []), ...outside]),
    JSON.stringify(by.includes('inApp') ? notes : []),
    work.now,
  ]);
  work.sent.value = true;
}
