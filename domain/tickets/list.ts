/** The desk's lists: filters, full text, order and place as one statement; and how many open tickets each view holds. */
import type { Principal } from '../people/access.ts';
import { readRows } from '../read-rows.ts';
import { narrow, OPEN, type TicketFilter } from './filter.ts';
import { type CursorValue, orderSql, placeSql, type SortKey } from './order.ts';
import { type Reader, readTickets } from './read.ts';
import type { TicketRecord } from './record.ts';
import { and } from './sql.ts';

export type TicketListing = {
  readonly principal: Principal;
  readonly filter: TicketFilter;
  readonly sort: readonly SortKey[];
  /** Sort values and id of the row before the page. */
  readonly after: readonly CursorValue[] | null;
  readonly take: number;
};

export async function listTickets(reader: Reader, listing: TicketListing): Promise<TicketRecord[]> {
  const { conditions, text } = narrow(reader, listing.principal, listing.filter);
  const place = listing.after ? [placeSql(listing.sort, listing.after)] : [];
  return readTickets(reader, {
    where: and([...conditions, ...place]),
    text,
    order: orderSql(listing.sort),
    take: listing.take,
  });
}

type CountRow = {
  readonly queue: string | null;
  readonly open: number;
  readonly mine: number;
  readonly unassigned: number;
};

/** How many open tickets `mine`, `unassigned`, `open` and each `queue:<key>` hold. */
export async function countByView(
  reader: Reader,
  principal: Principal,
): Promise<Record<string, number>> {
  const where = and([...narrow(reader, principal, {}).conditions, OPEN]);
  const rows = await readRows<CountRow>(
    reader,
    `select q.key as queue, n.open, n.mine, n.unassigned from (
       select t.queue_id, count(*)::int as open, count(*) filter (where t.assignee_id = ?)::int as mine,
         count(*) filter (where t.assignee_id is null)::int as unassigned
       from ticket t where ${where.text} group by t.queue_id) n
     left join queue q on q.id = n.queue_id`,
    [principal.personId, ...where.params],
  );
  const counts: Record<string, number> = { mine: 0, unassigned: 0, open: 0 };
  for (const row of rows) {
    for (const view of ['mine', 'unassigned', 'open'] as const)
      counts[view] = (counts[view] ?? 0) + row[view];
    if (row.queue !== null) counts[`queue:${row.queue}`] = row.open;
  }
  return counts;
}
