/**
 * What hangs on the wall: how each queue stands, what breaks next, what has nobody, what has waited longest, and how the day
 * went. One reading of it is one answer, so that its numbers agree with each other.
 */
import type { Principal } from '../people/access.ts';
import { readRows } from '../read-rows.ts';
import { OPEN } from '../tickets/filter.ts';
import { orderSql, type SortKey } from '../tickets/order.ts';
import { type Reader, readTickets } from '../tickets/read.ts';
import type { TicketRecord } from '../tickets/record.ts';
import { and, marks, type Sql, sql } from '../tickets/sql.ts';
import { promisesSql } from './judged.ts';
import { reportReach } from './narrowed.ts';

export type QueueStand = {
  readonly key: string | null;
  readonly name: string | null;
  readonly open: number;
  /** A promise about it is broken, and it is still open. */
  readonly breached: number;
  /** It breaks within the hour. */
  readonly atRisk: number;
  readonly ok: number;
  /** Nothing runs: paused, or never promised. */
  readonly still: number;
  readonly unassigned: number;
  readonly critical: number;
  /** Since when the oldest of those that nobody has waits. */
  readonly waitingSince: string | null;
};

export type Wallboard = {
  readonly queues: readonly QueueStand[];
  readonly next: readonly TicketRecord[];
  readonly waiting: readonly TicketRecord[];
  readonly today: { readonly met: number; readonly breached: number };
};

const NEXT = 10;
const WAITING = 3;
const NEXT_FIRST: readonly SortKey[] = [{ field: 'dueAt', descending: false }];
const OLDEST_FIRST: readonly SortKey[] = [{ field: 'createdAt', descending: false }];

type Asked = {
  /** Keys; all of them where none is named. */
  readonly queues: readonly string[];
  readonly zone: string;
  /** The day, by the tenant's own clock. */
  readonly today: string;
  readonly tomorrow: string;
};

export async function wallboardOf(
  reader: Reader,
  principal: Principal,
  asked: Asked,
): Promise<Wallboard> {
  const { queues } = asked;
  const shown = and([
    sql('t.tenant_id = ?', reader.tenantId),
    sql('t.deleted_at is null'),
    reportReach(principal, 'wallboard.read'),
    ...(queues.length === 0
      ? []
      : [
          sql(
            `t.queue_id in (select id from queue where tenant_id = ? and key in (${marks(queues)}))`,
            reader.tenantId,
            ...queues,
          ),
        ]),
  ]);
  const open = and([shown, OPEN]);
  const page = (where: Sql, order: readonly SortKey[], take: number) =>
    readTickets(reader, { where, text: null, order: orderSql(order), take });
  return {
    queues: await standOf(reader, open, queues),
    next: await page(and([open, sql('t.due_at is not null')]), NEXT_FIRST, NEXT),
    waiting: await page(and([open, sql('t.assignee_id is null')]), OLDEST_FIRST, WAITING),
    today: await dayOf(reader, shown, asked),
  };
}

async function standOf(
  reader: Reader,
  open: Sql,
  queues: readonly string[],
): Promise<QueueStand[]> {
  const rows = await readRows<QueueStand>(
    reader,
    `with stand as (
       select t.queue_id, t.assignee_id is null as is_unassigned, t.priority = 1 as is_critical, t.created_at, t.due_at,
         t.due_at < ?::timestamptz or exists (select from clock c where c.ticket_id = t.id and c.state = 'breached' and c.standing <> 'stopped') as is_breached,
         t.due_at < ?::timestamptz + interval '1 hour' as is_soon
       from ticket t where ${open.text}),
     counted as (
       select queue_id, count(*)::int as open, count(*) filter (where is_breached)::int as breached,
         count(*) filter (where is_soon and is_breached is not true)::int as "atRisk",
         count(*) filter (where due_at is not null and is_soon is not true and is_breached is not true)::int as ok,
         count(*) filter (where due_at is null and is_breached is not true)::int as still,
         count(*) filter (where is_unassigned)::int as unassigned, count(*) filter (where is_critical)::int as critical,
         to_json(min(created_at) filter (where is_unassigned)) #>> '{}' as "waitingSince"
       from stand group by queue_id)
     select q.key, q.name, c.open, c.breached, c."atRisk", c.ok, c.still, c.unassigned, c.critical, c."waitingSince"
     from counted c left join queue q on q.id = c.queue_id order by q.name nulls last`,
    [reader.now, reader.now, ...open.params],
  );
  // Who names queues looks for them, also where there is nothing in them.
  const known = new Set(rows.map(({ key }) => key));
  const missing = queues.filter((key) => !known.has(key));
  if (missing.length === 0) return rows;
  const empty = await readRows<{ key: string; name: string }>(
    reader,
    `select key, name from queue where tenant_id = ? and key in (${marks(missing)}) order by name`,
    [reader.tenantId, ...missing],
  );
  return [...rows, ...empty.map((queue) => ({ ...NOTHING, ...queue }))];
}

const NOTHING = {
  open: 0,
  breached: 0,
  atRisk: 0,
  ok: 0,
  still: 0,
  unassigned: 0,
  critical: 0,
  waitingSince: null,
};

async function dayOf(
  reader: Reader,
  shown: Sql,
  { zone, today, tomorrow }: Asked,
): Promise<Wallboard['today']> {
  const days = { from: today, until: tomorrow };
  const promises = promisesSql({ days, zone, now: reader.now, asJudged: false });
  const [day] = await readRows<Wallboard['today']>(
    reader,
    `with ${promises.text}
     select count(*) filter (where p.outcome = 'met')::int as met, count(*) filter (where p.outcome = 'breached')::int as breached
     from promise p join ticket t on t.id = p.ticket_id, asked a
     where p.kind = 'sla' and p.at >= a.since and p.at < a.until and p.outcome in ('met', 'breached') and ${shown.text}`,
    [...promises.params, ...shown.params],
  );
  return day ?? { met: 0, breached: 0 };
}
