/** When changes are planned, when they may not be or only may be, who let one through nevertheless, and where the calendar is read. */
import { Migration } from '@mikro-orm/migrations';

export class ChangePlans extends Migration {
  override up(): void {
    this.addSql(`
-- What a ticket of type change has beside other tickets. Made when it is first planned or begun.
create table change_plan (
  ticket_id uuid primary key references ticket,
  tenant_id uuid not null references tenant,
  kind text not null default 'normal' check (kind in ('standard', 'normal', 'emergency')),
  planned_from timestamptz,
  planned_to timestamptz,
  -- When it was begun, and when its work was over.
  actual_from timestamptz,
  actual_to timestamptz,
  risk text check (risk in ('low', 'medium', 'high')),
  -- Whose word the risk is, and a person's reason.
  risk_by text check (risk_by in ('rules', 'person', 'standard')),
  risk_reason text not null default '',
  -- Question → option, by their keys; also those that are asked no more.
  answers jsonb not null default '{}',
  -- What these came to, and how many questions had none, when the plan was last written. The questions may be others by now.
  points int not null default 0,
  unanswered int,
  -- And each of them: question → points.
  answer_points jsonb not null default '{}',
  -- Whether anything that rules look at may be another since a process has noted the risk.
  moved_since boolean not null default true,
  -- How it went; null until that is known.
  result text check (result in ('successful', 'partly', 'backed_out', 'failed')),
  impact text not null default '',
  implementation text not null default '',
  test_plan text not null default '',
  communication text not null default '',
  back_out text not null default '',
  -- The standard change it was opened from, and in which version; then what that one says is fixed.
  standard_id uuid,
  standard_version int,
  -- How it is carried out, in order: [{ key, title, details, undo, assignment: { user | group | queue: id } or null, minutes }]
  steps jsonb not null default '[]',
  -- The approvals and the boards' reviews that approved another plan than it has now, as somebody has said with a reason.
  outdated uuid[] not null default '{}',
  -- What was last found to stand in its way: what it is, and what that is called.
  found jsonb not null default '{}',
  version int not null default 1,
  check ((risk is null) = (risk_by is null)),
  check ((planned_from is null) = (planned_to is null)),
  check ((standard_id is null) = (standard_version is null)),
  -- Whoever looks for what overlaps goes no further back than this.
  check (planned_from < planned_to and planned_to <= planned_from + interval '92 days')
);
create index change_plan_planned on change_plan (tenant_id, planned_from) where planned_from is not null;
create index change_plan_under_way on change_plan (tenant_id) where actual_from is not null and actual_to is null;
call fence_table('change_plan');

-- What a change is said to have caused. A ticket has one cause at most.
create table ticket_cause (
  ticket_id uuid primary key references ticket,
  change_id uuid not null references ticket,
  tenant_id uuid not null,
  named_by uuid references person,
  named_at timestamptz not null,
  check (ticket_id <> change_id)
);
create index ticket_cause_change on ticket_cause (change_id, ticket_id);
call fence_table('ticket_cause');

-- Of the year before: how many changes of these items are over and have a result, and how many of them went wrong or caused something.
create function items_history(items uuid[], before timestamptz, beside uuid, out similar_changes int, out similar_failed int) language sql stable as $$
  select count(*), count(*) filter (where s.result in ('backed_out', 'failed') or exists (
    select from ticket_cause c join ticket x on x.id = c.ticket_id and x.deleted_at is null where c.change_id = s.ticket_id))
  from change_plan s join ticket t on t.id = s.ticket_id and t.deleted_at is null
  where s.ticket_id is distinct from beside and s.result is not null
    and s.ticket_id in (select x.ticket_id from unnest(items) as touched(id) join ticket_item x on x.item_id = touched.id)
    and t.created_at between before - interval '1 year' and before
$$;

-- Before the change itself was opened.
create function change_history(the_change uuid, out similar_changes int, out similar_failed int) language sql stable as $$
  select h.similar_changes, h.similar_failed from ticket own cross join lateral items_history(
    array(select x.item_id from ticket_item x where x.ticket_id = own.id), own.created_at, own.id) h where own.id = the_change
$$;

-- The steps of a plan as conditions and templates know them: people by their address, groups and queues by their key.
create function change_steps(the_change uuid) returns jsonb language sql stable as $$
  select coalesce(jsonb_agg((s.step - 'assignment') || case when who.named = '{}' then '{}' else jsonb_build_object('assignment', who.named) end order by s.place), '[]')
  from change_plan p, jsonb_array_elements(p.steps) with ordinality s(step, place), lateral (select jsonb_strip_nulls(jsonb_build_object(
    'user', (select email from person where id = (s.step #>> '{assignment,user}')::uuid and active),
    'group', (select key from people_group where id = (s.step #>> '{assignment,group}')::uuid),
    'queue', (select key from queue where id = (s.step #>> '{assignment,queue}')::uuid))) as named) who
  where p.ticket_id = the_change
$$;

-- The keys of those that are begun and not done: the last that there is of them is under way, or was called off.
create function change_begun(the_change uuid) returns jsonb language sql stable as $$
  select coalesce(jsonb_agg(s.step -> 'key' order by s.place), '[]')
  from change_plan p, jsonb_array_elements(p.steps) with ordinality s(step, place), lateral (
    select k.undoes, k.state from task k where k.ticket_id = the_change and k.step = s.step ->> 'key' order by k.opened_at desc, k.id desc limit 1) last
  where p.ticket_id = the_change and not last.undoes and last.state <> 'completed'
$$;

-- What is written about a plan as they know it.
create function change_texts(the_change uuid) returns jsonb language sql stable as $$
  select coalesce((select jsonb_strip_nulls(jsonb_build_object('impact', nullif(impact, ''), 'implementation', nullif(implementation, ''),
    'testPlan', nullif(test_plan, ''), 'communication', nullif(communication, ''), 'backOut', nullif(back_out, '')))
  from change_plan where ticket_id = the_change), '{}')
$$;

create table change_freeze (
  id uuid primary key,
  tenant_id uuid not null references tenant,
  name text not null,
  reason text not null,
  from_at timestamptz not null,
  to_at timestamptz not null check (from_at < to_at),
  -- { kind: all }, { kind: items, items: [id] } or { kind: kinds, kinds: [...] }
  scope jsonb not null,
  version int not null default 1
);
create index change_freeze_time on change_freeze (tenant_id, to_at);
call fence_table('change_freeze');

create table change_freeze_override (
  ticket_id uuid not null references ticket,
  freeze_id uuid not null references change_freeze on delete cascade,
  tenant_id uuid not null,
  reason text not null,
  person_id uuid not null references person,
  at timestamptz not null,
  primary key (ticket_id, freeze_id)
);
create index change_freeze_override_freeze on change_freeze_override (freeze_id);
call fence_table('change_freeze_override');

create table maintenance_window (
  id uuid primary key,
  tenant_id uuid not null references tenant,
  name text not null,
  -- { kind: all }, { kind: items, items: [id] } or { kind: groups, groups: [id] }
  scope jsonb not null,
  -- { from, to } once, or { first, time, minutes, timeZone, rrule } again and again.
  opens jsonb not null,
  version int not null default 1
);
create index maintenance_window_tenant on maintenance_window (tenant_id, name, id);
call fence_table('maintenance_window');

-- Somebody's own address for the change calendar. It ends with their access.
create table change_feed (
  person_id uuid primary key references person,
  tenant_id uuid not null,
  token_hash bytea not null unique,
  made_at timestamptz not null
);
call fence_table('change_feed');

create function change_feed_principal(hash bytea) returns jsonb language sql stable security definer set search_path = public, pg_temp as $$
  select principal_of(f.person_id) from change_feed f where f.token_hash = hash
$$;
revoke all on function change_feed_principal from public;
grant execute on function change_feed_principal to perdura_app;
`);
  }

  override down(): void {
    this.addSql(`
drop function change_feed_principal, change_history, items_history, change_steps, change_begun, change_texts;
drop table change_feed, maintenance_window, change_freeze_override, change_freeze, ticket_cause, change_plan;
`);
  }
}
