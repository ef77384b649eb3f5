/**
 * What the relay and the reconciler ask of all tenants at once: what to deliver next, where the runs stand, which records
 * should have a workflow. Rows of one target are always taken together and by one relay at a time, so that with several
 * relays a later word about a record is never overtaken by an earlier one.
 */
import { Migration } from '@mikro-orm/migrations';

export class Delivery extends Migration {
  override up(): void {
    this.addSql(`
-- While a relay holds it; other rows of the same target wait.
alter table outbox add column taken_until timestamptz;
create index outbox_target on outbox (target) where state = 'pending';

drop function outbox_take, outbox_done, outbox_failed;
-- Also forgets what has been delivered meanwhile, which saves a trip.
create function outbox_take(most int, lease_ms int, delivered bigint[]) returns setof outbox language plpgsql security definer set search_path = public, pg_temp as $$
declare
  instant timestamptz;
begin
  if cardinality(delivered) > 0 then
    delete from outbox where id = any(delivered);
  end if;
  -- Two relays deciding at once could each take one row of the same target. The lock lasts for this statement only.
  perform pg_advisory_xact_lock(7245003);
  instant := clock_timestamp();
  return query
    with due as (
      select distinct first.kind, first.target from (
        select o.kind, o.target from outbox o
        where o.state = 'pending' and o.next_at <= instant
          and not exists (select from outbox e where e.target = o.target and e.kind = o.kind and e.state = 'pending' and e.taken_until > instant)
        order by o.next_at, o.id limit most) first
    )
    update outbox u set attempts = u.attempts + 1, taken_until = instant + make_interval(secs => lease_ms / 1000.0),
      next_at = instant + make_interval(secs => lease_ms / 1000.0)
    from due where u.target = due.target and u.kind = due.kind and u.state = 'pending'
    returning u.*;
end $$;
create function outbox_failed(ids bigint[], error text, delay_ms int, give_up_after int) returns void language sql security definer set search_path = public, pg_temp as $$
  update outbox set last_error = left(error, 2000), taken_until = null,
    state = case when attempts >= give_up_after then 'dead' else 'pending' end,
    next_at = clock_timestamp() + make_interval(secs => delay_ms / 1000.0)
  where id = any(ids)
$$;
-- The engine was out of reach, which is no fault of the row: the try does not count.
create function outbox_postponed(ids bigint[], error text, delay_ms int) returns void language sql security definer set search_path = public, pg_temp as $$
  update outbox set last_error = left(error, 2000), taken_until = null, attempts = attempts - 1,
    next_at = clock_timestamp() + make_interval(secs => delay_ms / 1000.0)
  where id = any(ids)
$$;
-- Puts a word about each target into the outbox, unless one is waiting there already.
create function outbox_poke(the_kind text, tenants uuid[], targets uuid[], payloads jsonb) returns int language sql security definer set search_path = public, pg_temp as $$
  with poked as (
    insert into outbox (tenant_id, kind, target, payload)
    select p.tenant, the_kind, p.target, payloads -> (p.place - 1)::int from unnest(tenants, targets) with ordinality as p(tenant, target, place)
    where not exists (select from outbox o where o.target = p.target and o.kind = the_kind and o.state = 'pending')
    returning 1)
  select count(*)::int from poked
$$;

-- What is pending for these runs, and what their workflows are called and found by.
create function run_deliveries(run_ids uuid[], most int) returns table (id uuid, tenant_id uuid, tenant_key text, ticket_number text, ticket_type text,
  process_key text, process_version int, step int, ended boolean, messages jsonb)
language sql stable security definer set search_path = public, pg_temp as $$
  select r.id, r.tenant_id, t.key, k.number, k.type, r.process_key, r.process_version, r.step, r.ended_at is not null,
    (select coalesce(jsonb_agg(jsonb_build_object('seq', m.seq, 'event', m.event) order by m.seq), '[]')
     from (select seq, event from run_message where run_id = r.id and seq > r.applied_message order by seq limit most) m)
  from run r join tenant t on t.id = r.tenant_id left join ticket k on k.id = r.ticket_id
  where r.id = any(run_ids)
$$;

-- A run as its workflow loads it, in one trip: sets the tenant for this statement and reads under its fence. It is one payload
-- of the engine, so of many messages it holds the first; the others come with the relay, or with the reconciler.
create function load_run(tenant uuid, the_run uuid) returns jsonb language plpgsql volatile as $$
begin
  perform set_config('perdura.tenant', tenant::text, true);
  return (select jsonb_build_object('process_id', process_id, 'process_version', process_version, 'engine_state', engine_state, 'start_event', start_event,
      'step', step, 'applied_message', applied_message, 'pending_events', pending_events, 'ended', ended_at is not null,
      'messages', (select coalesce(jsonb_agg(jsonb_build_object('seq', seq, 'event', event) order by seq), '[]')
        from (select seq, event, sum(octet_length(event::text)) over (order by seq) - octet_length(event::text) as before from run_message
          where run_id = run.id and seq > run.applied_message) m where m.before < 500000))
    from run where id = the_run);
end $$;
grant execute on function load_run to perdura_app;

-- Who is still handing mails over keeps them.
create function mail_renew(ids jsonb, lease_ms int) returns void language sql security definer set search_path = public, pg_temp as $$
  update mail set next_at = clock_timestamp() + make_interval(secs => lease_ms / 1000.0)
  where state = 'sending' and id in (select value::uuid from jsonb_array_elements_text(ids))
$$;

-- Writes what became of mails, each with its event: [{ id, attempts, state, error, unknown, delay_ms, event_id }]. Whoever lost a
-- mail to another sender meanwhile says nothing of it any more.
create function mail_settled(rows jsonb) returns void language sql security definer set search_path = public, pg_temp as $$
  with verdict as (
    select * from jsonb_to_recordset(rows) as r(id uuid, attempts int, state text, error text, unknown boolean, delay_ms int, event_id uuid)
  ), settled as (
    update mail m set state = v.state, last_error = left(v.error, 2000), unknown_outcomes = m.unknown_outcomes + v.unknown::int,
      sent_at = case when v.state in ('sent', 'captured') then clock_timestamp() else m.sent_at end,
      next_at = clock_timestamp() + make_interval(secs => v.delay_ms / 1000.0)
    from verdict v where m.id = v.id and m.state = 'sending' and m.attempts = v.attempts
    returning m.id, m.tenant_id, m.ticket_id, v.state, v.event_id
  )
  insert into event (id, at, tenant_id, type, subject_kind, subject_id, ticket_id, actor_kind, cause_kind, cause_id, data)
  select event_id, clock_timestamp(), tenant_id, case state when 'failed' then 'mail.failed' else 'mail.sent' end, 'mail', id, ticket_id, 'system', 'system',
    id::text, jsonb_build_object('state', state)
  from settled where state <> 'queued'
$$;
drop function mail_settle;

-- The reconciler walks the open runs by id; an index on the time of the last step would be written by every step.
drop index run_open;
create index run_open on run (id) where ended_at is null;
drop function runs_open;
create function runs_open(after_id uuid, most int) returns table (id uuid, tenant_id uuid, idle_seconds double precision)
language sql stable security definer set search_path = public, pg_temp as $$
  select r.id, r.tenant_id, extract(epoch from clock_timestamp() - r.updated_at)::double precision
  from run r where r.ended_at is null and r.id > after_id order by r.id limit most
$$;
-- Runs that are owed something and have not moved for so many seconds, the longest first.
create function runs_owed(seconds int, most int) returns table (id uuid, tenant_id uuid)
language sql stable security definer set search_path = public, pg_temp as $$
  select r.id, r.tenant_id from run r
  where r.ended_at is null and (r.step = 0 or r.last_message > r.applied_message or r.pending_events <> '[]')
    and r.updated_at < clock_timestamp() - make_interval(secs => seconds) order by r.updated_at limit most
$$;

-- One without a due time runs on a calendar that never opens: nothing of it can ever fall due.
create index clock_running on clock (ticket_id, tenant_id) where next_at is not null;
create index process_rollout on process (id) where next_version is not null and not next_begun;
create index approval_waiting on approval (id) where state = 'open' and paused_at is null;
-- Records that should have a workflow to wake for them, and when; null where the workflow is to ask.
create function wakes_open(the_kind text, after_id uuid, most int) returns table (id uuid, tenant_id uuid, wake_at timestamptz)
language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
  case the_kind
    when 'approval' then return query
      select a.id, a.tenant_id, null::timestamptz from approval a
      where a.state = 'open' and (a.due_at is not null or a.remind_at is not null) and a.id > after_id order by a.id limit most;
    when 'clock' then return query
      select c.ticket_id, c.tenant_id, min(c.next_at) from clock c
      where c.next_at is not null and c.ticket_id > after_id group by c.ticket_id, c.tenant_id order by c.ticket_id limit most;
    when 'escalation' then return query
      select e.id, e.tenant_id, e.next_at from escalation e
      where e.state = 'open' and e.next_at is not null and e.id > after_id order by e.id limit most;
    when 'cab' then return query
      select m.id, m.tenant_id, null::timestamptz from cab_meeting m where m.state in ('planned', 'open') and m.id > after_id order by m.id limit most;
    when 'recount' then return query
      select r.id, r.tenant_id, null::timestamptz from recount r where r.state in ('looking', 'applying') and r.id > after_id order by r.id limit most;
    when 'rollout' then return query
      select p.id, p.tenant_id, null::timestamptz from process p
      where p.next_version is not null and not p.next_begun and p.id > after_id order by p.id limit most;
    when 'forecast' then return query
      select f.id, f.tenant_id, null::timestamptz from forecast f where f.state = 'queued' and f.id > after_id order by f.id limit most;
    when 'backtest' then return query
      select f.first, f.tenant, null::timestamptz from (
        select distinct on (b.tenant_id) b.id as first, b.tenant_id as tenant from backtest b
        where b.state in ('queued', 'running') order by b.tenant_id, b.created_at, b.id) f
      where f.first > after_id order by f.first limit most;
  end case;
end $$;

create index clock_due on clock (next_at) where next_at is not null;
-- Records for which something should have been told so many seconds ago; the longest overdue of each kind first.
create function wakes_overdue(seconds int, most int) returns table (kind text, id uuid, tenant_id uuid, wake_at timestamptz)
language sql stable security definer set search_path = public, pg_temp as $$
  (select 'clock', c.ticket_id, c.tenant_id, min(c.next_at) from clock c
   where c.next_at < clock_timestamp() - make_interval(secs => seconds) group by c.ticket_id, c.tenant_id order by min(c.next_at) limit most)
  union all
  (select 'escalation', e.id, e.tenant_id, e.next_at from escalation e
   where e.state = 'open' and e.next_at < clock_timestamp() - make_interval(secs => seconds) order by e.next_at limit most)
$$;

-- With another release of the time zones a deadline that was worked out before may be wrong: clocks in a calendar are looked at.
create function zones_noticed(release text) returns boolean language plpgsql security definer set search_path = public, pg_temp as $$
declare
  before text;
begin
  select zones into before from installation where id = 1 for update;
  update installation set zones = release where id = 1 and zones is distinct from release;
  if before is null or before = release then return false; end if;
  insert into outbox (tenant_id, kind, target, payload)
  select distinct c.tenant_id, 'clock', c.ticket_id, jsonb_build_object('at', clock_timestamp()) from clock c
  where c.next_at is not null and c.calendar_key is not null;
  return true;
end $$;

revoke all on function outbox_take, outbox_failed, outbox_postponed, outbox_poke, run_deliveries, mail_renew, mail_settled, runs_open, runs_owed, wakes_open, wakes_overdue, zones_noticed from public;
grant execute on function outbox_take, outbox_failed, outbox_postponed, outbox_poke, run_deliveries, mail_renew, mail_settled, runs_open, runs_owed, wakes_open, wakes_overdue, zones_noticed to perdura_app;
`);
  }

  override down(): void {
    this.addSql(`
drop function zones_noticed, wakes_overdue, wakes_open, runs_owed, runs_open, mail_settled, mail_renew, load_run, run_deliveries, outbox_poke, outbox_postponed, outbox_failed, outbox_take;
drop index clock_due, process_rollout, approval_waiting, clock_running, run_open, outbox_target;
alter table outbox drop column taken_until;
create index run_open on run (updated_at) where ended_at is null;
create function runs_open(after_id uuid, most int) returns table (id uuid, tenant_id uuid, ticket_id uuid, step int, last_message int, applied_message int, updated_at timestamptz)
language sql security definer set search_path = public, pg_temp as $$
  select id, tenant_id, ticket_id, step, last_message, applied_message, updated_at from run
  where ended_at is null and id > after_id order by id limit most
$$;
create function outbox_take(most int, lease_ms int) returns setof outbox language sql security definer set search_path = public, pg_temp as $$
  update outbox set attempts = attempts + 1, next_at = clock_timestamp() + make_interval(secs => lease_ms / 1000.0)
  where id in (
    select id from outbox where state = 'pending' and next_at <= clock_timestamp()
    order by next_at, id limit most for update skip locked)
  returning *
$$;
create function outbox_failed(ids bigint[], error text, delay_ms int, give_up_after int) returns void language sql security definer set search_path = public, pg_temp as $$
  update outbox set last_error = left(error, 2000),
    state = case when attempts >= give_up_after then 'dead' else 'pending' end,
    next_at = clock_timestamp() + make_interval(secs => delay_ms / 1000.0)
  where id = any(ids)
$$;
create function outbox_done(ids bigint[]) returns void language sql security definer set search_path = public, pg_temp as $$
  delete from outbox where id = any(ids)
$$;
create function mail_settle(mail_id uuid, new_state text, error text, delay_ms int) returns void language sql security definer set search_path = public, pg_temp as $$
  update mail set state = new_state, last_error = left(error, 2000),
    sent_at = case when new_state in ('sent', 'captured') then clock_timestamp() else sent_at end,
    next_at = clock_timestamp() + make_interval(secs => delay_ms / 1000.0)
  where id = mail_id
$$;
`);
  }
}
