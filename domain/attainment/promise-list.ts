/** The promises behind a number, latest first: each with its ticket, where its clock shows how it came to that. */
import type { Principal } from '../people/access.ts';
import { readRows } from '../read-rows.ts';
import type { Reader } from '../tickets/read.ts';
import { and, sql } from '../tickets/sql.ts';
import type { AttainmentAsked } from './attainment.ts';
import { IN_DAYS, type Outcome, promisesSql } from './judged.ts';
import { daysOf } from './months.ts';
import { BESIDE, filterSql, reportReach } from './narrowed.ts';

export type PromiseRow = {
  readonly clockId: string;
  readonly cycle: number;
  readonly ticketId: string;
  readonly number: string;
  readonly title: string;
  readonly priority: 1 | 2 | 3 | 4;
  readonly queue: string | null;
  readonly assignee: string | null;
  readonly organization: string | null;
  readonly policy: string;
  readonly name: string;
  readonly measures: string;
  readonly outcome: Outcome;
  readonly targetSeconds: number;
  /** When it was decided; of one that is open, when it is due. */
  readonly at: string | null;
  readonly revised: boolean;
  /** Where it stands in the list. */
  readonly place: string;
};

export type PromisePlace = {
  readonly at: string;
  readonly clockId: string;
  readonly cycle: number;
};

export async function listPromises(
  reader: Reader,
  principal: Principal,
  asked: Omit<AttainmentAsked, 'by'> & {
    readonly outcome?: Outcome;
    readonly after: PromisePlace | null;
    readonly take: number;
  },
): Promise<PromiseRow[]> {
  const { months, zone, asJudged, filter, outcome, after, take } = asked;
  const promises = promisesSql({ days: daysOf(months), zone, asJudged, now: reader.now });
  const place = 'coalesce(p.at, p.started_at)';
  const where = and([
    sql(IN_DAYS),
    filterSql(filter),
    reportReach(principal, 'report.read'),
    ...(outcome ? [sql('p.outcome = ?', outcome)] : []),
    ...(after
      ? [
          sql(
            `(${place}, p.clock_id, p.cycle) < (?::timestamptz, ?::uuid, ?::int)`,
            after.at,
            after.clockId,
            after.cycle,
          ),
        ]
      : []),
  ]);
  return readRows<PromiseRow>(
    reader,
    `with ${promises.text}
     select p.clock_id as "clockId", p.cycle, t.id as "ticketId", t.number, t.title, t.priority, q.name as queue, w.name as assignee,
       o.name as organization, p.policy_key as policy, p.name, p.measures, p.outcome, p.target_seconds as "targetSeconds",
       to_json(p.at) #>> '{}' as at, p.revised, to_json(${place}) #>> '{}' as place
     from promise p ${BESIDE} left join person w on w.id = t.assignee_id, asked a
     where ${where.text}
     order by ${place} desc, p.clock_id desc, p.cycle desc limit ?`,
    [...promises.params, ...where.params, take],
  );
}
