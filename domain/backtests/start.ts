/**
 * Begins a back-test: the draft and all that decides for it are kept as they are now, and so is the list of tickets, the last
 * ones closed of those the caller may see. Whatever happens to any of it later, the test says what was asked.
 */
import type { Calendar } from '#engine/calendar.ts';
import type { Definition } from '#engine/definition.ts';
import { DomainError } from '../errors.ts';
import { newId } from '../ids.ts';
import { send } from '../outbox.ts';
import type { Principal } from '../people/access.ts';
import { Draft } from '../processes/draft.ts';
import { draftOrPresent } from '../processes/drafts.ts';
import { loadCalendar } from '../processes/kept.ts';
import { Process } from '../processes/process.ts';
import { currentRuleset } from '../rulesets/find.ts';
import { reachSql } from '../tickets/policy.ts';
import { and, type Sql, sql } from '../tickets/sql.ts';
import type { Priority, TicketType } from '../tickets/values.ts';
import type { Work } from '../work.ts';
import type { Surroundings } from './play-batch.ts';
import { NO_TOTALS } from './totals.ts';

export const TICKETS_MAX = 10_000;
export const TICKETS_USUAL = 500;
/** How many are kept of each process: the newest. */
const KEPT = 20;

export type BacktestFilter = {
  readonly type?: TicketType;
  readonly category?: string;
  readonly queue?: string;
  readonly priority?: Priority;
  readonly createdAfter?: string;
  readonly createdBefore?: string;
  readonly closedAfter?: string;
};

/** Returns its id. @throws DomainError draft_not_found */
export async function startBacktest(
  work: Work,
  principal: Principal,
  key: string,
  { filter = {}, limit = TICKETS_USUAL }: { filter?: BacktestFilter; limit?: number },
): Promise<string> {
  const { definition, version } = await draftOrPresent(work, principal, key);
  const process = await work.em.findOneOrFail(Process, { tenantId: work.tenantId, key });
  const draft =
    version === null
      ? await work.em.findOneOrFail(Draft, {
          ...{ processId: process.id, authorId: principal.personId },
        })
      : null;
  const id = newId();
  const { origin: _, ...frozen } = definition;
  await work.em.execute(
    `insert into backtest (id, tenant_id, process_id, state, filter, definition, surroundings, draft_revision, version, base_version,
       total, totals, created_by, created_at)
     values (?, current_tenant(), ?, 'queued', ?, ?, ?, ?, ?, ?, 0, ?, ?, ?)`,
    [
      id,
      process.id,
      JSON.stringify({ ...filter, limit }),
      JSON.stringify(frozen),
      JSON.stringify(await surroundingsOf(work, definition)),
      draft?.revision ?? null,
      version,
      draft ? (draft.baseVersion ?? null) : version,
      JSON.stringify(NO_TOTALS),
      principal.personId,
      work.now,
    ],
  );
  const total = await choose(work, id, process.id, wanted(work, principal, filter), limit);
  await work.em.execute(
    `update backtest set total = ?, state = case when ?::int = 0 then 'completed' else state end,
       ended_at = case when ?::int = 0 then created_at end where id = ?`,
    [total, total, total, id],
  );
  await forgetOld(work, process.id);
  if (total > 0) send(work, 'backtest', id, { at: work.now.toISOString() });
  return id;
}

/** Stops it; what has been played by now stays. @throws DomainError not_found, transition_not_allowed */
export async function cancelBacktest(work: Work, key: string, id: string): Promise<void> {
  const rows = await work.em.execute<{ state: string }[]>(
    `select b.state from backtest b join process p on p.id = b.process_id
     where b.tenant_id = current_tenant() and p.key = ? and b.id = ? for update of b`,
    [key, id],
  );
  const state = rows[0]?.state;
  if (state === undefined) throw new DomainError('not_found', 'There is no such back-test.');
  if (state !== 'queued' && state !== 'running')
    throw new DomainError('transition_not_allowed', `This back-test is ${state} already.`, {
      values: { state },
    });
  await work.em.execute(`update backtest set state = 'cancelled', ended_at = ? where id = ?`, [
    work.now,
    id,
  ]);
  send(work, 'backtest', id, { at: null });
}

/** The first run that the process had with each ticket; children belong to whoever called them. */
async function choose(
  work: Work,
  id: string,
  processId: string,
  conditions: Sql,
  limit: number,
): Promise<number> {
  const rows = await work.em.execute<{ total: number }[]>(
    `with wanted as (
       select distinct on (t.id) t.id as ticket_id, r.id as run_id, t.closed_at
       from run r join ticket t on t.id = r.ticket_id
       where r.process_id = ? and r.ended_at is not null and r.engine_state is not null and r.parent_run_id is null and ${conditions.text}
       order by t.id, r.started_at, r.id),
     chosen as (
       insert into backtest_ticket (backtest_id, ord, tenant_id, ticket_id, run_id)
       select ?, row_number() over (order by closed_at desc, ticket_id desc) - 1, current_tenant(), ticket_id, run_id
       from (select * from wanted order by closed_at desc, ticket_id desc limit ?) last
       returning 1)
     select count(*)::int as total from chosen`,
    [processId, ...conditions.params, id, limit],
  );
  return rows[0]?.total ?? 0;
}

function wanted(work: Work, principal: Principal, filter: BacktestFilter): Sql {
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

async function surroundingsOf(work: Work, { elements }: Definition): Promise<Surroundings> {
  const keys = new Set(
    elements.flatMap((element) => (element.type === 'businessRuleTask' ? [element.ruleset] : [])),
  );
  const found = await Promise.all([...keys].map((key) => currentRuleset(work, key)));
  const calendars = await work.em.execute<{ key: string; hours: Calendar }[]>(
    'select key, hours from calendar where tenant_id = current_tenant()',
  );
  const queues = await work.em.execute<{ id: string; key: string }[]>(
    'select id, key from queue where tenant_id = current_tenant()',
  );
  return {
    rulesets: found.flatMap((one) => (one ? [one.ruleset] : [])),
    calendars: Object.fromEntries(calendars.map(({ key, hours }) => [key, hours])),
    calendar: await loadCalendar(work, undefined),
    queues: Object.fromEntries(
      queues.flatMap(({ id, key }) => [
        [id, key],
        [key, key],
      ]),
    ),
  };
}

/** Only the newest are kept; what is under way is not old. */
async function forgetOld(work: Work, processId: string): Promise<void> {
  await work.em.execute(
    `delete from backtest where process_id = ? and state not in ('queued', 'running')
       and id not in (select id from backtest where process_id = ? order by created_at desc, id desc limit ?)`,
    [processId, processId, KEPT],
  );
}
