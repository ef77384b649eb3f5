/** A short word to a person inside the product; mail is another matter. */
import { newId } from '../ids.ts';
import type { Work } from '../work.ts';

const TEXT_MAX = 2_000;

export async function notify(
  work: Work,
  personId: string,
  text: string,
  ticketId: string | null = null,
): Promise<void> {
  await work.em.execute(
    'insert into notification (id, tenant_id, person_id, ticket_id, text, created_at) values (?, ?, ?, ?, ?, ?)',
    [newId(), work.tenantId, personId, ticketId, text.slice(0, TEXT_MAX), work.now],
  );
}
