/**
 * Opening a ticket as one statement, since round trips decide what a write costs; the versions of a calendar; search that
 * an index can serve below row-level security; and the indexes of the desk's lists.
 */
import { Migration } from '@mikro-orm/migrations';

export class Desk extends Migration {
  override up(): void {
    this.addSql(`
-- Every state a calendar has had; a clock names the one it counts with.
create table calendar_version (
  tenant_id uuid not null references tenant,
  calendar_key text not null,
  number int not null,
  hours jsonb not null,
  saved_at timestamptz not null,
  -- No one where it came with the tenant.
  saved_by uuid references person,
  primary key (tenant_id, calendar_key, number)
);
call fence_table('calendar_version', 'select, insert');

-- One index for each way a desk looks at its tickets; those for open ones stay small however many are closed.
create index ticket_created on ticket (tenant_id, created_at desc, id desc) where deleted_at is null;
create index ticket_priority on ticket (tenant_id, priority, updated_at desc, id desc) where deleted_at is null;
create index ticket_queue_recent on ticket (queue_id, updated_at desc, id desc) where deleted_at is null;
create index ticket_organization on ticket (organization_id, updated_at desc, id desc) where deleted_at is null;
create index ticket_open_recent on ticket (tenant_id, updated_at desc, id desc) where deleted_at is null and status not in ('resolved', 'closed', 'cancelled');
create index ticket_open_priority on ticket (tenant_id, priority, updated_at desc, id desc) where deleted_at is null and status not in ('resolved', 'closed', 'cancelled');
create index ticket_open_queue on ticket (queue_id, priority, updated_at desc, id desc) where deleted_at is null and status not in ('resolved', 'closed', 'cancelled');
create index ticket_open_due on ticket (tenant_id, (coalesce(due_at, 'infinity'::timestamptz)), id) where deleted_at is null and status not in ('resolved', 'closed', 'cancelled');
create index ticket_open_queue_due on ticket (queue_id, (coalesce(due_at, 'infinity'::timestamptz)), id) where deleted_at is null and status not in ('resolved', 'closed', 'cancelled');
create unique index escalation_open on escalation (ticket_id) where state = 'open';

-- Opens a ticket: row, event with its sealed part, runs, clocks, and what the relay must deliver. Returns the number.
-- Runs with the caller's rights. PD001: the caller's copy of the configuration, or of the requester, is out of date.
create function open_ticket(p jsonb) returns text language plpgsql volatile as $$
declare
  t jsonb := p -> 'ticket';
  e jsonb := p -> 'event';
  tenant_of uuid := (p ->> 'tenant')::uuid;
  happened timestamptz := (p ->> 'at')::timestamptz;
  ticket_of uuid := (t ->> 'id')::uuid;
  number_of text;
begin
  perform set_config('perdura.tenant', p ->> 'tenant', true);
  perform from tenant where id = tenant_of and configuration_revision = (p ->> 'revision')::bigint;
  if not found then
    raise exception 'stale configuration' using errcode = 'PD001';
  end if;
  perform from person where id = (t ->> 'requesterId')::uuid and version = (p ->> 'requesterVersion')::int and active and not outside;
  if not found then
    raise exception 'stale requester' using errcode = 'PD001';
  end if;

  number_of := next_ticket_number(t ->> 'type');
  insert into ticket (id, tenant_id, number, type, title, description, status, impact, urgency, priority, priority_by_hand, category,
    queue_id, assignee_id, requester_id, organization_id, tags, custom, source, catalog_item, due_at, created_at, updated_at)
  values (ticket_of, tenant_of, number_of, t ->> 'type', t ->> 'title', t ->> 'description', t ->> 'status', (t ->> 'impact')::smallint,
    (t ->> 'urgency')::smallint, (t ->> 'priority')::smallint, (t ->> 'priorityByHand')::boolean, t ->> 'category', (t ->> 'queueId')::uuid,
    (t ->> 'assigneeId')::uuid, (t ->> 'requesterId')::uuid, (t ->> 'organizationId')::uuid,
    array(select jsonb_array_elements_text(t -> 'tags')), t -> 'custom', t ->> 'source', t ->> 'catalogItem', (t ->> 'dueAt')::timestamptz, happened, happened);

  insert into event (id, at, tenant_id, type, subject_kind, subject_id, ticket_id, actor_kind, actor_id, cause_kind, cause_id, cause_label, changes, data)
  values ((e ->> 'id')::uuid, happened, tenant_of, 'ticket.created', 'ticket', ticket_of, ticket_of, e ->> 'actorKind', (e ->> 'actorId')::uuid,
    e ->> 'causeKind', e ->> 'causeId', e ->> 'causeLabel', e -> 'changes', jsonb_set(e -> 'data', '{number}', to_jsonb(number_of)));
  insert into event_personal (event_id, at, tenant_id, person_id, sealed)
  values ((e ->> 'id')::uuid, happened, tenant_of, (t ->> 'requesterId')::uuid, decode(p ->> 'sealed', 'base64'));

  if jsonb_array_length(p -> 'runs') > 0 then
    insert into run (id, tenant_id, process_id, process_key, process_version, definition_sha256, semantics, ticket_id, trigger_key, start_event, started_by, started_at, updated_at)
    select r.id, tenant_of, r.process_id, r.process_key, r.process_version, r.definition_sha256, r.semantics, ticket_of, r.trigger_key, r.start_event, r.started_by, r.started_at, r.started_at
    from jsonb_to_recordset(p -> 'runs') as r(id uuid, process_id uuid, process_key text, process_version int, definition_sha256 text, semantics int,
      trigger_key text, start_event jsonb, started_by uuid, started_at timestamptz);
    insert into outbox (tenant_id, kind, target) select tenant_of, 'run', (r ->> 'id')::uuid from jsonb_array_elements(p -> 'runs') r;
  end if;

  if jsonb_array_length(p -> 'clocks') > 0 then
    insert into clock (id, tenant_id, ticket_id, subject_id, track, kind, measures, name, standing, cycle, state, policy_key, policy_version, target_id,
      target_seconds, calendar_key, calendar_version, calendar_zone, started_at, due_at, next_at, breached_at, stopped_at, remaining_seconds)
    select c.id, tenant_of, ticket_of, ticket_of, c.track, c.kind, c.measures, c.name, c.standing, c.cycle, c.state, c."policyKey", c."policyVersion", c."targetId",
      c."targetSeconds", c."calendarKey", c."calendarVersion", c."calendarZone", c."startedAt", c."dueAt", c."nextAt", c."breachedAt", c."stoppedAt", c."remainingSeconds"
    from jsonb_to_recordset(p -> 'clocks') as c(id uuid, track text, kind text, measures text, name text, standing text, cycle int, state text, "policyKey" text,
      "policyVersion" int, "targetId" text, "targetSeconds" int, "calendarKey" text, "calendarVersion" int, "calendarZone" text, "startedAt" timestamptz,
      "dueAt" timestamptz, "nextAt" timestamptz, "breachedAt" timestamptz, "stoppedAt" timestamptz, "remainingSeconds" double precision);
    insert into clock_revision (clock_id, number, tenant_id, at, reasons, cause, policy_key, policy_version, target_id, target_seconds, calendar_key, calendar_version, calendar_zone, lost)
    select c.id, 1, tenant_of, happened, '{begun}', p -> 'clockCause', c."policyKey", c."policyVersion", c."targetId", c."targetSeconds", c."calendarKey", c."calendarVersion", c."calendarZone", c.lost
    from jsonb_to_recordset(p -> 'clocks') as c(id uuid, "policyKey" text, "policyVersion" int, "targetId" text, "targetSeconds" int, "calendarKey" text,
      "calendarVersion" int, "calendarZone" text, lost jsonb);
    insert into clock_segment (clock_id, revision, ord, tenant_id, cycle, state, from_at, to_at, calendar_key, calendar_version, calendar_zone, cause)
    select c.id, 1, s.ord, tenant_of, s.cycle, s.state, s."from", s."to", s."calendarKey", s."calendarVersion", s."calendarZone", p -> 'clockCause'
    from jsonb_to_recordset(p -> 'clocks') as c(id uuid, segments jsonb),
      jsonb_to_recordset(c.segments) as s(ord int, cycle int, state text, "from" timestamptz, "to" timestamptz, "calendarKey" text, "calendarVersion" int, "calendarZone" text);
    if p ->> 'wakeAt' is not null then
      insert into outbox (tenant_id, kind, target, payload) values (tenant_of, 'clock', ticket_of, jsonb_build_object('at', p -> 'wakeAt'));
    end if;
  end if;
  return number_of;
end $$;

-- Runs a query of the application for one tenant, in one round trip. With the caller's rights: row-level security holds
-- inside as it does outside.
create function read_rows(tenant_of uuid, query text) returns json language plpgsql volatile as $$
declare
  found json;
begin
  perform set_config('perdura.tenant', tenant_of::text, true);
  execute 'select json_agg(r) from (' || query || ') r' into found;
  return coalesce(found, '[]'::json);
end $$;

-- The tickets whose ids a query of the application finds, in its order, with everything that is shown beside them. The
-- query is planned anew each time, being different each time; this join, which is always the same, is not.
create function read_tickets(tenant_of uuid, query text, whole boolean) returns json language plpgsql volatile as $$
declare
  ids uuid[];
begin
  perform set_config('perdura.tenant', tenant_of::text, true);
  execute 'select array_agg(id) from (' || query || ') t' into ids;
  return coalesce((
    select json_agg(x order by x.place) from (
      select i.place, t.id, t.number, t.type, t.title, case when whole then t.description end as description, t.status, t.hold_reason, t.impact,
        t.urgency, t.priority, t.category, t.tags, t.custom, t.source, t.catalog_item, t.due_at, t.resolved_at, t.closed_at, t.created_at,
        t.updated_at, t.version, q.id as queue_id, q.key as queue_key, q.name as queue_name, q.group_id as queue_group,
        a.id as assignee_id, a.name as assignee_name, a.email as assignee_email,
        r.id as requester_id, r.name as requester_name, r.email as requester_email,
        o.id as organization_id, o.key as organization_key, o.name as organization_name,
        to_json(c) as clock, to_json(p) as promise
      from unnest(ids) with ordinality as i(id, place)
      join ticket t on t.id = i.id
      join person r on r.id = t.requester_id
      left join queue q on q.id = t.queue_id
      left join person a on a.id = t.assignee_id
      left join organization o on o.id = t.organization_id
      left join lateral (select k.name, k.kind, k.state, k.standing, k.due_at, k.remaining_seconds, k.calendar_key, k.calendar_version, k.calendar_zone
        from clock k where k.subject_id = t.id and k.state not in ('cancelled', 'waiting')
        order by k.stopped_at nulls first, k.kind <> 'sla', k.due_at nulls last limit 1) c on true
      left join lateral (select k.name, k.kind, k.state, k.standing, k.due_at, k.remaining_seconds, k.calendar_key, k.calendar_version, k.calendar_zone
        from clock k where c.kind <> 'sla' and k.subject_id = t.id and k.kind = 'sla' and k.state not in ('cancelled', 'waiting')
        order by k.stopped_at nulls first, k.due_at nulls last limit 1) p on true) x), '[]'::json);
end $$;

-- Tickets of the current tenant that match, in no order. A definer function, because text search is not leakproof: below
-- row-level security the planner would look at every row before the index. The tenant is fenced here instead.
create function search_tickets(query tsquery) returns setof uuid
language plpgsql stable security definer set search_path = public, pg_temp rows 1000 as $$
begin
  return query execute 'select id from ticket where tenant_id = $1 and deleted_at is null and search @@ $2' using current_tenant(), query;
end $$;

-- Whether so many tickets match that walking a list in its order meets them sooner than the text index: by the planner's own
-- estimate, which knows the common words and takes every other for rare. (EXPLAIN may not stand in a stable function.)
create function search_is_broad(query tsquery) returns boolean
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
  plan json;
begin
  execute format('explain (format json) select from ticket where search @@ %L::tsquery', query) into plan;
  return (plan -> 0 -> 'Plan' ->> 'Plan Rows')::float8 > 1000 + 0.006 * (select greatest(reltuples, 0) from pg_class where oid = 'ticket'::regclass);
end $$;
revoke all on function search_tickets, search_is_broad from public;
grant execute on function search_tickets, search_is_broad to perdura_app;
`);
  }

  override down(): void {
    this.addSql(`
drop function search_is_broad, search_tickets, read_tickets, read_rows, open_ticket;
drop index escalation_open, ticket_created, ticket_priority, ticket_queue_recent, ticket_organization, ticket_open_recent, ticket_open_priority, ticket_open_queue, ticket_open_due, ticket_open_queue_due;
drop table calendar_version;
`);
  }
}
