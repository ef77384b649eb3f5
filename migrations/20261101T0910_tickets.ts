/**
 * Tickets, their conversation, their queues and their clocks. Numbers come from one sequence per tenant and type, so that
 * two inserts never wait for each other; a gap in the numbers is allowed, a number twice is not.
 */
import { Migration } from '@mikro-orm/migrations';

export class Tickets extends Migration {
  override up(): void {
    this.addSql(`
create table queue (
  id uuid primary key,
  tenant_id uuid not null references tenant,
  key text not null,
  name text not null,
  group_id uuid references people_group,
  version int not null default 1,
  unique (tenant_id, key)
);
call fence_table('queue');

create table ticket (
  id uuid primary key,
  tenant_id uuid not null,
  number text not null,
  type text not null check (type in ('incident', 'service_request', 'problem', 'change', 'task')),
  title text not null,
  description text not null default '',
  status text not null,
  hold_reason text,
  impact smallint not null,
  urgency smallint not null,
  priority smallint not null,
  priority_by_hand boolean not null default false,
  category text,
  queue_id uuid references queue,
  assignee_id uuid references person,
  requester_id uuid not null references person,
  organization_id uuid references organization,
  tags text[] not null default '{}',
  custom jsonb not null default '{}',
  source text not null default 'api',
  catalog_item text,
  -- When somebody who works on it first answered, and whose turn it is to answer.
  answered_at timestamptz,
  awaiting text not null default 'agent' check (awaiting in ('agent', 'requester')),
  due_at timestamptz,
  resolved_at timestamptz,
  closed_at timestamptz,
  deleted_at timestamptz,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  version int not null default 1,
  search tsvector not null generated always as (to_tsvector('simple', number || ' ' || title || ' ' || left(description, 4000))) stored,
  unique (tenant_id, number)
) with (fillfactor = 85);
create index ticket_recent on ticket (tenant_id, updated_at desc, id desc) where deleted_at is null;
create index ticket_assignee on ticket (assignee_id, status) where deleted_at is null;
create index ticket_requester on ticket (requester_id, created_at desc) where deleted_at is null;
create index ticket_search on ticket using gin (search);
call fence_table('ticket');

create function ticket_prefix(ticket_type text) returns text language sql immutable parallel safe
  return case ticket_type when 'incident' then 'INC' when 'service_request' then 'REQ' when 'problem' then 'PRB' when 'change' then 'CHG' else 'TSK' end;

-- The next number of this kind in the current tenant: INC-000123.
create function next_ticket_number(ticket_type text) returns text language plpgsql volatile as $$
declare
  n text := nextval(format('ticket_number_%s_%s', replace(current_tenant()::text, '-', ''), ticket_type))::text;
begin
  return ticket_prefix(ticket_type) || '-' || lpad(n, greatest(6, length(n)), '0');
end $$;
grant execute on function next_ticket_number to perdura_app;

create table comment (
  id uuid primary key,
  tenant_id uuid not null,
  ticket_id uuid not null references ticket,
  author_id uuid references person,
  run_id uuid,
  body text not null,
  internal boolean not null default false,
  created_at timestamptz not null
);
create index comment_ticket on comment (ticket_id, created_at);
call fence_table('comment');

create table notification (
  id uuid primary key,
  tenant_id uuid not null,
  person_id uuid not null references person,
  ticket_id uuid,
  -- Of a board: where it leads, where it is about no ticket.
  meeting_id uuid,
  text text not null,
  created_at timestamptz not null,
  read_at timestamptz
);
create index notification_person on notification (person_id, created_at desc, id desc);
create index notification_unread on notification (person_id, created_at desc, id desc) where read_at is null;
call fence_table('notification');

-- Outgoing mail: written with what caused it, handed to the mail server by the worker. message_id makes a repeat harmless.
create table mail (
  id uuid primary key,
  tenant_id uuid not null,
  dedupe_key text not null,
  message_id text not null,
  person_id uuid references person,
  ticket_id uuid,
  run_id uuid,
  to_address text not null,
  subject text not null,
  body text not null,
  -- What its addressee may decide by the address in it, which gets its key only when the mail leaves: { approval, round, stage }.
  decides jsonb,
  -- An invitation (RFC 5546), and whether it is sent, changed or called off: { method, text }.
  invitation jsonb,
  state text not null default 'queued' check (state in ('queued', 'sending', 'sent', 'captured', 'failed')),
  attempts int not null default 0,
  -- How often a server was given the whole of it and did not say whether it took it.
  unknown_outcomes int not null default 0,
  next_at timestamptz not null,
  created_at timestamptz not null,
  sent_at timestamptz,
  last_error text,
  unique (tenant_id, dedupe_key)
);
create index mail_due on mail (next_at) where state in ('queued', 'sending');
create index mail_recent on mail (tenant_id, created_at desc);
call fence_table('mail');

-- But not what whoever asks has under way already: after an outage its own lease may be over.
create function mail_take(most int, lease_ms int, under_way jsonb) returns setof mail language sql security definer set search_path = public, pg_temp as $$
  update mail set state = 'sending', attempts = attempts + 1, next_at = clock_timestamp() + make_interval(secs => lease_ms / 1000.0)
  where id in (
    select id from mail where state in ('queued', 'sending') and next_at <= clock_timestamp()
      and id not in (select value::uuid from jsonb_array_elements_text(under_way))
    order by next_at limit most for update skip locked)
  returning *
$$;
create function mail_settle(mail_id uuid, new_state text, error text, delay_ms int) returns void language sql security definer set search_path = public, pg_temp as $$
  update mail set state = new_state, last_error = left(error, 2000),
    sent_at = case when new_state in ('sent', 'captured') then clock_timestamp() else sent_at end,
    next_at = clock_timestamp() + make_interval(secs => delay_ms / 1000.0)
  where id = mail_id
$$;
revoke all on function mail_take, mail_settle from public;
grant execute on function mail_take, mail_settle to perdura_app;

create table calendar (
  id uuid primary key,
  tenant_id uuid not null references tenant,
  key text not null,
  name text not null,
  -- { timeZone, week: { mon: [["09:00","17:00"]], … }, holidays: ["2026-12-25"] }
  hours jsonb not null,
  version int not null default 1,
  unique (tenant_id, key)
);
call fence_table('calendar');

-- Those of one kind that measure the same thing are asked in the order of their places: the first that fits holds.
create table sla_policy (
  id uuid primary key,
  tenant_id uuid not null references tenant,
  key text not null,
  place int not null,
  policy jsonb not null,
  version int not null default 1,
  unique (tenant_id, key)
);
call fence_table('sla_policy');

-- Every state a policy has had; a clock names the one it was promised by.
create table sla_policy_version (
  tenant_id uuid not null references tenant,
  policy_key text not null,
  number int not null,
  policy jsonb not null,
  saved_at timestamptz not null,
  primary key (tenant_id, policy_key, number)
);
call fence_table('sla_policy_version', 'select, insert');

-- One promise on one ticket, or on one task or approval of it. What stands here is worked out from the ledger of its
-- current revision, kept for lists and for waking up.
create table clock (
  id uuid primary key,
  tenant_id uuid not null,
  ticket_id uuid not null references ticket,
  subject_kind text not null default 'ticket' check (subject_kind in ('ticket', 'task', 'approval')),
  subject_id uuid not null,
  -- What there is one clock of for each subject: a kind and what it measures.
  track text not null,
  kind text not null,
  measures text not null,
  name text not null,
  revision int not null default 1,
  standing text not null check (standing in ('waiting', 'running', 'paused', 'stopped', 'cancelled')),
  cycle int not null default 1,
  state text not null check (state in ('waiting', 'running', 'paused', 'met', 'breached', 'cancelled')),
  policy_key text not null,
  policy_version int not null,
  target_id text not null,
  target_seconds int not null,
  -- No calendar: every second counts.
  calendar_key text,
  calendar_version int,
  calendar_zone text,
  started_at timestamptz not null,
  due_at timestamptz,
  -- The next threshold; everything due until told_until has been told.
  next_at timestamptz,
  told_until timestamptz,
  breached_at timestamptz,
  stopped_at timestamptz,
  -- Seconds left (below zero when overdue), kept while the clock does not run.
  remaining_seconds double precision,
  unique (subject_id, track)
);
create index clock_ticket on clock (ticket_id);
-- For reports: what was decided when, what is not yet, and the few whose outcome is told by more than their own row.
create index clock_decided on clock (tenant_id, (coalesce(breached_at, stopped_at))) where state in ('met', 'breached', 'cancelled');
create index clock_open on clock (tenant_id, due_at) where state in ('running', 'paused');
create index clock_revised on clock (tenant_id) where revision > 1;
create index clock_repeated on clock (tenant_id, stopped_at) where cycle > 1;
call fence_table('clock');

-- (Rows of a clock may be written before the clock itself: the mapper knows no order between them.)
-- What was promised and counted, each time it was decided: by whom, why, and how the clock stood before and after. Nothing
-- of an earlier revision is ever changed once there is a later one.
create table clock_revision (
  clock_id uuid not null references clock deferrable initially deferred,
  number int not null,
  tenant_id uuid not null,
  at timestamptz not null,
  reasons text[] not null,
  cause jsonb not null,
  policy_key text not null,
  policy_version int not null,
  target_id text not null,
  target_seconds int not null,
  calendar_key text,
  calendar_version int,
  calendar_zone text,
  -- The policies that would have measured the same, and why they do not.
  lost jsonb not null default '[]',
  before jsonb,
  after jsonb,
  primary key (clock_id, number)
);
call fence_table('clock_revision', 'select, insert');

-- The ledger: what the clock did and why. Elapsed time and deadline are derived from it.
create table clock_segment (
  clock_id uuid not null references clock deferrable initially deferred,
  revision int not null,
  ord int not null,
  tenant_id uuid not null,
  cycle int not null,
  state text not null check (state in ('running', 'paused')),
  from_at timestamptz not null,
  to_at timestamptz,
  calendar_key text,
  calendar_version int,
  calendar_zone text,
  cause jsonb not null default '{}',
  end_cause jsonb,
  primary key (clock_id, revision, ord)
);
call fence_table('clock_segment');

-- A threshold that has been told: once for each revision and cycle, and what came of its actions.
create table clock_mark (
  clock_id uuid not null references clock deferrable initially deferred,
  revision int not null,
  cycle int not null,
  threshold text not null,
  nth int not null,
  tenant_id uuid not null,
  due_at timestamptz not null,
  told_at timestamptz not null,
  -- Told under an earlier revision already, so not told again.
  carried boolean not null default false,
  outcome jsonb not null default '[]',
  primary key (clock_id, revision, cycle, threshold, nth)
);
call fence_table('clock_mark');

-- Clocks that are counted again by choice, after a policy or a calendar was edited: first looked at, then applied or left.
create table recount (
  id uuid primary key,
  tenant_id uuid not null references tenant,
  -- { policies?, calendars?: keys, from: 'begin' | 'now', finishedSince? }
  scope jsonb not null,
  reason text not null default '',
  -- The policies, calendars, contracts and organizations it was looked at by, as a digest.
  looked_by text not null default '',
  state text not null check (state in ('looking', 'ready', 'applying', 'completed', 'cancelled', 'left')),
  -- Everything up to this ticket has been looked at, or applied to.
  reached uuid,
  tickets int not null default 0,
  clocks int not null default 0,
  flips int not null default 0,
  applied int not null default 0,
  created_by uuid references person,
  created_at timestamptz not null,
  ended_at timestamptz
);
create index recount_created on recount (tenant_id, created_at desc, id desc);
call fence_table('recount');

create table recount_clock (
  recount_id uuid not null references recount on delete cascade,
  ticket_id uuid not null references ticket,
  clock_id uuid not null references clock deferrable initially deferred,
  tenant_id uuid not null,
  before jsonb not null,
  -- Null where nothing would be promised any more.
  after jsonb,
  flips boolean not null,
  -- The revision it was given; null while it was not applied.
  revision int,
  primary key (recount_id, ticket_id, clock_id)
);
call fence_table('recount_clock');

create table escalation_ladder (
  id uuid primary key,
  tenant_id uuid not null references tenant,
  key text not null,
  ladder jsonb not null,
  version int not null default 1,
  unique (tenant_id, key)
);
call fence_table('escalation_ladder');

create table escalation_ladder_version (
  tenant_id uuid not null references tenant,
  ladder_key text not null,
  number int not null,
  ladder jsonb not null,
  saved_at timestamptz not null,
  primary key (tenant_id, ladder_key, number)
);
call fence_table('escalation_ladder_version', 'select, insert');

create table escalation (
  id uuid primary key,
  tenant_id uuid not null,
  ticket_id uuid not null references ticket,
  reason text not null,
  target text not null,
  ladder_key text not null,
  ladder_version int not null,
  -- The level asked last, from 1, and how many times; 0 before the first.
  level int not null default 0,
  asked int not null default 0,
  state text not null default 'open' check (state in ('open', 'acknowledged', 'exhausted', 'cancelled')),
  next_at timestamptz,
  -- When the next level is due by the ladder alone: a rest may put it off, never forward.
  level_due_at timestamptz not null,
  snoozed_until timestamptz,
  snooze_reason text,
  opened_at timestamptz not null,
  acknowledged_at timestamptz,
  acknowledged_by uuid references person
);
create index escalation_ticket on escalation (ticket_id);
call fence_table('escalation');
`);
  }

  override down(): void {
    this.addSql(`
drop function mail_take, mail_settle;
drop table escalation, escalation_ladder_version, escalation_ladder, recount_clock, recount, clock_mark, clock_segment, clock_revision, clock, sla_policy_version, sla_policy, calendar, mail, notification, comment, ticket, queue cascade;
drop function next_ticket_number, ticket_prefix;
`);
  }
}
