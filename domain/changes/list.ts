/** Changes that somebody may see, with their plans. */
import { CHANGE_KINDS, type ChangeKind } from '#engine/changes/plan.ts';
import type { Principal } from '../people/access.ts';
import { reachSql } from '../tickets/policy.ts';
import { and, marks, type Sql, sql } from '../tickets/sql.ts';
import type { Status } from '../tickets/values.ts';
import type { Work } from '../work.ts';
import { CHANGE_COLUMNS, type Change, type ChangeRow, toChange } from './change.ts';

export type ListedChange = Change & { readonly title: string; readonly sortedAt: string };

export type ChangePage = {
  readonly principal: Principal;
  readonly kinds: readonly ChangeKind[];
  readonly statuses: readonly Status[];
  /** Only those whose planned time reaches into it. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  /** The key or id of a standard change: only those that follow it. */
  readonly standard?: string | undefined;
  readonly sort: 'plannedFrom' | '-plannedFrom' | '-createdAt';
  readonly after: { readonly at: string; readonly id: string } | null;
  readonly take: number;
};

const ORDERS = {
  // What is not planned comes last either way.
  plannedFrom: { by: "coalesce(p.planned_from, 'infinity')", way: 'asc', past: '>' },
  '-plannedFrom': { by: "coalesce(p.planned_from, '-infinity')", way: 'desc', past: '<' },
  '-createdAt': { by: 't.created_at', way: 'desc', past: '<' },
} as const;

export async function listChanges(work: Work, page: ChangePage): Promise<ListedChange[]> {
  const { by, way, past } = ORDERS[page.sort];
  const where = and([
    sql("t.tenant_id = ? and t.type = 'change' and t.deleted_at is null", work.tenantId),
    reachSql(page.principal, 'ticket.read'),
    ...filters(page),
    ...(page.after
      ? [sql(`(${by}, t.id) ${past} (?::timestamptz, ?::uuid)`, page.after.at, page.after.id)]
      : []),
  ]);
  const rows = await work.em.execute<(ChangeRow & Pick<ListedChange, 'title' | 'sortedAt'>)[]>(
    `select ${CHANGE_COLUMNS}, t.title, ${by}::text as "sortedAt"
     from ticket t left join change_plan p on p.ticket_id = t.id
     where ${where.text} order by ${by} ${way}, t.id ${way} limit ?`,
    [...where.params, page.take],
  );
  return rows.map((row) => ({ ...toChange(row), title: row.title, sortedAt: row.sortedAt }));
}

function filters({ kinds, statuses, from, to, standard }: ChangePage): Sql[] {
  const some: Sql[] = [];
  if (kinds.length > 0 && kinds.length < CHANGE_KINDS.length)
    some.push(sql(`coalesce(p.kind, 'normal') in (${marks(kinds)})`, ...kinds));
  if (statuses.length > 0) some.push(sql(`t.status in (${marks(statuses)})`, ...statuses));
  if (standard !== undefined)
    some.push(
      sql(
        'p.standard_id in (select s.id from standard_change s where s.key = ? or s.id::text = ?)',
        standard,
        standard.toLowerCase(),
      ),
    );
  if (from !== undefined) some.push(sql('p.planned_to > ?', from));
  if (to !== undefined) some.push(sql('p.planned_from < ?', to));
  return some;
}

export type ChangeName = { readonly id: string; readonly number: string; readonly title: string };

/** Of these, those that somebody may see. */
export async function namesOfChanges(
  work: Work,
  principal: Principal,
  ids: readonly string[],
): Promise<ReadonlyMap<string, ChangeName>> {
  const reach = reachSql(principal, 'ticket.read');
  const rows = await work.em.execute<ChangeName[]>(
    `select t.id, t.number, t.title from ticket t
     where t.id in (select value::uuid from jsonb_array_elements_text(?)) and ${reach.text}`,
    [JSON.stringify(ids), ...reach.params],
  );
  return new Map(rows.map((row) => [row.id, row]));
}
