/**
 * The list as it is drawn: group headings and tickets in the order the server gave. Pure, and made once for each answer
 * of the server: a ticket that changes meanwhile is drawn in the place it had, so that nothing moves under the pointer.
 */
import type { TicketItem } from '#designer/client/types/tickets.ts';
import type { Grouping } from '#designer/client/views.ts';

export type GroupRow = {
  kind: 'group';
  key: string;
  by: Exclude<Grouping, 'none'>;
  value: string;
  /** Null while more of the group may still come. */
  count: number | null;
};
export type TicketRow = { kind: 'ticket'; key: string; ticket: TicketItem; index: number };
export type Row = GroupRow | TicketRow;

export function toRows(
  tickets: readonly TicketItem[],
  grouping: Grouping,
  complete: boolean,
  now: number,
): Row[] {
  const rows: Row[] = [];
  const seen = new Set<string>();
  const groups: GroupRow[] = [];
  for (const ticket of tickets) {
    // A ticket can come twice when it moved from one page to the next while they were fetched.
    if (seen.has(ticket.id)) continue;
    if (grouping !== 'none') {
      const value = grouping === 'due' ? dueGroupOf(ticket, now) : String(ticket[grouping]);
      if (groups.at(-1)?.value !== value) {
        const key = `${grouping}:${value}:${rows.length}`;
        const group: GroupRow = { kind: 'group', key, by: grouping, value, count: null };
        groups.push(group);
        rows.push(group);
      }
    }
    rows.push({ kind: 'ticket', key: ticket.id, ticket, index: seen.size });
    seen.add(ticket.id);
  }
  groups.forEach((group, place) => {
    const next = groups[place + 1];
    const end = next === undefined ? rows.length : rows.indexOf(next);
    if (next !== undefined || complete) group.count = end - rows.indexOf(group) - 1;
  });
  return rows;
}

const HOUR_MS = 3_600_000;

export type DueGroup = 'over' | 'hour' | 'day' | 'later' | 'none';

/** As the server orders them: overdue first, what does not run last. */
function dueGroupOf({ dueAt }: TicketItem, now: number): DueGroup {
  if (dueAt === null) return 'none';
  const ahead = Date.parse(dueAt) - now;
  if (ahead <= 0) return 'over';
  return ahead <= HOUR_MS ? 'hour' : ahead <= 24 * HOUR_MS ? 'day' : 'later';
}
