/** How many promises were kept: in all, month by month, and by policy, team, queue, organization or priority. */
import type { Principal } from '../people/access.ts';
import { readRows } from '../read-rows.ts';
import type { Reader } from '../tickets/read.ts';
import { IN_DAYS, promisesSql } from './judged.ts';
import { daysOf, type Months, monthsOf } from './months.ts';
import { BESIDE, filterSql, type PromiseFilter, reportReach } from './narrowed.ts';

export const DIMENSIONS = ['policy', 'group', 'queue', 'organization', 'priority'] as const;
export type Dimension = (typeof DIMENSIONS)[number];

export type Counts = {
  readonly met: number;
  readonly breached: number;
  readonly open: number;
  readonly excluded: number;
  /** Judged otherwise at the time than by the current revision. */
  readonly revised: number;
};

export type AttainmentRow = Counts & { readonly key: string | null; readonly name: string | null };
export type MonthRow = Counts & { readonly month: string };

export type Attainment = {
  readonly totals: Counts;
  readonly rows: readonly AttainmentRow[];
  readonly months: readonly MonthRow[];
};

export type AttainmentAsked = {
  readonly by: Dimension;
  readonly months: Months;
  readonly zone: string;
  readonly asJudged: boolean;
  readonly filter: PromiseFilter;
};

const KEY: Readonly<Record<Dimension, readonly [key: string, name: string]>> = {
  policy: ['p.policy_key', 'p.name'],
  group: ['g.key', 'g.name'],
  queue: ['q.key', 'q.name'],
  organization: ['o.key', 'o.name'],
  priority: ['t.priority::text', 'null::text'],
};

const COUNTS = `count(*) filter (where outcome = 'met')::int as met, count(*) filter (where outcome = 'breached')::int as breached,
  count(*) filter (where outcome = 'open')::int as open, count(*) filter (where outcome = 'excluded')::int as excluded,
  count(*) filter (where revised)::int as revised`;

const NOTHING: Counts = { met: 0, breached: 0, open: 0, excluded: 0, revised: 0 };

type Row = AttainmentRow & { readonly level: number; readonly month: string | null };

export async function attainmentOf(
  reader: Reader,
  principal: Principal,
  { by, months, zone, asJudged, filter }: AttainmentAsked,
): Promise<Attainment> {
  const promises = promisesSql({ days: daysOf(months), zone, asJudged, now: reader.now });
  const reach = reportReach(principal, 'report.read');
  const where = filterSql(filter);
  const [key, name] = KEY[by];
  // One pass: `level` says which of key and month a row is not about.
  const rows = await readRows<Row>(
    reader,
    `with ${promises.text},
     counted as (
       select ${key} as key, ${name} as name, to_char(p.at at time zone ?, 'YYYY-MM') as month, p.outcome, p.revised
       from promise p ${BESIDE}, asked a
       where ${IN_DAYS} and ${where.text} and ${reach.text})
     select key, max(name) as name, month, grouping(key, month) as level, ${COUNTS}
     from counted group by grouping sets ((key), (month), ()) order by level, max(name) nulls last, key nulls last, month`,
    [...promises.params, zone, ...where.params, ...reach.params],
  );
  const shown = ({ level: _, month: __, ...row }: Row): AttainmentRow => row;
  const total = rows.find(({ level }) => level === 3);
  return {
    totals: total ? counts(total) : NOTHING,
    rows: rows.filter(({ level }) => level === 1).map(shown),
    months: monthsOf(months).map((month) => {
      const found = rows.find((row) => row.level === 2 && row.month === month);
      // What is open has not been decided in any month.
      return { month, ...(found ? counts(found) : NOTHING), open: 0 };
    }),
  };
}

const counts = ({ met, breached, open, excluded, revised }: Counts): Counts => ({
  met,
  breached,
  open,
  excluded,
  revised,
});
