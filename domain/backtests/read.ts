/** Back-tests as lists and pages show them: numbers, and the tickets behind each number that the reader may see. */
import type { Difference, DifferenceKind, Result } from '#engine/backtest/compare.ts';
import type { Definition } from '#engine/definition.ts';
import { DomainError } from '../errors.ts';
import type { Principal } from '../people/access.ts';
import { drawnDefinition } from '../processes/drawings.ts';
import { reachSql } from '../tickets/policy.ts';
import { and, type Sql, sql } from '../tickets/sql.ts';
import type { Work } from '../work.ts';
import { addressesOf, withAddresses } from './addresses.ts';
import type { BacktestFilter } from './choose.ts';
import type { ComparedClock } from './clocks.ts';
import type { Unplayed } from './play-batch.ts';
import type { Totals } from './totals.ts';

export type BacktestState = 'queued' | 'running' | 'completed' | 'cancelled' | 'failed';

export type BacktestRecord = {
  readonly id: string;
  readonly process: string;
  readonly state: BacktestState;
  readonly filter: BacktestFilter & { readonly limit: number };
  readonly done: number;
  readonly total: number;
  readonly totals: Totals;
  readonly failure: string | null;
  readonly draftRevision: number | null;
  readonly version: number | null;
  readonly baseVersion: number | null;
  readonly by: { readonly id: string; readonly name: string; readonly email: string } | null;
  readonly at: string;
  readonly endedAt: string | null;
};

const BACKTESTS = `select b.id, p.key as process, b.state, b.filter, b.done, b.total, b.totals, b.failure, b.draft_revision as "draftRevision", b.version,
    b.base_version as "baseVersion", case when c.id is null then null else jsonb_build_object('id', c.id, 'name', c.name, 'email', c.email) end as "by",
    to_json(b.created_at) #>> '{}' as at, to_json(b.ended_at) #>> '{}' as "endedAt"
  from backtest b join process p on p.id = b.process_id left join person c on c.id = b.created_by
  where b.tenant_id = current_tenant() and p.key = ?`;

/** The newest first. */
export const listBacktests = (work: Work, key: string): Promise<BacktestRecord[]> =>
  work.em.execute<BacktestRecord[]>(`${BACKTESTS} order by b.created_at desc, b.id desc`, [key]);

/** @throws DomainError not_found */
export async function getBacktest(work: Work, key: string, id: string): Promise<BacktestRecord> {
  const rows = await work.em.execute<BacktestRecord[]>(`${BACKTESTS} and b.id = ?`, [key, id]);
  if (!rows[0]) throw new DomainError('not_found', 'There is no such back-test.');
  return rows[0];
}

export type TestedTicket = {
  readonly ord: number;
  readonly ticket: { readonly id: string; readonly number: string; readonly title: string };
  readonly run: string;
  readonly version: number;
  readonly result: Tested;
  readonly kinds: readonly DifferenceKind[];
  readonly divergedAt: string | null;
  readonly divergedWhy: string | null;
  /** Of what could not be played nothing else is known. */
  readonly unplayed: Unplayed | null;
  readonly differences: readonly Difference[];
  readonly clocks: readonly ComparedClock[];
  readonly paths: Result['paths'];
  readonly waited: Result['waitedMs'];
};

type Tested = Result['result'] | 'unplayed';

export type TestedFilter = {
  readonly result?: Tested;
  readonly kind?: DifferenceKind;
  /** The element at which they diverged. */
  readonly element?: string;
};

/** In the order in which they were closed, the last first; only those the reader may see. */
export function testedTickets(
  work: Work,
  principal: Principal,
  id: string,
  { result, kind, element }: TestedFilter,
  page: { readonly take: number; readonly after: number },
): Promise<TestedTicket[]> {
  const conditions: Sql[] = [
    sql('b.backtest_id = ? and b.ord > ? and t.deleted_at is null', id, page.after),
    reachSql(principal, 'ticket.read'),
  ];
  if (result) conditions.push(sql('b.result = ?', result));
  if (kind) conditions.push(sql('? = any(b.kinds)', kind));
  if (element) conditions.push(sql('b.diverged_at = ?', element));
  return ticketsWhere(work, and(conditions), page.take);
}

/** One of them, with both drawings to show its paths on. @throws DomainError not_found */
export async function testedTicket(
  work: Work,
  principal: Principal,
  id: string,
  ticketId: string,
): Promise<TestedTicket & { readonly before: Definition; readonly after: Definition }> {
  const rows = await ticketsWhere(
    work,
    and([
      sql('b.backtest_id = ? and b.ticket_id = ? and t.deleted_at is null', id, ticketId),
      reachSql(principal, 'ticket.read'),
    ]),
    1,
  );
  const drawings = await work.em.execute<{ process_id: string; definition: Definition }[]>(
    'select process_id, definition from backtest where id = ?',
    [id],
  );
  const [row] = rows;
  const [drawn] = drawings;
  if (!row || !drawn) throw new DomainError('not_found', 'There is no such ticket in it.');
  const before = await drawnDefinition(work, drawn.process_id, row.version);
  return { ...row, before, after: drawn.definition };
}

async function ticketsWhere(work: Work, where: Sql, take: number): Promise<TestedTicket[]> {
  const rows = await work.em.execute<TestedTicket[]>(
    `select b.ord, jsonb_build_object('id', t.id, 'number', t.number, 'title', t.title) as ticket, b.run_id as run, r.process_version as version,
       b.result, b.kinds, b.diverged_at as "divergedAt", b.diverged_why as "divergedWhy", b.unplayed, coalesce(b.differences, '[]') as differences,
       coalesce(b.paths, '{"before":[],"after":[]}') as paths, coalesce(b.waited, '{"before":0,"after":null}') as waited,
       coalesce(b.clocks, '[]') as clocks
     from backtest_ticket b join ticket t on t.id = b.ticket_id join run r on r.id = b.run_id
     where ${where.text} order by b.ord limit ?`,
    [...where.params, take],
  );
  const people = await addressesOf(
    work,
    rows.map(({ differences }) => differences),
  );
  return rows.map((row) => ({ ...row, differences: withAddresses(row.differences, people) }));
}
