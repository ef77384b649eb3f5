/**
 * Every promise with what became of it, as SQL: one row for each clock and each of its cycles. What a clock's own row says
 * counts, which is its current revision; by choice that which was judged first, where a later revision judges otherwise. A
 * promise is decided when it is kept, or at the deadline that passed; one that is neither yet is open. What was called off
 * is excluded, and what never began is no promise.
 */
import { type Sql, sql } from '../tickets/sql.ts';

export const OUTCOMES = ['met', 'breached', 'open', 'excluded'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** Local dates of the tenant, the last one not included. */
export type Days = { readonly from: string; readonly until: string };

type Asked = {
  readonly days: Days;
  readonly zone: string;
  readonly now: Date;
  /** As it was judged at the time, not as the current revision has it. */
  readonly asJudged: boolean;
};

const DECIDED = 'coalesce(c.breached_at, c.stopped_at)';
const DONE = `c.state in ('met', 'breached', 'cancelled')`;
const OPEN = `c.state in ('running', 'paused')`;

const ROW = `c.id as clock_id, c.ticket_id, c.kind, c.measures, c.target_seconds, c.started_at`;

/** In which cycle a clock was counted again: what stood before tells of that one. */
const CYCLE_AT = `coalesce((select max(s.cycle) from clock_segment s
           where s.clock_id = p.clock_id and s.revision = p.revision and s.from_at < r.at), 1)`;

/** A common table `promise(clock_id, cycle, ticket_id, …, policy_key, name, outcome, at, revised)`, and what it stands on. */
export function promisesSql({ days, zone, now, asJudged }: Asked): Sql {
  const outcome = asJudged ? 'coalesce(j.outcome, p.outcome)' : 'p.outcome';
  const at = asJudged ? 'case when j.outcome is null then p.at else j.at end' : 'p.at';
  const policy = asJudged ? 'coalesce(j.policy_key, p.policy_key)' : 'p.policy_key';
  const name = asJudged ? 'coalesce(j.name, p.name)' : 'p.name';
  return sql(
    `asked as materialized (
       select ?::timestamp at time zone ? as since, ?::timestamp at time zone ? as until, ?::timestamptz as now),
     current as (
       select ${ROW}, c.cycle, c.revision, c.policy_key, c.name, c.stopped_at,
         case c.state when 'cancelled' then 'excluded' else c.state end as outcome, ${DECIDED} as at
       from clock c, asked a
       where c.tenant_id = current_tenant() and ${DONE}
         and (${DECIDED} >= a.since and ${DECIDED} < a.until${asJudged ? ' or c.revision > 1' : ''})
       union all
       select ${ROW}, c.cycle, c.revision, c.policy_key, c.name, c.stopped_at,
         case when c.due_at <= a.now then 'breached' else 'open' end, c.due_at
       from clock c, asked a
       where c.tenant_id = current_tenant() and ${OPEN}),
     earlier as (
       select ${ROW}, e.cycle, c.revision, c.policy_key, c.name, e.ended_at as stopped_at,
         case when m.due_at is null then 'met' else 'breached' end as outcome, coalesce(m.due_at, e.ended_at) as at
       from clock c cross join asked a
       cross join lateral (select s.cycle, max(s.to_at) as ended_at from clock_segment s
         where s.clock_id = c.id and s.revision = c.revision and s.cycle < c.cycle group by s.cycle having max(s.to_at) >= a.since) e
       left join lateral (select min(m.due_at) as due_at from clock_mark m
         where m.clock_id = c.id and m.revision = c.revision and m.cycle = e.cycle and (m.threshold = '#deadline' or exists (
           select from sla_policy_version v, jsonb_array_elements(v.policy -> 'thresholds') h
           where v.tenant_id = c.tenant_id and v.policy_key = c.policy_key and v.number = c.policy_version
             and h ->> 'id' = m.threshold and h -> 'at' ->> 'percent' = '100'))) m on true
       where c.tenant_id = current_tenant() and c.cycle > 1 and (c.stopped_at is null or c.stopped_at >= a.since)),
     known as (select * from current union all select * from earlier),
     promise as (
       select p.clock_id, p.cycle, p.ticket_id, p.kind, p.measures, p.target_seconds, p.started_at, ${policy} as policy_key, ${name} as name,
         ${outcome} as outcome, ${at} as at, coalesce(j.outcome <> p.outcome, false) as revised
       from known p
       left join lateral (
         select r.before ->> 'state' as outcome, o.policy_key, (select v.policy ->> 'name' from sla_policy_version v
             where v.tenant_id = o.tenant_id and v.policy_key = o.policy_key and v.number = o.policy_version) as name,
           case r.before ->> 'state' when 'breached' then (r.before ->> 'breachedAt')::timestamptz else least(p.stopped_at, r.at) end as at
         from clock_revision r join clock_revision o on o.clock_id = r.clock_id and o.number = r.number - 1
         where p.revision > 1 and r.clock_id = p.clock_id and r.before ->> 'state' in ('met', 'breached') and p.cycle = ${CYCLE_AT}
         order by r.number limit 1) j on true)`,
    days.from,
    zone,
    days.until,
    zone,
    now,
  );
}

/** Open ones whenever they began; the others in the days in which they were decided. */
export const IN_DAYS = `(p.outcome = 'open' or (p.at >= a.since and p.at < a.until))`;
