/**
 * Tickets with everything that is shown beside them, in one round trip: a query built here finds which and in what order,
 * and `read_tickets` in the database joins the rest to them. No list asks again for each row.
 */
import { type ClockRow, type Remaining, remainingBy } from '../clocks/remaining.ts';
import { isId } from '../ids.ts';
import { withoutTrips } from '../read-rows.ts';
import type { Work } from '../work.ts';
import type { TicketClock, TicketRecord } from './record.ts';
import { type Sql, sql } from './sql.ts';

/** What reading needs; a `Work` is one. */
export type Reader = Pick<Work, 'em' | 'tenantId' | 'now'>;

type Instant = Date | string;

type Row = Pick<
  TicketRecord,
  | 'id'
  | 'number'
  | 'type'
  | 'title'
  | 'status'
  | 'impact'
  | 'urgency'
  | 'priority'
  | 'category'
  | 'tags'
  | 'custom'
  | 'source'
  | 'version'
> & {
  description: string | null;
  hold_reason: TicketRecord['holdReason'];
  catalog_item: string | null;
  due_at: Instant | null;
  resolved_at: Instant | null;
  closed_at: Instant | null;
  created_at: Instant;
  updated_at: Instant;
  queue_id: string | null;
  queue_key: string;
  queue_name: string;
  queue_group: string | null;
  assignee_id: string | null;
  assignee_name: string;
  assignee_email: string;
  requester_id: string;
  requester_name: string;
  requester_email: string;
  organization_id: string | null;
  organization_key: string;
  organization_name: string;
  clock: RowClock | null;
  /** What is promised to the requester, where `clock` is not. */
  promise: RowClock | null;
};

type RowClock = {
  name: string;
  kind: string;
  state: ClockRow['state'];
  standing: TicketClock['standing'];
  due_at: Instant | null;
  remaining_seconds: number | null;
  calendar_key: string | null;
  calendar_version: number | null;
  calendar_zone: string | null;
};

/** By id or by number; null when there is none (or it was deleted). */
export async function findTicket(reader: Reader, ref: string): Promise<TicketRecord | null> {
  const where = isId(ref)
    ? sql('t.id = ?', ref.toLowerCase())
    : sql('t.tenant_id = ? and t.number = ?', reader.tenantId, ref.toUpperCase());
  const found = sql(
    `select t.id from ticket t where ${where.text} and t.deleted_at is null`,
    ...where.params,
  );
  return (await ask(reader, found, true))[0] ?? null;
}

/** The ids behind ids and numbers; what names no ticket is left out. */
export async function ticketIds(
  reader: Reader,
  refs: readonly string[],
): Promise<Map<string, string>> {
  const byId = refs.filter(isId);
  const byNumber = refs.filter((ref) => !isId(ref)).map((ref) => ref.toUpperCase());
  const rows = await reader.em.execute<{ id: string; number: string }[]>(
    `select id, number from ticket where tenant_id = ? and deleted_at is null
       and (id in (select value::uuid from jsonb_array_elements_text(?)) or number in (select value from jsonb_array_elements_text(?)))`,
    [reader.tenantId, JSON.stringify(byId), JSON.stringify(byNumber)],
  );
  const known = new Map(
    rows.flatMap(({ id, number }) => [[id, id] as const, [number, id] as const]),
  );
  return new Map(
    refs.flatMap((ref) => {
      const id = known.get(isId(ref) ? ref.toLowerCase() : ref.toUpperCase());
      return id === undefined ? [] : [[ref, id] as const];
    }),
  );
}

export type Page = {
  readonly where: Sql;
  /** A text query (`to_tsquery`'s language) that must match as well. */
  readonly text: string | null;
  readonly order: string;
  readonly take: number;
};

/** The tickets that a page holds, in its order. */
export function readTickets(reader: Reader, page: Page): Promise<TicketRecord[]> {
  return ask(reader, page.text === null ? pageSql(page) : searchSql(page, page.text), false);
}

/** One round trip, inside a transaction or not. `whole` brings the descriptions. */
async function ask(reader: Reader, found: Sql, whole: boolean): Promise<TicketRecord[]> {
  const { em, tenantId } = reader;
  const query = em.getPlatform().formatQuery(found.text, found.params);
  const [answer] = await withoutTrips(em).execute<{ rows: Row[] }[]>(
    'select read_tickets(?, ?, ?) as rows',
    [tenantId, query, whole],
  );
  return toRecords(reader, answer?.rows ?? []);
}

const pageSql = ({ where, order, take }: Page): Sql =>
  sql(
    `select * from ticket t where ${where.text} order by ${order} limit ?`,
    ...where.params,
    take,
  );

/**
 * Rare words are looked up by the text index; common ones are met soon enough while the list is walked in its order, each
 * row held against the text. Row-level security keeps the planner from choosing by itself, so both ways stand here and one
 * of them is never run.
 */
function searchSql({ where, order, take }: Page, text: string): Sql {
  const walk = `select t.id from ticket t where ${where.text} and`;
  const rest = `order by ${order} limit ?`;
  return sql(
    `with wanted as materialized (select words, search_is_broad(words) as broad from to_tsquery('simple', ?) words)
     (${walk} not (select broad from wanted) and t.id in (select search_tickets((select words from wanted))) ${rest})
     union all
     (${walk} (select broad from wanted) and t.search @@ (select words from wanted) ${rest})`,
    text,
    ...where.params,
    take,
    ...where.params,
    take,
  );
}

async function toRecords(reader: Reader, rows: readonly Row[]): Promise<TicketRecord[]> {
  const shown = rows.flatMap(({ clock, promise }) =>
    [clock, promise].filter((one) => one !== null),
  );
  const clocks = new Map(shown.map((clock) => [clock, clockOf(clock)]));
  const remaining = await remainingBy(reader, [...clocks.values()]);
  const stand = (row: RowClock | null): TicketClock | null => {
    const clock = row && clocks.get(row);
    return clock ? toClock(row, clock, remaining(clock), reader.now) : null;
  };
  return rows.map((row) => {
    const clock = stand(row.clock);
    return toRecord(row, clock, row.clock?.kind === 'sla' ? clock : stand(row.promise));
  });
}

const toClock = (row: RowClock, clock: ClockRow, left: Remaining, now: Date): TicketClock => ({
  name: row.name,
  state: clock.state as TicketClock['state'],
  standing: row.standing,
  dueAt: clock.dueAt,
  remainingSeconds: left.seconds,
  asOf: now,
  hours: left.hours,
});

const clockOf = (row: RowClock): ClockRow => ({
  state: row.state,
  dueAt: instant(row.due_at),
  remainingSeconds: row.remaining_seconds,
  calendarKey: row.calendar_key,
  calendarVersion: row.calendar_version,
  calendarZone: row.calendar_zone,
});

function toRecord(row: Row, clock: TicketClock | null, promise: TicketClock | null): TicketRecord {
  return {
    id: row.id,
    number: row.number,
    type: row.type,
    title: row.title,
    ...(row.description === null ? {} : { description: row.description }),
    status: row.status,
    holdReason: row.hold_reason,
    impact: row.impact,
    urgency: row.urgency,
    priority: row.priority,
    category: row.category,
    queue:
      row.queue_id === null
        ? null
        : { id: row.queue_id, key: row.queue_key, name: row.queue_name, groupId: row.queue_group },
    assignee:
      row.assignee_id === null
        ? null
        : { id: row.assignee_id, name: row.assignee_name, email: row.assignee_email },
    requester: { id: row.requester_id, name: row.requester_name, email: row.requester_email },
    organization:
      row.organization_id === null
        ? null
        : { id: row.organization_id, key: row.organization_key, name: row.organization_name },
    tags: row.tags,
    custom: row.custom,
    source: row.source,
    catalogItem: row.catalog_item,
    dueAt: instant(row.due_at),
    clock,
    promise,
    resolvedAt: instant(row.resolved_at),
    closedAt: instant(row.closed_at),
    createdAt: new Date(row.created_at),
    updatedAt: new Date(row.updated_at),
    version: row.version,
  };
}

const instant = (value: Instant | null): Date | null => (value === null ? null : new Date(value));
