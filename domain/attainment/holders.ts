/** How long teams had the tickets that were finished in some months: in all, and for the middle and the slow ticket. */
import type { Principal } from '../people/access.ts';
import { readRows } from '../read-rows.ts';
import type { Reader } from '../tickets/read.ts';
import { and, sql } from '../tickets/sql.ts';
import { daysOf, type Months } from './months.ts';
import { reportReach } from './narrowed.ts';
import { staysSql } from './stays.ts';

export type Spent = {
  readonly sum: number;
  /** Of one ticket: half of them took no longer, and nine of ten. */
  readonly median: number;
  readonly p90: number;
};

export type HolderRow = {
  /** `nobody`: in no team's queue, with no person. */
  readonly kind: 'group' | 'requester' | 'nobody';
  readonly key: string | null;
  readonly name: string | null;
  readonly tickets: number;
  readonly wall: Spent;
  readonly business: Spent | null;
  /** How much of the wall time nobody in the team had it. */
  readonly unassignedSeconds: number;
};

type Row = Omit<HolderRow, 'wall' | 'business' | 'unassignedSeconds'> & {
  readonly [amount in `${'wall' | 'business'}_${'sum' | 'median' | 'p90'}`]: number | null;
} & { readonly unassigned: number | null };

const amounts = (of: string): string =>
  `sum(${of}) as ${of}_sum, percentile_cont(0.5) within group (order by ${of}) as ${of}_median,
   percentile_cont(0.9) within group (order by ${of}) as ${of}_p90`;

export async function holdersOf(
  reader: Reader,
  principal: Principal,
  asked: { readonly months: Months; readonly zone: string },
): Promise<{ readonly tickets: number; readonly rows: readonly HolderRow[] }> {
  const { from, until } = daysOf(asked.months);
  const chosen = and([
    sql('t.tenant_id = ?', reader.tenantId),
    sql('t.deleted_at is null'),
    sql(
      'coalesce(t.resolved_at, t.closed_at) >= ?::timestamp at time zone ? and coalesce(t.resolved_at, t.closed_at) < ?::timestamp at time zone ?',
      from,
      asked.zone,
      until,
      asked.zone,
    ),
    reportReach(principal, 'report.read'),
  ]);
  const [first] = await readRows<{ tickets: number; since: string | null }>(
    reader,
    `select count(*)::int as tickets, to_json(min(t.created_at)) #>> '{}' as since from ticket t where ${chosen.text}`,
    chosen.params,
  );
  if (!first?.since) return { tickets: 0, rows: [] };
  const stays = await staysSql(
    reader,
    sql(`select t.id, t.created_at from ticket t where ${chosen.text}`, ...chosen.params),
    new Date(first.since),
  );
  const rows = await readRows<Row>(
    reader,
    `with ${stays.text},
     had as (
       select s.ticket_id, case when s.kind = 'requester' then 'requester' when g.id is not null then 'group' when s.kind = 'nobody' then 'nobody' else 'group' end as kind,
         case when s.kind <> 'requester' then g.key end as key, case when s.kind <> 'requester' then g.name end as name,
         sum(s.wall) as wall, sum(s.business) as business, coalesce(sum(s.wall) filter (where s.kind = 'nobody'), 0) as alone
       from stay s left join queue q on q.id = s.queue_id left join people_group g on g.id = q.group_id
       group by 1, 2, 3, 4)
     select kind, key, name, count(*)::int as tickets, ${amounts('wall')}, ${amounts('business')}, sum(alone) as unassigned
     from had group by kind, key, name order by sum(wall) desc, name`,
    stays.params,
  );
  return { tickets: first.tickets, rows: rows.map(toHolder) };
}

function toHolder({ kind, key, name, tickets, unassigned, ...row }: Row): HolderRow {
  const spent = (of: 'wall' | 'business'): Spent => ({
    sum: Math.round(row[`${of}_sum`] ?? 0),
    median: Math.round(row[`${of}_median`] ?? 0),
    p90: Math.round(row[`${of}_p90`] ?? 0),
  });
  return {
    kind,
    key,
    name,
    tickets,
    wall: spent('wall'),
    business: row.business_sum === null ? null : spent('business'),
    unassignedSeconds: Math.round(unassigned ?? 0),
  };
}
