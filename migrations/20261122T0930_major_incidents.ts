/** Major incidents: services, what is declared, the updates that were sent, tickets that follow another, and the status page. */
import { Migration } from '@mikro-orm/migrations';

export class MajorIncidents extends Migration {
  override up(): void {
    this.addSql(`
create table service (
  id uuid primary key,
  tenant_id uuid not null references tenant,
  key text not null,
  name text not null,
  description text not null default '',
  version int not null default 1,
  unique (tenant_id, key)
);
call fence_table('service');

create table update_template (
  id uuid primary key,
  tenant_id uuid not null references tenant,
  key text not null,
  name text not null,
  subject text not null,
  body text not null,
  version int not null default 1,
  unique (tenant_id, key)
);
call fence_table('update_template');

-- One row for each tenant that has settings of its own; the others have the usual ones.
create table major_incident_settings (
  tenant_id uuid primary key references tenant,
  -- How often stakeholders hear of each severity.
  update_minutes jsonb not null,
  audience jsonb not null,
  -- Whoever holds the secret address may read the status page; null while nobody may.
  status_hash bytea unique,
  version int not null default 1
);
call fence_table('major_incident_settings');

create table major_incident (
  id uuid primary key,
  tenant_id uuid not null references tenant,
  ticket_id uuid not null references ticket,
  severity int not null check (severity between 1 and 3),
  state text not null default 'open' check (state in ('open', 'resolved', 'closed', 'withdrawn')),
  headline text not null,
  commander_id uuid not null references person,
  war_room_url text,
  audience jsonb not null,
  run_id uuid not null,
  declared_by uuid references person,
  declared_at timestamptz not null,
  next_update_at timestamptz,
  resolved_at timestamptz,
  ended_at timestamptz,
  reason text,
  review jsonb,
  version int not null default 1
);
-- A ticket is one major incident at a time; one that was withdrawn may be declared again.
create unique index major_incident_ticket on major_incident (ticket_id) where state <> 'withdrawn';
create index major_incident_open on major_incident (tenant_id) where state in ('open', 'resolved');
call fence_table('major_incident');

create table major_incident_service (
  major_incident_id uuid not null references major_incident,
  service_id uuid not null references service,
  tenant_id uuid not null,
  -- What is the matter with it: slower or partly away, or away.
  impact text not null check (impact in ('degraded', 'down')),
  primary key (major_incident_id, service_id)
);
call fence_table('major_incident_service');

create table major_incident_update (
  id uuid primary key,
  tenant_id uuid not null references tenant,
  major_incident_id uuid not null references major_incident,
  stage text not null check (stage in ('investigating', 'identified', 'monitoring', 'resolved')),
  subject text not null,
  body text not null,
  author_id uuid references person,
  at timestamptz not null,
  recipients int not null
);
create index major_incident_update_of on major_incident_update (major_incident_id, id desc);
call fence_table('major_incident_update');

-- One ticket under another: an incident that is part of a greater one, or an action that came of its review.
create table ticket_link (
  child_id uuid primary key references ticket,
  parent_id uuid not null references ticket,
  tenant_id uuid not null,
  kind text not null check (kind in ('child', 'action')),
  -- Whether the child is resolved with its parent.
  follows boolean not null default true,
  linked_by uuid references person,
  linked_at timestamptz not null,
  check (child_id <> parent_id)
);
create index ticket_link_parent on ticket_link (parent_id, child_id);
call fence_table('ticket_link');

-- Whose status page may be read at this secret address; null for none.
create function status_page_tenant(hash bytea) returns uuid language sql stable security definer set search_path = public, pg_temp as $$
  select tenant_id from major_incident_settings where status_hash = hash
$$;
revoke all on function status_page_tenant from public;
grant execute on function status_page_tenant to perdura_app;
`);
  }

  override down(): void {
    this.addSql(`
drop function status_page_tenant;
drop table ticket_link, major_incident_update, major_incident_service, major_incident, major_incident_settings, update_template, service;
`);
  }
}
