/**
 * Who is named in a comment gets a mail with what was said and the way to it, in their own language; nobody tells themselves.
 * Each is told once of a comment, however often they are taken out of it and named again.
 */
import { cut } from '../cut.ts';
import { spoken } from '../mail/languages.ts';
import { toMailRow } from '../mail/mail-row.ts';
import { noteFor } from '../processes/tell-people.ts';
import type { Work } from '../work.ts';
import { type Named, withNames } from './mentions.ts';

export type Writer = { readonly personId: string; readonly name: string };

type Wording = {
  readonly title: (writer: string, process: string) => string;
  readonly way: (address: string) => string;
};

const en: Wording = {
  title: (writer, process) => `${writer} mentioned you in a comment on “${process}”`,
  way: (address) => `Read and answer it in Perdura:\n${address}`,
};

const ar: Wording = {
  title: (writer, process) => `ذكرك ${writer} في تعليق على «${process}»`,
  way: (address) => `اقرأه وأجب عنه في Perdura:\n${address}`,
};

type Told = {
  readonly id: string;
  readonly email: string;
  readonly locale: string;
};

export async function tellMentioned(
  work: Work,
  writer: Writer,
  key: string,
  at: { readonly id: string; readonly processName: string; readonly commentId: string },
  body: string,
  { told, people }: { readonly told: readonly Named[]; readonly people: readonly Named[] },
): Promise<void> {
  const ids = told.map(({ id }) => id).filter((id) => id !== writer.personId);
  if (ids.length === 0) return;
  const readers = await work.em.execute<Told[]>(
    `select id, email, locale from person p where active and id in (select value::uuid from jsonb_array_elements_text(?))
       and not exists (select from mail where tenant_id = current_tenant() and dedupe_key = ? || p.id) order by id`,
    [JSON.stringify(ids), keyOf(at.commentId)],
  );
  if (readers.length === 0) return;
  const said = withNames(body, people);
  // Where nobody has said where the web app is, a mail gives the address below it.
  const address = `${work.webUrl ?? ''}/processes/${key}?thread=${at.id}`;
  const messages = readers.map(({ id, email: to, locale }) => {
    const wording = spoken({ en, ar }, locale);
    const subject = wording.title(writer.name, at.processName || key);
    return {
      mail: toMailRow(work, {
        dedupeKey: `${keyOf(at.commentId)}${id}`,
        to,
        subject,
        body: `${subject}\n\n${said}\n\n${wording.way(address)}\n`,
        personId: id,
      }),
      note: noteFor(id, cut(`${subject}: ${said}`, 2_000), null),
    };
  });
  await work.em.execute('select tell_people(?, ?, ?)', [
    JSON.stringify(messages.map(({ mail }) => mail)),
    JSON.stringify(messages.map(({ note }) => note)),
    work.now,
  ]);
  work.sent.value = true;
}

const keyOf = (comment: string): string => `mention:${comment}:`;
