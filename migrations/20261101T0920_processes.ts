/**
 * Processes and what runs them: drafts, immutable versions, kept scenarios, runs with their checkpoint, the messages a run waits for,
 * tasks, approvals and votes. The run's row holds everything needed to start its workflow again from the record.
 */
import { Migration } from '@mikro-orm/migrations';

export class Processes extends Migration {
  override up(): void {
    this.addSql(`
create table process (
  id uuid primary key,
  tenant_id uuid not null references tenant,
  key text not null,
  name text not null,
  description text not null default '',
  active_version int,
  -- The version that the active one took over from.
  former_version int,
  -- A version on its way: from when it takes new runs, and how many of a hundred (null: all). The active one takes the others.
  next_version int,
  next_from timestamptz,
  next_share int check (next_share between 1 and 99),
  next_set_by uuid references person,
  -- Whether it has been told that its share began.
  next_begun boolean not null default false,
  -- Whether somebody other than the author must have approved a draft before it is published.
  review_required boolean not null default false,
  -- Who wants to do without; a second person must agree.
  review_off_asked_by uuid references person,
  review_off_asked_at timestamptz,
  created_at timestamptz not null,
  version int not null default 1,
  unique (tenant_id, key),
  check ((next_version is null) = (next_from is null)),
  check (next_share is null or active_version is not null)
);
call fence_table('process');

-- The version that all new runs take at that instant, or all but the share of one on its way.
create function present_version(p process, at timestamptz) returns int language sql immutable as $$
  select case when p.next_share is null and p.next_from <= at then p.next_version else p.active_version end
$$;

create table draft (
  id uuid primary key,
  tenant_id uuid not null references tenant,
  process_id uuid not null references process on delete cascade,
  author_id uuid not null references person,
  definition jsonb not null,
  base_version int,
  -- Which drawing of that version its author has seen; 0: the one it was published with.
  base_drawing int not null default 0,
  revision int not null default 1,
  updated_at timestamptz not null,
  unique (process_id, author_id)
);
call fence_table('draft');

-- What a colleague said of exactly this draft; a draft that says something else has none.
create table draft_review (
  draft_id uuid primary key references draft on delete cascade,
  tenant_id uuid not null references tenant,
  reviewer_id uuid not null references person,
  decision text not null check (decision in ('approve', 'reject')),
  comment text not null default '',
  sha256 text not null,
  decided_at timestamptz not null
);
call fence_table('draft_review');

create table definition_version (
  process_id uuid not null references process,
  number int not null,
  tenant_id uuid not null references tenant,
  process_key text not null,
  sha256 text not null,
  definition jsonb not null,
  note text not null default '',
  published_at timestamptz not null,
  published_by uuid references person,
  -- Why it was published though not everything could be proved, and what that was.
  waiver jsonb,
  -- How the scenarios that it had to pass stood when it was published.
  scenarios jsonb not null default '{"passed": 0, "total": 0}',
  -- How much came, went, was changed and moved since the version before; null for the first.
  changes jsonb,
  primary key (process_id, number)
);
create unique index definition_version_key on definition_version (tenant_id, process_key, number);
-- Published is published: the application may add versions, never change or remove one.
call fence_table('definition_version', 'select, insert');

-- The same meaning drawn anew: what a version looks like since then. What it was published with stays beside it.
create table version_drawing (
  process_id uuid not null,
  number int not null,
  revision int not null,
  tenant_id uuid not null references tenant,
  definition jsonb not null,
  drawn_at timestamptz not null,
  drawn_by uuid references person,
  primary key (process_id, number, revision),
  foreign key (process_id, number) references definition_version
);
call fence_table('version_drawing', 'select, insert');

-- What is expected of a process, whichever draft it is played on.
create table kept_scenario (
  id uuid primary key,
  tenant_id uuid not null references tenant,
  process_id uuid not null references process on delete cascade,
  name text not null,
  -- As text, since a trace may tell of objects in the order they were written in.
  scenario json not null,
  required boolean not null default false,
  created_by uuid references person,
  updated_by uuid references person,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  version int not null default 1,
  unique (process_id, name)
);
call fence_table('kept_scenario');

create table ruleset_version (
  tenant_id uuid not null references tenant,
  key text not null,
  number int not null,
  name text not null,
  sha256 text not null,
  ruleset jsonb not null,
  saved_at timestamptz not null,
  saved_by uuid references person,
  primary key (tenant_id, key, number)
);
call fence_table('ruleset_version', 'select, insert');

create table catalog_item (
  id uuid primary key,
  tenant_id uuid not null references tenant,
  key text not null,
  name text not null,
  description text not null default '',
  icon text,
  category text,
  -- What its tickets are called, with placeholders; its name where there is none.
  title text,
  form jsonb not null,
  ui_schema jsonb not null default '{}',
  active boolean not null default true,
  version int not null default 1,
  unique (tenant_id, key)
);
call fence_table('catalog_item');

create table run (
  id uuid primary key,
  tenant_id uuid not null,
  process_id uuid not null references process,
  process_key text not null,
  process_version int not null,
  definition_sha256 text not null,
  semantics int not null,
  ticket_id uuid references ticket,
  -- What started it, once: 'created' for a ticket's own trigger, else an event or request id.
  trigger_key text not null,
  state text not null default 'running' check (state in ('running', 'waiting', 'suspended', 'completed', 'cancelled', 'faulted', 'failed')),
  -- The interpreter's state after step n; null until the first step.
  engine_state jsonb,
  -- The event a run begins with, kept until the first step has consumed it.
  start_event jsonb not null,
  step int not null default 0,
  -- The answers of step n, for a worker that asks again.
  pending_events jsonb not null default '[]',
  last_message int not null default 0,
  applied_message int not null default 0,
  outcome text,
  failure jsonb,
  -- Why nobody works on it any more though it still goes on by itself: it ends where it would need somebody.
  called_off text,
  started_by uuid references person,
  -- Of a run without a ticket: who asked for what it decides, as the requester of a ticket does. Nobody decides their own.
  asked_by uuid references person,
  started_at timestamptz not null,
  updated_at timestamptz not null,
  ended_at timestamptz,
  version int not null default 1
) with (fillfactor = 70);
create unique index run_trigger on run (ticket_id, process_id, trigger_key) where ticket_id is not null;
create index run_ticket on run (ticket_id);
create index run_process on run (tenant_id, process_id, process_version, state);
create index run_open on run (updated_at) where ended_at is null;
-- What a process has done since an instant: the runs that are open and those that ended after it.
create index run_since on run (tenant_id, process_id, ended_at);
create index run_faulted on run (tenant_id) where state = 'faulted';
call fence_table('run');

create table run_message (
  run_id uuid not null references run,
  seq int not null,
  tenant_id uuid not null,
  event jsonb not null,
  event_id uuid not null,
  created_at timestamptz not null,
  primary key (run_id, seq)
);
call fence_table('run_message');

-- The path a run took: one row each time a token entered an element.
create table run_element (
  run_id uuid not null references run,
  ord bigint generated always as identity,
  tenant_id uuid not null,
  token text not null,
  element text not null,
  entered_at timestamptz not null,
  left_at timestamptz,
  flow text,
  outcome text,
  failure jsonb,
  primary key (run_id, ord)
);
call fence_table('run_element');

create table task (
  id uuid primary key,
  tenant_id uuid not null,
  run_id uuid not null references run,
  token text not null,
  element text not null,
  process_id uuid not null,
  process_version int not null,
  ticket_id uuid references ticket,
  name text not null,
  -- Variables of its own scope that its instructions name: of its item, say. They are gone with the scope.
  scoped jsonb,
  -- The key of the step of a change's plan that is carried out by it, or taken back.
  step text,
  undoes boolean not null default false,
  state text not null default 'open' check (state in ('open', 'completed', 'cancelled')),
  assignee_id uuid references person,
  queue_id uuid references queue,
  group_id uuid references people_group,
  due_at timestamptz,
  opened_at timestamptz not null,
  outcome text,
  "values" jsonb,
  completed_at timestamptz,
  completed_by uuid references person,
  version int not null default 1
);
-- A token has one open task; where it failed with what the task brought, trying again opens another.
create unique index task_token on task (run_id, token) where state = 'open';
create index task_assignee on task (assignee_id) where state = 'open';
create index task_queue on task (tenant_id, queue_id) where state = 'open';
create index task_ticket on task (ticket_id);
create index task_run on task (run_id, token);
call fence_table('task');

create table approval (
  id uuid primary key,
  tenant_id uuid not null,
  run_id uuid not null references run,
  token text not null,
  element text not null,
  process_id uuid not null,
  process_version int not null,
  ticket_id uuid references ticket,
  name text not null,
  message text not null default '',
  -- What is asked, in order: stages of groups of seats, each with its rule.
  stages jsonb not null,
  -- The stage that is being asked, from 0; and how often everybody was asked anew, from 1.
  stage int not null default 0,
  round int not null default 1,
  self_approval boolean not null default false,
  repeat_voters boolean not null default false,
  -- What a decision is signed as, where the password is asked for again.
  signature text,
  -- Over how many votes there are and the last of them.
  votes_seal text,
  -- Whether a change of something asks everybody anew.
  watches boolean not null default false,
  -- Others were asked as well, because nobody had decided in time.
  escalated_at timestamptz,
  -- Since when time stands still, because a question is open.
  paused_at timestamptz,
  -- Why everybody was asked anew in this round.
  asked_again jsonb,
  state text not null default 'open' check (state in ('open', 'approved', 'rejected', 'cancelled', 'timedOut')),
  subject jsonb not null default '{}',
  subject_hash text not null,
  due_at timestamptz,
  remind_at timestamptz,
  reminders int not null default 0,
  opened_at timestamptz not null,
  decided_at timestamptz,
  version int not null default 1,
  unique (run_id, token)
);
create index approval_ticket on approval (ticket_id);
create index approval_watching on approval (run_id) where state = 'open' and watches;
create index approval_open on approval (tenant_id, opened_at) where state = 'open';
call fence_table('approval');

-- A round that is over because everybody was asked anew: what was put before them, and why it ended.
create table approval_round (
  approval_id uuid not null references approval,
  round int not null,
  tenant_id uuid not null,
  stages jsonb not null,
  subject jsonb not null,
  subject_hash text not null,
  why jsonb not null,
  ended_at timestamptz not null,
  primary key (approval_id, round)
);
call fence_table('approval_round', 'select, insert');

-- What an approver wants to know from the requester before they decide.
create table approval_question (
  id uuid primary key,
  approval_id uuid not null references approval,
  tenant_id uuid not null,
  round int not null,
  asked_by uuid not null references person,
  asked_at timestamptz not null,
  text text not null,
  answered_by uuid references person,
  answered_at timestamptz,
  answer text
);
create index approval_question_of on approval_question (approval_id);
call fence_table('approval_question', 'select, insert, update');

-- Who may vote for a seat: its own person, or any of those who are asked in place of somebody who is not there.
create table approver (
  approval_id uuid not null references approval,
  round int not null default 1,
  stage int not null default 0,
  seat int not null,
  person_id uuid not null references person,
  tenant_id uuid not null,
  via text,
  -- Why they may not vote in this stage after all.
  left_out text,
  primary key (approval_id, round, seat, person_id)
);
create index approver_person on approver (person_id, approval_id);
call fence_table('approver');

-- A vote is written once; the application may not change or remove it.
create table vote (
  -- The order in which they were taken.
  seq bigint generated always as identity,
  approval_id uuid not null references approval,
  round int not null default 1,
  stage int not null default 0,
  seat int not null,
  -- Whose vote it is, and who cast it.
  voter_id uuid not null references person,
  actor_id uuid not null references person,
  tenant_id uuid not null,
  decision text not null check (decision in ('approve', 'reject', 'abstain')),
  comment text not null default '',
  channel text not null,
  subject_hash text not null,
  at timestamptz not null,
  -- What it was signed as, and a seal over all of it and the one before.
  meaning text,
  seal text not null,
  primary key (approval_id, round, seat)
);
call fence_table('vote', 'select, insert');

-- What has been done to the outside world, so that doing it again does nothing.
create table effect (
  tenant_id uuid not null,
  key text not null,
  result jsonb,
  at timestamptz not null,
  primary key (tenant_id, key)
);
call fence_table('effect');

-- Runs that have not ended, for the reconciler, which crosses tenants.
create function runs_open(after_id uuid, most int) returns table (id uuid, tenant_id uuid, ticket_id uuid, step int, last_message int, applied_message int, updated_at timestamptz)
language sql security definer set search_path = public, pg_temp as $$
  select id, tenant_id, ticket_id, step, last_message, applied_message, updated_at from run
  where ended_at is null and id > after_id order by id limit most
$$;
revoke all on function runs_open from public;
grant execute on function runs_open to perdura_app;
`);
  }

  override down(): void {
    this.addSql(`
drop function present_version;
drop table effect, vote, approver, approval_question, approval_round, approval, task, run_element, run_message, run, catalog_item, ruleset_version, kept_scenario, version_drawing, definition_version, draft_review, draft, process cascade;
drop function runs_open;
`);
  }
}
