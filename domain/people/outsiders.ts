/**
 * Outsiders: people without an account, known by the address at which they are asked to approve something. They have no
 * roles, cannot sign in, and are named nowhere else; adding a person with their address gives them an account.
 */
import { record } from '../events/record.ts';
import { newId } from '../ids.ts';
import type { Work } from '../work.ts';

/** Makes known who is not, in the language and time zone of whoever asks. Addresses as they are kept. */
export async function knowOutsiders(
  work: Work,
  addresses: readonly string[],
  ticketId: string | null,
): Promise<void> {
  if (addresses.length === 0) return;
  // In one order, so that two who ask the same do not wait for each other.
  const rows = [...new Set(addresses)].sort().map((email) => ({ id: newId(), email }));
  const made = await work.em.execute<{ id: string; email: string }[]>(
    `insert into person (id, tenant_id, email, name, outside, locale, time_zone, created_at, updated_at)
     select n.id, current_tenant(), n.email, n.email, true, coalesce(r.locale, 'en'), coalesce(r.time_zone, 'UTC'), ?, ?
     from jsonb_to_recordset(?) as n(id uuid, email text)
       left join ticket t on t.id = ? left join person r on r.id = t.requester_id
     on conflict (tenant_id, email) do nothing returning id, email`,
    [work.now, work.now, JSON.stringify(rows), ticketId],
  );
  for (const { id, email } of made)
    await record(work, {
      type: 'person.created',
      subject: { kind: 'person', id },
      data: { outside: true },
      personal: { personId: id, fields: { email: { before: null, after: email } } },
    });
}
