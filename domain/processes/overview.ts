/**
 * A process as those see it who look after it: how many runs of each version there are, and for each element of one
 * version who stands there, how long they stay, how often they come again, what ends late. Worked out from the paths of the
 * runs (`run_element`), for what somebody's `run.read` reaches. A run counts on the version it is on now, with its whole
 * path. All lengths are wall time.
 */

import { isActivity } from '#engine/definition/is-activity.ts';
import type { Definition, Element } from '#engine/definition.ts';
import type { Principal } from '../people/access.ts';
import { reachSql } from '../tickets/policy.ts';
import { type Sql, sql } from '../tickets/sql.ts';
import type { Work } from '../work.ts';
import { definitionOf } from './definitions.ts';
import { CALLED_OFF, namingCalledOff } from './progress.ts';

export type VersionFigures = {
  readonly version: number;
  readonly active: boolean;
  readonly running: number;
  readonly waiting: number;
  readonly faulted: number;
  readonly completed: number;
  readonly cancelled: number;
  readonly failed: number;
};

export type ElementFigures = {
  /** Runs that stand there now, and their tokens. */
  readonly runs: number;
  readonly tokens: number;
  readonly failed: number;
  readonly waitingSince: string | null;
  readonly entered: number;
  readonly left: number;
  readonly calledOff: number;
  readonly medianSeconds: number | null;
  readonly p95Seconds: number | null;
  /** Null where coming again is how it is drawn. */
  readonly again: number | null;
  /** Stays that ended and had a due time or a ticket with a clock. */
  readonly timed: number;
  readonly late: number;
  readonly overdue: number;
  /** Tickets with a promise that were there in the period, and those of which one broke meanwhile. */
  readonly promised: number;
  readonly breached: number;
};

export type Overview = {
  /** The one whose elements are told; null before the first publication. */
  readonly version: number | null;
  readonly versions: readonly VersionFigures[];
  readonly elements: { readonly [element: string]: ElementFigures };
};

type Asked = {
  readonly process: { readonly id: string; readonly version: number | null };
  /** The one that new runs take unless said. */
  readonly version?: number;
  readonly since: Date;
};

/** @throws DomainError not_found: there is no such version */
export async function overviewOf(
  work: Work,
  principal: Principal,
  { process, version = process.version ?? undefined, since }: Asked,
): Promise<Overview> {
  const versions = await versionFigures(work, principal, process, since);
  if (version === undefined) return { version: null, versions, elements: {} };
  const definition = await definitionOf(work, process.id, version);
  const { text, params } = elementsSql(work, principal, {
    process: process.id,
    version,
    since,
    named: namingCalledOff(definition),
  });
  const rows = await work.em.execute<(ElementFigures & { element: string })[]>(text, [...params]);
  const repeated = repeatedIn(definition);
  const elements = rows.map(({ element, again, ...figures }) => [
    element,
    { ...figures, again: repeated.has(element) ? null : again },
  ]);
  return { version, versions, elements: Object.fromEntries(elements) };
}

/** Runs that were there at any time since then: the open ones, and those that ended later. */
const SINCE = `r.tenant_id = current_tenant() and r.process_id = ? and (r.ended_at is null or r.ended_at >= ?)`;

async function versionFigures(
  work: Work,
  principal: Principal,
  process: Asked['process'],
  since: Date,
): Promise<VersionFigures[]> {
  const reach = reachSql(principal, 'run.read');
  const open = (state: string) =>
    `count(r.id) filter (where r.ended_at is null and r.state = '${state}')::int`;
  const ended = (state: string) => `count(r.id) filter (where r.state = '${state}')::int`;
  return work.em.execute<VersionFigures[]>(
    `select v.number as version, v.number is not distinct from ? as active,
       ${open('running')} as running, ${open('waiting')} as waiting, ${open('faulted')} as faulted,
       ${ended('completed')} as completed, ${ended('cancelled')} as cancelled, ${ended('failed')} as failed
     from definition_version v
     left join (select r.id, r.process_version, r.state, r.ended_at from run r left join ticket t on t.id = r.ticket_id
       where ${SINCE} and ${reach.text}) r on r.process_version = v.number
     where v.tenant_id = current_tenant() and v.process_id = ?
     group by v.number order by v.number desc`,
    [process.version, process.id, since, ...reach.params, process.id],
  );
}

/**
 * Whether a stay is of a token that only listens, on a border or in the background, as `isBeside` of the engine has it: nobody
 * waits there, and the run does not stand there. One that has failed does.
 */
const IS_BESIDE = `(s.is_open and s.left_at is null and not s.has_failed and exists (select from run b
         where b.id = s.run_id and jsonb_exists_any(b.engine_state #> array['tokens', s.token], array['guards', 'listens'])))`;

/**
 * One pass over the paths of the runs that were there in the period. What was called off is no stay that ended: how long
 * something took that did not happen says nothing. A stay was late where its task or approval ended after it was due, or a
 * clock of the ticket ran out while it lasted.
 */
export function elementsSql(
  work: Pick<Work, 'now'>,
  principal: Principal,
  asked: {
    readonly process: string;
    readonly version: number;
    readonly since: Date;
    readonly named: ReadonlySet<string>;
  },
): Sql {
  const reach = reachSql(principal, 'run.read');
  const { process, version, since, named } = asked;
  const { now } = work;
  return sql(
    `with asked as (select ?::timestamptz as since, ?::timestamptz as at),
     picked as materialized (
       select r.id, r.ticket_id, r.ended_at is null as is_open,
         r.ticket_id is not null and exists (select from clock c where c.ticket_id = r.ticket_id and c.state <> 'cancelled') as has_clock
       from run r left join ticket t on t.id = r.ticket_id
       where ${SINCE} and r.process_version = ? and ${reach.text}),
     missed as materialized (
       select p.id as run_id, coalesce(c.breached_at, c.due_at) as at
       from picked p join clock c on c.ticket_id = p.ticket_id, asked a
       where p.has_clock and c.state <> 'cancelled' and (c.breached_at is not null or (c.state = 'running' and c.due_at < a.at))),
     due as materialized (
       select t.run_id, t.token, max(t.due_at) as due_at, max(t.completed_at) as done_at
       from picked p join task t on t.run_id = p.id where t.due_at is not null group by t.run_id, t.token
       union all
       select a.run_id, a.token, a.due_at, a.decided_at from picked p join approval a on a.run_id = p.id where a.due_at is not null),
     path as (
       select e.run_id, p.ticket_id, e.token, e.element, e.entered_at, e.left_at, e.failure is not null as has_failed, p.is_open, p.has_clock,
         e.outcome = '${CALLED_OFF}' and not e.element = any (?::text[]) as is_off,
         row_number() over (partition by e.run_id, e.element order by e.ord) > 1 as is_again
       from picked p join run_element e on e.run_id = p.id),
     stay as (
       select s.*, s.is_open and s.left_at is null and not ${IS_BESIDE} as is_here, s.left_at >= a.since and s.is_off is not true as has_ended, a.since,
         s.has_clock or d.due_at is not null as is_timed,
         coalesce(d.due_at < coalesce(d.done_at, s.left_at, a.at), false) or b.is_breached as is_late, b.is_breached
       from path s cross join asked a left join due d on d.run_id = s.run_id and d.token = s.token
       cross join lateral (select exists (select from missed m
         where m.run_id = s.run_id and m.at between s.entered_at and coalesce(s.left_at, a.at)) as is_breached) b
       where s.left_at is null or s.left_at >= a.since or s.entered_at >= a.since)
     select element,
       count(distinct run_id) filter (where is_here)::int as runs, count(*) filter (where is_here)::int as tokens,
       count(distinct run_id) filter (where is_here and has_failed)::int as failed,
       to_json(min(entered_at) filter (where is_here)) #>> '{}' as "waitingSince",
       count(*) filter (where entered_at >= since)::int as entered, count(*) filter (where has_ended)::int as left,
       count(*) filter (where left_at >= since and is_off)::int as "calledOff",
       percentile_cont(0.5) within group (order by extract(epoch from left_at - entered_at)) filter (where has_ended) as "medianSeconds",
       percentile_cont(0.95) within group (order by extract(epoch from left_at - entered_at)) filter (where has_ended) as "p95Seconds",
       count(*) filter (where is_again and entered_at >= since)::int as again,
       count(*) filter (where has_ended and is_timed)::int as timed, count(*) filter (where has_ended and is_late)::int as late,
       count(*) filter (where is_here and is_late)::int as overdue,
       count(distinct ticket_id) filter (where has_clock and (is_here or has_ended))::int as promised,
       count(distinct ticket_id) filter (where is_breached and (is_here or has_ended))::int as breached
     from stay group by element order by element`,
    since,
    now,
    process,
    since,
    version,
    ...reach.params,
    `{${[...named].map((id) => `"${id}"`).join(',')}}`,
  );
}

/** Where one run comes more than once as a matter of course: what is done for each item, and where branches join. */
function repeatedIn({ elements, flows }: Definition): ReadonlySet<string> {
  const known = new Map(elements.map((element) => [element.id, element]));
  const isLooped = (element: Element | undefined): boolean =>
    element !== undefined &&
    ((isActivity(element) && element.loop !== undefined) ||
      (element.parent !== undefined && isLooped(known.get(element.parent))));
  const joins = ({ id, type }: Element): boolean =>
    (type === 'parallelGateway' || type === 'inclusiveGateway') &&
    flows.filter(({ to }) => to === id).length > 1;
  return new Set(elements.filter((one) => isLooped(one) || joins(one)).map(({ id }) => id));
}
