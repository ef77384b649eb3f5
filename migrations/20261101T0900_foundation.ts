/**
 * Tenants, people and what they may do; the event table, the outbox and the seals. Every table with a `tenant_id` is
 * fenced by row-level security on `current_tenant()`; the application's role owns nothing and bypasses nothing.
 * Functions that must see all tenants are SECURITY DEFINER, owned by the migrating role, and listed in ARCHITECTURE.md.
 */
import { Migration } from '@mikro-orm/migrations';

export class Foundation extends Migration {
  override up(): void {
    this.addSql(`
do $$ begin
  if not exists (select from pg_roles where rolname = 'perdura_app') then
    create role perdura_app nologin;
  end if;
exception when duplicate_object or unique_violation then null; end $$;
grant usage on schema public to perdura_app;

create function current_tenant() returns uuid language sql stable parallel safe
  return nullif(current_setting('perdura.tenant', true), '')::uuid;

-- Fences a table by tenant and lets the application use it. Called by every migration that makes a table.
create procedure fence_table(table_name regclass, privileges text default 'select, insert, update, delete') language plpgsql as $$
begin
  execute format('alter table %s enable row level security', table_name);
  execute format('create policy tenant_fence on %s using (tenant_id = current_tenant()) with check (tenant_id = current_tenant())', table_name);
  execute format('grant %s on %s to perdura_app', privileges, table_name);
end $$;

create table tenant (
  id uuid primary key,
  key text not null unique check (key ~ '^[a-z0-9][a-z0-9-]{0,63}$'),
  name text not null,
  settings jsonb not null default '{}',
  -- Goes up whenever published processes, catalog items, service targets or rulesets change; cached copies carry it.
  configuration_revision bigint not null default 1,
  created_at timestamptz not null default now()
);
alter table tenant enable row level security;
create policy tenant_fence on tenant using (id = current_tenant()) with check (id = current_tenant());
grant select, update on tenant to perdura_app;

create table organization (
  id uuid primary key,
  tenant_id uuid not null references tenant,
  parent_id uuid references organization,
  key text not null,
  name text not null,
  -- Whom it is to the service desk (gold, silver, …), when it works and where; what is not said here is said by its parent.
  tier text,
  calendar_key text,
  time_zone text,
  version int not null default 1,
  created_at timestamptz not null default now(),
  unique (tenant_id, key)
);
call fence_table('organization');

-- What was agreed with an organization and holds for all beneath it: promised to it, agreed inside, or owed by a vendor.
create table service_contract (
  id uuid primary key,
  tenant_id uuid not null references tenant,
  organization_id uuid not null references organization,
  key text not null,
  name text not null,
  kind text not null default 'sla' check (kind in ('sla', 'ola', 'underpinning')),
  vendor text,
  vendor_email text,
  tier text,
  valid_from date,
  valid_until date,
  -- So many days before its end whoever manages settings is told; the end of which they were told last.
  warn_days int not null default 30 check (warn_days between 0 and 730),
  warned_of date,
  version int not null default 1,
  check (valid_from is null or valid_until is null or valid_from <= valid_until),
  unique (tenant_id, key)
);
create index service_contract_organization on service_contract (organization_id);
call fence_table('service_contract');

create table person (
  id uuid primary key,
  tenant_id uuid not null references tenant,
  email text not null check (email = lower(email)),
  name text not null,
  password_hash text,
  active boolean not null default true,
  -- Known by an address only: asked to approve something, without an account.
  outside boolean not null default false,
  locale text not null default 'en',
  time_zone text not null default 'UTC',
  organization_id uuid references organization,
  manager_id uuid references person,
  version int not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (tenant_id, email),
  check (not (outside and password_hash is not null))
);
create index person_email on person (email);
call fence_table('person');

-- One key per person, sealed under the installation's master key; throwing it away erases what was sealed with it.
create table person_key (
  person_id uuid primary key references person,
  tenant_id uuid not null references tenant,
  sealed bytea,
  created_at timestamptz not null default now(),
  destroyed_at timestamptz
);
call fence_table('person_key');

create table people_group (
  id uuid primary key,
  tenant_id uuid not null references tenant,
  key text not null,
  name text not null,
  version int not null default 1,
  unique (tenant_id, key)
);
call fence_table('people_group');

create table group_member (
  group_id uuid not null references people_group on delete cascade,
  person_id uuid not null references person,
  tenant_id uuid not null references tenant,
  primary key (group_id, person_id)
);
create index group_member_person on group_member (person_id);
call fence_table('group_member');

create table role (
  id uuid primary key,
  tenant_id uuid not null references tenant,
  key text not null,
  name text not null,
  -- [{ "permission": "ticket.read", "scope": "own" | "group" | "organization" | "all" }]
  permissions jsonb not null,
  built_in boolean not null default false,
  version int not null default 1,
  unique (tenant_id, key)
);
call fence_table('role');

create table person_role (
  person_id uuid not null references person,
  role_id uuid not null references role on delete cascade,
  tenant_id uuid not null references tenant,
  primary key (person_id, role_id)
);
call fence_table('person_role');

create table session (
  id uuid primary key,
  tenant_id uuid not null references tenant,
  person_id uuid not null references person,
  token_hash bytea not null unique,
  csrf_token text not null,
  user_agent text,
  created_at timestamptz not null default now(),
  last_seen_at timestamptz not null default now(),
  expires_at timestamptz not null
);
create index session_person on session (person_id);
call fence_table('session');

create table access_token (
  id uuid primary key,
  tenant_id uuid not null references tenant,
  person_id uuid not null references person,
  name text not null,
  token_hash bytea not null unique,
  scopes text[],
  created_at timestamptz not null default now(),
  expires_at timestamptz,
  last_used_at timestamptz,
  revoked_at timestamptz
);
create index access_token_person on access_token (person_id);
call fence_table('access_token');

-- Failed sign-ins by hashed address and by hashed network address; belongs to no tenant.
create table sign_in_throttle (
  key bytea primary key,
  failures int not null,
  window_started_at timestamptz not null,
  blocked_until timestamptz
);
grant select, insert, update, delete on sign_in_throttle to perdura_app;

create table secret (
  id uuid primary key,
  tenant_id uuid not null references tenant,
  key text not null,
  sealed bytea not null,
  version int not null default 1,
  updated_at timestamptz not null default now(),
  unique (tenant_id, key)
);
call fence_table('secret');

create table idempotency (
  tenant_id uuid not null references tenant,
  person_id uuid not null,
  key text not null,
  request_hash bytea not null,
  status int,
  headers jsonb,
  body jsonb,
  created_at timestamptz not null default now(),
  primary key (tenant_id, person_id, key)
);
create index idempotency_age on idempotency (created_at);
call fence_table('idempotency');

-- The one event table. A reader's place is (xid, seq), and it reads only transactions older than every running one, so
-- that it never skips one that committed late.
-- Transaction numbers are a cluster's own. A dump that was restored into a younger cluster would have events from its future;
-- the offset, a constant that the start puts right, keeps what is new behind what was there. It is stable and not immutable, so that
-- plans follow when it is replaced.
create function event_offset() returns bigint language sql stable parallel safe as 'select 0::bigint';
create function event_xid() returns xid8 language sql stable as $$ select (pg_current_xact_id()::text::bigint + event_offset())::text::xid8 $$;
-- One by one across all connections, so that among what was written behind one lock it tells the order; a transaction
-- number does not, being given before the lock is waited for.
create sequence event_seq;
grant usage on sequence event_seq to perdura_app;
create table event (
  id uuid not null,
  at timestamptz not null,
  tenant_id uuid not null,
  xid xid8 not null default event_xid(),
  seq bigint not null default nextval('event_seq'),
  type text not null,
  subject_kind text not null,
  subject_id uuid not null,
  ticket_id uuid,
  actor_kind text not null,
  actor_id uuid,
  cause_kind text not null,
  cause_id text,
  cause_label text,
  -- { field: { before, after } }; a personal value is { hash } here and stands sealed in event_personal.
  changes jsonb not null default '{}',
  data jsonb not null default '{}',
  primary key (id, at)
) partition by range (at);
create index event_place on event (tenant_id, xid, seq);
create index event_ticket on event (ticket_id, at) where ticket_id is not null;
create index event_subject on event (subject_id, at);
call fence_table('event', 'select, insert');

create table event_personal (
  event_id uuid not null,
  at timestamptz not null,
  tenant_id uuid not null,
  person_id uuid not null,
  sealed bytea not null,
  primary key (event_id, person_id, at)
) partition by range (at);
call fence_table('event_personal', 'select, insert');

create table event_default partition of event default;
create table event_personal_default partition of event_personal default;

-- Makes the monthly partitions from the month of the given day on; rows that already lie in the default partition keep
-- their place there, since a month that has rows in it is skipped.
create function ensure_event_partitions(from_day date, months int) returns int language plpgsql security definer
set search_path = public, pg_temp as $$
declare
  first date := date_trunc('month', from_day)::date;
  month date;
  made int := 0;
  parent text;
  child text;
begin
  perform pg_advisory_xact_lock(hashtext('ensure_event_partitions'));
  for i in 0 .. months - 1 loop
    month := (first + make_interval(months => i))::date;
    foreach parent in array array['event', 'event_personal'] loop
      child := parent || to_char(month, '_YYYYMM');
      if to_regclass(child) is null then
        begin
          execute format('create table %I partition of %I for values from (%L) to (%L)', child, parent, month, (month + interval '1 month')::date);
          made := made + 1;
        exception when check_violation then null;
        end;
      end if;
    end loop;
  end loop;
  return made;
end $$;
revoke all on function ensure_event_partitions from public;
grant execute on function ensure_event_partitions to perdura_app;
select ensure_event_partitions(current_date, 4);

-- What must reach the engine after the commit.
create table outbox (
  id bigint generated always as identity primary key,
  tenant_id uuid not null,
  kind text not null,
  target uuid not null,
  payload jsonb not null default '{}',
  state text not null default 'pending' check (state in ('pending', 'dead')),
  attempts int not null default 0,
  next_at timestamptz not null default now(),
  last_error text,
  created_at timestamptz not null default now()
) with (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_cost_delay = 0);
create index outbox_due on outbox (next_at, id) where state = 'pending';
create index outbox_dead on outbox (tenant_id, id) where state = 'dead';
call fence_table('outbox');

-- Takes what is due for at most lease_ms; what is not reported done by then is due again. Safe with several relays.
create function outbox_take(most int, lease_ms int) returns setof outbox language sql security definer set search_path = public, pg_temp as $$
  update outbox set attempts = attempts + 1, next_at = clock_timestamp() + make_interval(secs => lease_ms / 1000.0)
  where id in (
    select id from outbox where state = 'pending' and next_at <= clock_timestamp()
    order by next_at, id limit most for update skip locked)
  returning *
$$;
create function outbox_done(ids bigint[]) returns void language sql security definer set search_path = public, pg_temp as $$
  delete from outbox where id = any(ids)
$$;
create function outbox_failed(ids bigint[], error text, delay_ms int, give_up_after int) returns void language sql security definer set search_path = public, pg_temp as $$
  update outbox set last_error = left(error, 2000),
    state = case when attempts >= give_up_after then 'dead' else 'pending' end,
    next_at = clock_timestamp() + make_interval(secs => delay_ms / 1000.0)
  where id = any(ids)
$$;
create function outbox_figures(out pending bigint, out dead bigint, out oldest_seconds double precision) language sql security definer set search_path = public, pg_temp as $$
  select count(*) filter (where state = 'pending'), count(*) filter (where state = 'dead'),
    coalesce(extract(epoch from clock_timestamp() - min(created_at) filter (where state = 'pending')), 0)::double precision from outbox
$$;
revoke all on function outbox_take, outbox_done, outbox_failed, outbox_figures from public;
grant execute on function outbox_take, outbox_done, outbox_failed, outbox_figures to perdura_app;

create table worker_heartbeat (
  name text primary key,
  at timestamptz not null,
  parts jsonb not null default '{}'
);
grant select, insert, update, delete on worker_heartbeat to perdura_app;

-- One row: which master key this data was sealed with, and by which release of the time zones its clocks were last looked at.
create table installation (
  id int primary key check (id = 1),
  key_check bytea not null,
  zones text,
  created_at timestamptz not null default now()
);
grant select on installation to perdura_app;
`);
  }

  override down(): void {
    this.addSql(`
drop function outbox_take, outbox_done, outbox_failed, outbox_figures, ensure_event_partitions;
drop table installation, worker_heartbeat, outbox, event_personal, event, idempotency, secret, sign_in_throttle, access_token,
  session, person_role, role, group_member, people_group, person_key, service_contract, person, organization, tenant cascade;
drop sequence event_seq;
drop procedure fence_table;
drop function event_xid, event_offset;
drop function current_tenant;
revoke usage on schema public from perdura_app;
`);
  }
}
