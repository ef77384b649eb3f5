/**
 * Tickets with everything that is shown beside them, in one query: no list asks again for each row.
 */
import { type ClockRow, remainingBy } from '../clocks/remaining.ts';
import { isId } from '../ids.ts';
import type { Work } from '../work.ts';
import type { TicketRecord } from './record.ts';
import { type Sql, sql } from './sql.ts';

/** What reading needs; a `Work` is one. */
export type Reader = Pick<Work, 'em' | 'tenantId' | 'now'>;

const COLUMNS = `t.id, t.number, t.type, t.title, t.status, t.hold_reason, t.impact, t.urgency, t.priority, t.category, to_jsonb(t.tags) as tags, t.custom,
  t.source, t.catalog_item, t.due_at, t.resolved_at, t.closed_at, t.created_at, t.updated_at, t.version,
  q.id as queue_id, q.key as queue_key, q.name as queue_name, q.group_id as queue_group,
  a.id as assignee_id, a.name as assignee_name, a.email as assignee_email,
  r.id as requester_id, r.name as requester_name, r.email as requester_email,
  o.id as organization_id, o.key as organization_key, o.name as organization_name,
  c.state as clock_state, c.due_at as clock_due_at, c.remaining_seconds, c.calendar_key, c.calendar_version`;

const JOINS = `join person r on r.id = t.requester_id
  left join queue q on q.id = t.queue_id
  left join person a on a.id = t.assignee_id
  left join organization o on o.id = t.organization_id
  left join lateral (select * from clock k where k.ticket_id = t.id and k.state <> 'cancelled' order by k.stopped_at nulls first, k.due_at nulls last limit 1) c on true`;

type Instant = Date | string;

type Row = Pick<
  TicketRecord,
  | 'id'
  | 'number'
  | 'type'
  | 'title'
  | 'description'
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
  clock_state: ClockRow['state'] | null;
  clock_due_at: Instant | null;
  remaining_seconds: number | null;
  calendar_key: string;
  calendar_version: number;
};

/** By id or by number; null when there is none (or it was deleted). */
export async function findTicket(reader: Reader, ref: string): Promise<TicketRecord | null> {
  const where = isId(ref)
    ? sql('t.id = ?', ref.toLowerCase())
    : sql('t.tenant_id = ? and t.number = ?', reader.tenantId, ref.toUpperCase());
  const rows = await reader.em.execute<Row[]>(
    `select ${COLUMNS}, t.description from ticket t ${JOINS} where ${where.text} and t.deleted_at is null`,
    [...where.params],
  );
  return (await toRecords(reader, rows))[0] ?? null;
}

export type Page = {
  readonly where: Sql;
  /** A text query (`to_tsquery`'s language) that must match as well. */
  readonly text: string | null;
  readonly order: string;
  readonly take: number;
};

/** The page of tickets that the inner statement finds; it decides which and in what order before anything is joined. */
export async function readTickets(reader: Reader, page: Page): Promise<TicketRecord[]> {
  const inner = page.text === null ? pageSql(page) : searchSql(page, page.text);
  const rows = await reader.em.execute<Row[]>(
    `select ${COLUMNS} from (${inner.text}) t ${JOINS} order by ${page.order}`,
    [...inner.params],
  );
  return toRecords(reader, rows);
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
  const walk = `select t.* from ticket t where ${where.text} and`;
  const rest = `order by ${order} limit ?`;
  return sql(
    `with wanted as materialized (select words, search_is_broad(words) as broad from to_tsquery('simple', ?) words)
     (${walk} not (select broad from wanted) and t.id in (select search_tickets((select words from wanted))) ${rest})
     union all
     (${walk} (select broad from wanted) and t.search @@ (select words from wanted) ${rest})`,
    ...[text, ...where.params, take, ...where.params, take],
  );
}

async function toRecords(reader: Reader, rows: readonly Row[]): Promise<TicketRecord[]> {
  const clocks = rows.map(clockOf);
  const remaining = await remainingBy(
    reader,
    clocks.filter((clock) => clock !== null),
  );
  return rows.map((row, index) => {
    const clock = clocks[index] ?? null;
    return toRecord(
      row,
      clock && {
        state: clock.state as 'running',
        dueAt: clock.dueAt,
        remainingSeconds: remaining(clock),
      },
    );
  });
}

function clockOf(row: Row): ClockRow | null {
  if (row.clock_state === null) return null;
  return {
    state: row.clock_state,
    dueAt: instant(row.clock_due_at),
    remainingSeconds: row.remaining_seconds,
    calendarKey: row.calendar_key,
    calendarVersion: row.calendar_version,
  };
}

function toRecord(row: Row, clock: TicketRecord['clock']): TicketRecord {
  return {
    id: row.id,
    number: row.number,
    type: row.type,
    title: row.title,
    ...(row.description === undefined ? {} : { description: row.description }),
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
    resolvedAt: instant(row.resolved_at),
    closedAt: instant(row.closed_at),
    createdAt: new Date(row.created_at),
    updatedAt: new Date(row.updated_at),
    version: row.version,
  };
}

const instant = (value: Instant | null): Date | null => (value === null ? null : new Date(value));
