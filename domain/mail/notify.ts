/**
 * A short word of the product's own to people, inside the product, each in their own language and time zone; what a process
 * says is worded by its owner. Mail is another matter.
 */
import { cut } from '../cut.ts';
import { newId } from '../ids.ts';
import type { Work } from '../work.ts';
import { type Notice, type Reader, wordsFor } from './notices.ts';

const TEXT_MAX = 2_000;

/** In words a process owner chose, the same for everybody. */
export const notifyInWords = (
  work: Work,
  people: readonly string[],
  text: string,
  ticketId: string | null,
): Promise<void> =>
  tell(
    work,
    people.map((id) => ({ id, text })),
    ticketId,
  );

export async function notify(
  work: Work,
  people: readonly string[],
  notice: Notice,
  ticketId: string | null,
): Promise<void> {
  if (people.length === 0) return;
  const readers = await work.em.execute<(Reader & { id: string })[]>(
    `select id, locale, time_zone as "timeZone" from person
     where id in (select value::uuid from jsonb_array_elements_text(?)) order by id`,
    [JSON.stringify(people)],
  );
  const told = readers.map((reader) => ({ id: reader.id, text: wordsFor(notice, reader) }));
  await tell(work, told, ticketId);
}

async function tell(
  work: Work,
  people: readonly { readonly id: string; readonly text: string }[],
  ticketId: string | null,
): Promise<void> {
  if (people.length === 0) return;
  const rows = people.map(({ id, text }) => ({
    id: newId(),
    person_id: id,
    text: cut(text, TEXT_MAX),
  }));
  await work.em.execute(
    `insert into notification (id, tenant_id, person_id, ticket_id, text, created_at)
     select id, ?, person_id, ?, text, ? from jsonb_to_recordset(?) as n(id uuid, person_id uuid, text text)`,
    [work.tenantId, ticketId, work.now, JSON.stringify(rows)],
  );
}
