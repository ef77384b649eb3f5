/** Of some tickets those that somebody may see, with their numbers. */
import type { Principal } from '../people/access.ts';
import { reachSql } from '../tickets/policy.ts';
import { and, sql } from '../tickets/sql.ts';
import type { Work } from '../work.ts';

export async function seenTickets(
  work: Work,
  principal: Principal,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map();
  const { text, params } = and([
    sql('t.deleted_at is null'),
    sql(
      't.id in (select value::uuid from jsonb_array_elements_text(?))',
      JSON.stringify([...new Set(ids)]),
    ),
    reachSql(principal, 'ticket.read'),
  ]);
  const rows = await work.em.execute<{ id: string; number: string }[]>(
    `select t.id, t.number from ticket t where ${text}`,
    params,
  );
  return new Map(rows.map(({ id, number }) => [id, number]));
}
