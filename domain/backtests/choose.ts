/** Which tickets a back-test takes: the last ones closed that fit and that its author may see, by the run each had. */
import type { Principal } from '../people/access.ts';
import { reachSql } from '../tickets/policy.ts';
import { and, sql } from '../tickets/sql.ts';
import type { Priority, TicketType } from '../tickets/values.ts';
import type { Work } from '../work.ts';

export type BacktestFilter = {
  readonly type?: TicketType;
  readonly category?: string;
  readonly queue?: string;
  readonly priority?: Priority;
  readonly createdAfter?: string;
  readonly createdBefore?: string;
  readonly closedAfter?: string;
};

/** Keeps the first run that the process had with each ticket, in their order; children belong to whoever called them. How many. */
export async function chooseRuns(
  work: Work,
  principal: Principal,
  backtest: { readonly id: string; readonly processId: string },
  filter: BacktestFilter,
  limit: number,
): Promise<number> {
  const { text, params } = wanted(work, principal, filter);
  const rows = await work.em.execute<{ total: number }[]>(
    `with wanted as (
       select distinct on (t.id) t.id as ticket_id, r.id as run_id, t.closed_at
       from run r join ticket t on t.id = r.ticket_id
       where r.process_id = ? and r.ended_at is not null and r.engine_state is not null and r.parent_run_id is null and ${text}
       order by t.id, r.started_at, r.id),
     chosen as (
       select coalesce(array_agg(run_id order by closed_at desc, ticket_id desc), '{}') as runs
       from (select * from wanted order by closed_at desc, ticket_id desc limit ?) last)
     update backtest b set runs = c.runs, total = cardinality(c.runs) from chosen c where b.id = ? returning b.total`,
    [backtest.processId, ...params, limit, backtest.id],
  );
  return rows[0]?.total ?? 0;
}

function wanted(work: Work, principal: Principal, filter: BacktestFilter) {
  const { type, category, queue, priority, createdAfter, createdBefore, closedAfter } = filter;
  const conditions = [
    sql('r.tenant_id = ?', work.tenantId),
    sql("t.status in ('closed', 'cancelled') and t.closed_at is not null and t.deleted_at is null"),
    reachSql(principal, 'ticket.read'),
  ];
  if (type !== undefined) conditions.push(sql('t.type = ?', type));
  if (category !== undefined) conditions.push(sql('t.category = ?', category));
  if (queue !== undefined)
    conditions.push(
      sql(
        't.queue_id = (select id from queue where tenant_id = ? and key = ?)',
        work.tenantId,
        queue,
      ),
    );
  if (priority !== undefined) conditions.push(sql('t.priority = ?', priority));
  if (createdAfter) conditions.push(sql('t.created_at > ?::timestamptz', createdAfter));
  if (createdBefore) conditions.push(sql('t.created_at < ?::timestamptz', createdBefore));
  if (closedAfter) conditions.push(sql('t.closed_at > ?::timestamptz', closedAfter));
  return and(conditions);
}
