/**
 * How two versions do beside each other while one of them takes a share of the new runs: of both, what began since the share
 * did, so that they are held against each other in the same days. A run counts on the version it is on now. Lengths are wall
 * time; only what somebody's `run.read` reaches is counted.
 */
import { DomainError } from '../errors.ts';
import type { Principal } from '../people/access.ts';
import { reachSql } from '../tickets/policy.ts';
import type { Work } from '../work.ts';
import type { ProcessRecord } from './read-processes.ts';
import { IS_LATE, IS_TIMED } from './read-runs.ts';

export type SideFigures = {
  readonly version: number;
  readonly started: number;
  readonly open: number;
  /** Of the open ones, those that have failed and wait for help. */
  readonly faulted: number;
  readonly completed: number;
  readonly cancelled: number;
  readonly failed: number;
  /** From beginning to end of the completed ones. */
  readonly medianSeconds: number | null;
  /** On a ticket with a clock; and of these, where one has run out. */
  readonly timed: number;
  readonly late: number;
};

export type RolloutFigures = { readonly since: string; readonly sides: readonly SideFigures[] };

/** The version on its way first. @throws DomainError not_found: no share of the new runs goes elsewhere */
export async function rolloutFigures(
  work: Work,
  principal: Principal,
  { id, key, version, next }: ProcessRecord,
): Promise<RolloutFigures> {
  if (!next?.begun || version === null)
    throw new DomainError('not_found', `All new runs of “${key}” take the same version.`);
  const reach = reachSql(principal, 'run.read');
  const sides = await work.em.execute<SideFigures[]>(
    `select s.version, count(r.id)::int as started, count(r.id) filter (where r.ended_at is null)::int as open,
       count(r.id) filter (where r.state = 'faulted')::int as faulted, count(r.id) filter (where r.state = 'completed')::int as completed,
       count(r.id) filter (where r.state = 'cancelled')::int as cancelled, count(r.id) filter (where r.state = 'failed')::int as failed,
       percentile_cont(0.5) within group (order by extract(epoch from r.ended_at - r.started_at)) filter (where r.state = 'completed') as "medianSeconds",
       count(r.id) filter (where r.timed)::int as timed, count(r.id) filter (where r.late)::int as late
     from (values (?::int), (?::int)) s(version)
     left join (select r.id, r.process_version, r.state, r.started_at, r.ended_at, ${IS_TIMED} as timed, ${IS_LATE('?')} as late
       from run r left join ticket t on t.id = r.ticket_id
       where r.tenant_id = current_tenant() and r.process_id = ? and r.started_at >= ? and ${reach.text}) r on r.process_version = s.version
     group by s.version order by s.version = ? desc`,
    [next.version, version, work.now, id, next.from, ...reach.params, next.version],
  );
  return { since: next.from, sides };
}
