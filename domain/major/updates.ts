/**
 * Stakeholder updates: filled in, kept, and mailed to each of the audience once, in one transaction. The kept text is what the
 * status page shows, so it tells neither who leads nor where people meet; in a mail the times are the reader's own.
 */

import { fill, fillLines } from '#engine/template.ts';
import { cut } from '../cut.ts';
import { record } from '../events/record.ts';
import { newId } from '../ids.ts';
import { shownInstant } from '../mail/languages.ts';
import { type MailRow, toMailRow } from '../mail/mail-row.ts';
import type { Principal } from '../people/access.ts';
import { type AskedPerson, peopleOf } from '../processes/people.ts';
import { ticketFacts } from '../tickets/facts.ts';
import { lockTicket } from '../tickets/update.ts';
import type { Work } from '../work.ts';
import { announceTo, SCHEDULED } from './follow.ts';
import {
  demandLead,
  demandState,
  getMajor,
  lockMajor,
  type MajorIncident,
  type Somebody,
} from './major-incident.ts';
import { majorSettings, partiesIn } from './settings.ts';
import { demandPlaceholders, type TemplateText } from './templates.ts';

export const STAGES = ['investigating', 'identified', 'monitoring', 'resolved'] as const;
export type Stage = (typeof STAGES)[number];

export type NewUpdate = TemplateText & { readonly stage: Stage };

export type SentUpdate = NewUpdate & {
  readonly id: string;
  readonly author: Somebody | null;
  readonly at: string;
  /** To how many people it was mailed. */
  readonly recipients: number;
};

export type Preview = TemplateText & {
  readonly recipients: readonly Somebody[];
  readonly nextUpdateAt: string | null;
};

type Reader = { readonly locale: string; readonly timeZone: string; readonly isAnybody?: true };

/** How it is kept, and shown to whoever reads it without an account. */
const EVERYBODY: Reader = { locale: 'en', timeZone: 'UTC', isAnybody: true };

/** What would be sent now, and to whom. @throws DomainError not_found, invalid_input */
export async function previewUpdate(
  work: Work,
  principal: Principal,
  id: string,
  draft: NewUpdate,
): Promise<Preview> {
  const major = await getMajor(work, id);
  demandLead(principal, major);
  demandPlaceholders(draft);
  const nextUpdateAt = await nextAfter(work, major);
  const say = await wordingOf(work, major, nextUpdateAt);
  const reader = { locale: principal.locale, timeZone: principal.timeZone };
  const recipients = await audienceOf(work, major);
  return {
    ...say(draft, reader),
    recipients: recipients.map(({ id: personId, name, email }) => ({ id: personId, name, email })),
    nextUpdateAt: nextUpdateAt?.toISOString() ?? null,
  };
}

/** @throws DomainError not_found, not_permitted, transition_not_allowed, invalid_input, stale_version */
export async function sendUpdate(
  work: Work,
  principal: Principal,
  id: string,
  draft: NewUpdate,
  expected?: number,
): Promise<SentUpdate> {
  const { ticket } = await getMajor(work, id);
  await lockTicket(work, ticket.id);
  const major = await lockMajor(work, id, expected);
  demandLead(principal, major);
  demandState(major, 'open', 'resolved');
  demandPlaceholders(draft);
  return writeUpdate(work, major, draft);
}

/** For whoever holds the lock of ticket and major incident. */
export async function writeUpdate(
  work: Work,
  major: MajorIncident,
  draft: NewUpdate,
): Promise<SentUpdate> {
  const nextUpdateAt = await nextAfter(work, major);
  const say = await wordingOf(work, major, nextUpdateAt);
  const recipients = await audienceOf(work, major);
  const updateId = newId();
  const kept = say(draft, EVERYBODY);
  const author = work.actor.kind === 'person' ? work.actor.id : null;
  await work.em.execute(
    `insert into major_incident_update (id, tenant_id, major_incident_id, stage, subject, body, author_id, at, recipients)
     values (?, current_tenant(), ?, ?, ?, ?, ?, ?, ?)`,
    [updateId, major.id, draft.stage, kept.subject, kept.body, author, work.now, recipients.length],
  );
  await work.em.execute(
    'update major_incident set next_update_at = ?, version = version + 1 where id = ?',
    [nextUpdateAt, major.id],
  );
  const mails = recipients.map((reader): MailRow => {
    const said = say(draft, reader);
    return toMailRow(work, {
      dedupeKey: `major-update:${updateId}:${reader.id}`,
      to: reader.email,
      subject: said.subject,
      body: `${said.body}\n`,
      personId: reader.id,
      ticketId: major.ticket.id,
    });
  });
  await work.em.execute('select tell_people(?, ?, ?)', [JSON.stringify(mails), '[]', work.now]);
  const personal = author ?? major.ticket.requesterId;
  await record(work, {
    type: 'majorIncident.updated',
    subject: { kind: 'majorIncident', id: major.id },
    ticketId: major.ticket.id,
    data: { update: updateId, stage: draft.stage, recipients: recipients.length, internal: true },
    personal: { personId: personal, fields: { body: { before: null, after: kept.body } } },
  });
  if (nextUpdateAt)
    await announceTo(work, major, SCHEDULED, {
      nextUpdateAt: nextUpdateAt.toISOString(),
      commander: major.commander.email,
    });
  const [sent] = await readUpdates(work, major.id, { take: 1, after: null });
  if (!sent) throw new Error('invariant: the update was written in this transaction');
  return sent;
}

/** The latest first. */
export async function readUpdates(
  work: Work,
  majorId: string,
  { take, after }: { readonly take: number; readonly after: string | null },
): Promise<SentUpdate[]> {
  const rows = await work.em.execute<SentUpdate[]>(
    `select u.id, u.stage, u.subject, u.body, u.at, u.recipients,
       case when p.id is null then null else jsonb_build_object('id', p.id, 'name', p.name, 'email', p.email) end as author
     from major_incident_update u left join person p on p.id = u.author_id
     where u.major_incident_id = ? ${after === null ? '' : 'and u.id < ?::uuid'} order by u.id desc limit ?`,
    [majorId, ...(after === null ? [] : [after]), take],
  );
  return rows.map((row) => ({ ...row, at: new Date(row.at).toISOString() }));
}

const audienceOf = (work: Work, { audience, ticket }: MajorIncident): Promise<AskedPerson[]> =>
  peopleOf(work, partiesIn(audience), ticket.id);

/** While it is open a word is owed, whatever the last one said: its run waits for an instant. */
async function nextAfter(work: Work, major: MajorIncident): Promise<Date | null> {
  if (major.state !== 'open') return null;
  const { updateMinutes } = await majorSettings(work);
  return new Date(work.now.getTime() + updateMinutes[major.severity] * 60_000);
}

async function wordingOf(
  work: Work,
  major: MajorIncident,
  nextUpdateAt: Date | null,
): Promise<(text: TemplateText, reader: Reader) => TemplateText> {
  const { ticket } = await ticketFacts(work, major.ticket.id);
  return ({ subject, body }, reader) => {
    const majorIncident = {
      headline: major.headline,
      severity: major.severity,
      commander: reader.isAnybody ? '' : major.commander.name,
      services: major.services.map(({ name }) => name).join(', '),
      declaredAt: shownInstant(major.declaredAt, reader),
      nextUpdateAt: nextUpdateAt === null ? '' : shownInstant(nextUpdateAt.toISOString(), reader),
      warRoom: reader.isAnybody ? '' : (major.warRoomUrl ?? ''),
      statusPage: `${work.webUrl ?? ''}/status`,
    };
    const facts = { ticket, majorIncident };
    // A line that would only have named somebody says nothing to whoever may not know.
    const put = reader.isAnybody ? fillLines : fill;
    return { subject: cut(fill(subject, facts), 500), body: put(body, facts) };
  };
}
