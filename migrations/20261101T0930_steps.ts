/**
 * The hot writes of running processes, each as one statement fed with JSON: one step of a run, a task completed, a vote.
 * Everybody takes locks in one order – ticket, runs by their ids, task or approval – so that a step, a vote and a change of
 * the ticket never wait for each other in a ring. A run that was called comes after its callers, being younger. Names inside the JSON are the columns' own.
 */
import { Migration } from '@mikro-orm/migrations';

export class Steps extends Migration {
  override up(): void {
    this.addSql(`
-- Fingerprint of the request that made step n, so that asking for the same step again gets the same answers.
alter table run add column step_request text;
alter table run_element add constraint run_element_token unique (run_id, token);
create index run_started on run (tenant_id, started_at desc, id desc);
create index task_opened on task (tenant_id, opened_at desc, id desc);
create index task_group on task (group_id) where state = 'open';

create function record_events(rows jsonb) returns void language sql as $$
  insert into event (id, at, tenant_id, type, subject_kind, subject_id, ticket_id, actor_kind, actor_id, cause_kind, cause_id, cause_label, changes, data)
  select id, at, current_tenant(), type, subject_kind, subject_id, ticket_id, actor_kind, actor_id, cause_kind, cause_id, cause_label, changes, data
  from jsonb_to_recordset(rows) as e(id uuid, at timestamptz, type text, subject_kind text, subject_id uuid, ticket_id uuid, actor_kind text,
    actor_id uuid, cause_kind text, cause_id text, cause_label text, changes jsonb, data jsonb)
$$;

create function send_out(rows jsonb) returns void language sql as $$
  insert into outbox (tenant_id, kind, target, payload)
  select current_tenant(), kind, target, payload from jsonb_to_recordset(rows) as o(kind text, target uuid, payload jsonb)
$$;

-- Tells people, by mail and in the product, in one go; a mail that is already there stays as it is.
create function tell_people(mails jsonb, notes jsonb, told_at timestamptz) returns void language sql as $$
  insert into mail (id, tenant_id, dedupe_key, message_id, person_id, ticket_id, run_id, to_address, subject, body, decides, invitation, next_at, created_at)
  select id, current_tenant(), dedupe_key, message_id, person_id, ticket_id, run_id, to_address, subject, body, decides, invitation, told_at, told_at
  from jsonb_to_recordset(mails) as m(id uuid, dedupe_key text, message_id text, person_id uuid, ticket_id uuid, run_id uuid, to_address text, subject text, body text,
    decides jsonb, invitation jsonb)
  on conflict (tenant_id, dedupe_key) do nothing;
  insert into notification (id, tenant_id, person_id, ticket_id, meeting_id, text, created_at)
  select id, current_tenant(), person_id, ticket_id, meeting_id, left(text, 2000), told_at
  from jsonb_to_recordset(notes) as n(id uuid, person_id uuid, ticket_id uuid, meeting_id uuid, text text)
$$;

-- Numbers an event within its run and pokes the relay; null when the run has ended.
create function send_to_run(the_run uuid, the_event jsonb, the_event_id uuid, sent_at timestamptz) returns int language plpgsql as $$
declare
  told run;
begin
  update run set last_message = last_message + 1 where id = the_run and ended_at is null returning * into told;
  if not found then return null; end if;
  insert into run_message (run_id, seq, tenant_id, event, event_id, created_at)
  values (told.id, told.last_message, told.tenant_id, the_event, the_event_id, sent_at);
  insert into outbox (tenant_id, kind, target, payload)
  values (told.tenant_id, 'run', told.id, jsonb_build_object('workflow', case when told.ticket_id is null then 'automation' else 'ticket' end));
  return told.last_message;
end $$;

-- Takes the locks of a step and reads where the run stands. The ticket is locked first where the step changes it or opens
-- something that refers to it; then those who called the run, since its end is a message to them. Sets the tenant for the
-- transaction, which saves a trip.
create function step_begin(tenant uuid, the_run uuid, with_ticket boolean) returns jsonb language plpgsql as $$
declare
  found_run run;
  the_ticket uuid;
  the_caller uuid;
begin
  perform set_config('perdura.tenant', tenant::text, true);
  -- One that was called off withdraws whatever it comes to.
  select ticket_id, parent_run_id, with_ticket or called_off is not null into the_ticket, the_caller, with_ticket from run where id = the_run;
  if with_ticket then
    perform from ticket where id = the_ticket for no key update;
  end if;
  if the_caller is not null then
    perform from run where id in (
      with recursive caller(id) as (
        select the_caller union all select r.parent_run_id from run r join caller c on r.id = c.id where r.parent_run_id is not null
      ) select id from caller) order by id for no key update;
  end if;
  select * into found_run from run where id = the_run for no key update;
  if not found then return null; end if;
  return jsonb_build_object('step', found_run.step, 'step_request', found_run.step_request, 'pending_events', found_run.pending_events,
    'process_id', found_run.process_id, 'process_key', found_run.process_key, 'process_version', found_run.process_version,
    'parent_run_id', found_run.parent_run_id, 'parent_token', found_run.parent_token,
    'ticket_id', found_run.ticket_id, 'started_by', found_run.started_by, 'asked_by', found_run.asked_by, 'state', found_run.state, 'ended_at', found_run.ended_at, 'called_off', found_run.called_off,
    'revision', (select configuration_revision::text from tenant where id = found_run.tenant_id),
    'hears', exists (select from subscription where run_id = the_run),
    'has_open_tasks', with_ticket and exists (select from task where ticket_id = found_run.ticket_id and state = 'open'));
end $$;

-- Writes one step of a run: its path, what it opened, its events and messages, and the new checkpoint.
-- True when something waits to be carried that the rows do not name.
create function step_write(p jsonb) returns boolean language plpgsql as $$
declare
  the_run uuid := (p ->> 'run_id')::uuid;
  tenant uuid := current_tenant();
  is_told boolean := false;
begin
  if p -> 'entered' is not null then
    insert into run_element (run_id, tenant_id, token, element, entered_at, left_at, flow, outcome, failure)
    select the_run, tenant, token, element, entered_at, left_at, flow, outcome, failure
    from rows from (jsonb_to_recordset(p -> 'entered')
      as (token text, element text, entered_at timestamptz, left_at timestamptz, flow text, outcome text, failure jsonb)) with ordinality
      as e(token, element, entered_at, left_at, flow, outcome, failure, ord)
    order by ord;
  end if;
  if p -> 'closed' is not null then
    update run_element r set left_at = c.left_at, outcome = c.outcome
    from jsonb_to_recordset(p -> 'closed') as c(token text, left_at timestamptz, outcome text)
    where r.run_id = the_run and r.token = c.token and r.left_at is null;
  end if;
  if p -> 'failures' is not null then
    update run_element r set failure = f.failure
    from jsonb_to_recordset(p -> 'failures') as f(token text, failure jsonb)
    where r.run_id = the_run and r.token = f.token;
  end if;
  if p -> 'tasks' is not null then
    insert into task (id, tenant_id, run_id, token, element, process_id, process_version, ticket_id, name, scoped, step, undoes, assignee_id, queue_id, group_id, due_at, opened_at)
    select id, tenant, the_run, token, element, process_id, process_version, ticket_id, name, scoped, step, undoes, assignee_id, queue_id, group_id, due_at, opened_at
    from jsonb_to_recordset(p -> 'tasks') as t(id uuid, token text, element text, process_id uuid, process_version int, ticket_id uuid, name text, scoped jsonb, step text, undoes boolean,
      assignee_id uuid, queue_id uuid, group_id uuid, due_at timestamptz, opened_at timestamptz);
  end if;
  if p -> 'approvals' is not null then
    insert into approval (id, tenant_id, run_id, token, element, process_id, process_version, ticket_id, name, message, stages, self_approval, repeat_voters, signature, watches,
      subject, subject_hash, due_at, remind_at, opened_at)
    select id, tenant, the_run, token, element, process_id, process_version, ticket_id, name, message, stages, self_approval, repeat_voters, signature, watches,
      subject, subject_hash, due_at, remind_at, opened_at
    from jsonb_to_recordset(p -> 'approvals') as a(id uuid, token text, element text, process_id uuid, process_version int, ticket_id uuid, name text,
      message text, stages jsonb, self_approval boolean, repeat_voters boolean, signature text, watches boolean, subject jsonb, subject_hash text, due_at timestamptz, remind_at timestamptz,
      opened_at timestamptz);
    perform approval_ask(p -> 'approvers');
  end if;
  if p -> 'events' is not null then perform record_events(p -> 'events'); end if;
  if p -> 'mails' is not null or p -> 'notes' is not null then
    perform tell_people(coalesce(p -> 'mails', '[]'), coalesce(p -> 'notes', '[]'), (p ->> 'at')::timestamptz);
  end if;
  if p -> 'outbox' is not null then perform send_out(p -> 'outbox'); end if;
  update run set
    engine_state = p -> 'engine_state', step = step + 1, step_request = p ->> 'step_request', pending_events = p -> 'pending_events',
    applied_message = greatest(applied_message, (p ->> 'applied_message')::int), state = p ->> 'state', outcome = p ->> 'outcome',
    failure = nullif(p -> 'failure', 'null'), updated_at = (p ->> 'at')::timestamptz, ended_at = (p ->> 'ended_at')::timestamptz
  where id = the_run;
  -- A run that is over takes nothing in any more: the messages it was handed are for others.
  if p ->> 'ended_at' is not null then
    is_told := messages_back(the_run, array(select (event ->> 'message')::uuid from run_message
      where run_id = the_run and seq > (p ->> 'applied_message')::int and event ->> 'type' = 'messageReceived' and event ->> 'message' is not null));
  end if;
  delete from run_message where run_id = the_run and (seq <= (p ->> 'applied_message')::int or p ->> 'ended_at' is not null);
  if p -> 'hears' is not null then is_told := step_hear(the_run, p -> 'hears', (p ->> 'at')::timestamptz) or is_told; end if;
  -- What is being decided may have been changed by this step.
  insert into outbox (tenant_id, kind, target, payload)
  select tenant, 'approval', a.id, jsonb_build_object('at', p -> 'at') from approval a
  where a.state = 'open' and a.watches and a.opened_at < (p ->> 'at')::timestamptz
    and a.run_id in (select the_run union select o.id from run r join run o on o.ticket_id = r.ticket_id and o.ended_at is null where r.id = the_run);
  is_told := is_told or found;
  -- Clocks of tasks and approvals are looked after by their workflow, from the rows of what they are about.
  if exists (select from sla_policy where policy ->> 'measures' in ('task', 'approval'))
    or exists (select from clock c join run r on r.ticket_id = c.ticket_id where r.id = the_run and c.subject_kind <> 'ticket' and c.stopped_at is null) then
    insert into outbox (tenant_id, kind, target, payload)
    select tenant, 'clock', ticket_id, jsonb_build_object('at', p -> 'at') from run where id = the_run and ticket_id is not null;
    is_told := true;
  end if;
  return is_told;
end $$;

-- Locks a task behind its run and says what deciding about it needs.
create function task_lock(the_task uuid) returns jsonb language plpgsql as $$
declare
  found_task task;
begin
  perform from run where id = (select run_id from task where id = the_task) for no key update;
  select * into found_task from task where id = the_task for no key update;
  if not found then return null; end if;
  return to_jsonb(found_task) || jsonb_build_object(
    'queue_group_id', (select group_id from queue where id = found_task.queue_id),
    'run_open', (select ended_at is null from run where id = found_task.run_id));
end $$;

-- Writes a completed task, its event and the message to its run.
create function task_complete(p jsonb) returns void language plpgsql as $$
begin
  update task set state = 'completed', outcome = p ->> 'outcome', "values" = p -> 'values', completed_at = (p ->> 'at')::timestamptz,
    completed_by = (p ->> 'completed_by')::uuid, assignee_id = coalesce(assignee_id, (p ->> 'completed_by')::uuid), version = version + 1
  where id = (p ->> 'id')::uuid;
  perform record_events(p -> 'events');
  perform send_to_run((p ->> 'run_id')::uuid, p -> 'message', (p ->> 'event_id')::uuid, (p ->> 'at')::timestamptz);
end $$;

-- Writes down who is asked at which seat: at first, or in place of somebody later.
create function approval_ask(p jsonb) returns void language sql as $$
  insert into approver (approval_id, round, stage, seat, person_id, tenant_id, via)
  select approval_id, coalesce(round, 1), stage, seat, person_id, current_tenant(), via
  from jsonb_to_recordset(p) as a(approval_id uuid, round int, stage int, seat int, person_id uuid, via text)
  on conflict (approval_id, round, seat, person_id) do update set via = excluded.via, left_out = null
$$;

-- Locks an approval behind its run and reads its round: the seats, who stands in for whom, what was said so far,
-- and who has spoken in the stages before.
create function approval_lock(the_approval uuid, now_at timestamptz) returns jsonb language plpgsql as $$
declare
  found_approval approval;
  the_requester uuid;
begin
  -- Before the run, as a step does: what is updated twice in a transaction has its references looked up again, which waits for its ticket.
  perform from ticket where id = (select ticket_id from approval where id = the_approval) for no key update;
  perform from run where id = (select run_id from approval where id = the_approval) for no key update;
  select * into found_approval from approval where id = the_approval for no key update;
  if not found then return null; end if;
  the_requester := coalesce((select requester_id from ticket where id = found_approval.ticket_id), (select asked_by from run where id = found_approval.run_id));
  return to_jsonb(found_approval) || jsonb_build_object(
    'requester_id', the_requester,
    'revision', (select configuration_revision::text from tenant where id = found_approval.tenant_id),
    'approvers', (select coalesce(jsonb_agg(jsonb_build_object('stage', a.stage, 'seat', a.seat, 'person_id', a.person_id, 'active', p.active, 'outside', p.outside, 'via', a.via)
        order by p.email, a.seat), '[]')
      from approver a join person p on p.id = a.person_id
      where a.approval_id = the_approval and a.round = found_approval.round and a.left_out is null),
    'votes', (select coalesce(jsonb_agg(jsonb_build_object('stage', stage, 'seat', seat, 'voter_id', voter_id, 'actor_id', actor_id, 'decision', decision)
        order by seq), '[]')
      from vote where approval_id = the_approval and round = found_approval.round),
    'sealed', (select jsonb_build_object('count', count(*)::int, 'last', coalesce((array_agg(seal order by seq desc))[1], ''))
      from vote where approval_id = the_approval),
    'questions', (select count(*)::int from approval_question
      where approval_id = the_approval and round = found_approval.round and answered_at is null),
    'requester_active', (select p.active from run r left join ticket t on t.id = r.ticket_id join person p on p.id = coalesce(t.requester_id, r.asked_by)
      where r.id = found_approval.run_id),
    'stand_ins', (select coalesce(jsonb_agg(jsonb_build_object('for_id', s.for_id, 'person_id', s.person_id, 'away', s.away, 'absent', s.absent)), '[]')
      from stand_ins(array(select person_id from approver where approval_id = the_approval and round = found_approval.round and stage = found_approval.stage),
        found_approval.process_id, now_at, case when not found_approval.self_approval then the_requester end) s),
    'next_stand_in', (with asked as (
        select person_id from approver where approval_id = the_approval and round = found_approval.round and stage = found_approval.stage)
      select min(e.at) from delegation d cross join lateral (values (d.from_at), (d.until_at)) as e(at)
      where d.ended_at is null and e.at > now_at and d.person_id in (select person_id from asked union
        select s.person_id from stand_ins(array(select person_id from asked), found_approval.process_id, now_at) s)));
end $$;

-- Writes what somebody said, at each seat they speak for, and, where it decides, closes the round and tells the run.
create function approval_vote(p jsonb) returns void language plpgsql as $$
begin
  insert into vote (approval_id, round, stage, seat, voter_id, actor_id, tenant_id, decision, comment, channel, subject_hash, at, meaning, seal)
  select approval_id, round, stage, seat, voter_id, actor_id, current_tenant(), decision, comment, channel, subject_hash, at, meaning, seal
  from jsonb_to_recordset(p -> 'votes') as v(ord int, approval_id uuid, round int, stage int, seat int, voter_id uuid, actor_id uuid, decision text, comment text,
    channel text, subject_hash text, at timestamptz, meaning text, seal text) order by v.ord;
  update approval set votes_seal = p ->> 'votes_seal' where id = (p ->> 'id')::uuid;
  perform approval_settle(p);
end $$;

-- Closes a round where it is decided (or has run out), with its events and messages.
create function approval_settle(p jsonb) returns void language plpgsql as $$
begin
  update approval set version = version + 1,
    state = coalesce(p ->> 'state', state),
    decided_at = case when p ->> 'state' is null then decided_at else (p ->> 'at')::timestamptz end,
    remind_at = case when p ->> 'state' is not null then null else coalesce((p ->> 'remind_at')::timestamptz, remind_at) end
  where id = (p ->> 'id')::uuid;
  perform record_events(p -> 'events');
  if p -> 'outbox' is not null then perform send_out(p -> 'outbox'); end if;
  if p ->> 'state' is not null then
    perform send_to_run((p ->> 'run_id')::uuid, p -> 'message', (p ->> 'event_id')::uuid, (p ->> 'at')::timestamptz);
  end if;
end $$;

-- People behind each of a list of parties ({ user } | { group } | { role } | { relation }), numbered from 1, only active ones.
create function party_people(parties jsonb, the_ticket uuid)
returns table (ord int, id uuid, email text, name text, locale text, time_zone text, via text)
language sql stable as $$
  with asked as (
    select party, ord from jsonb_array_elements(parties) with ordinality as a(party, ord)
  ), subject as (
    select t.requester_id, t.assignee_id, p.manager_id, q.group_id, a.manager_id as assignee_manager_id
    from ticket t join person p on p.id = t.requester_id left join queue q on q.id = t.queue_id left join person a on a.id = t.assignee_id
    where t.id = the_ticket
  ), found as (
    select p.id, ord, coalesce('rota:' || (party ->> 'rota'), party ->> 'via') as via from asked join person p on p.email = lower(party ->> 'user') where party ->> 'user' is not null
    union all
    select m.person_id, ord, 'group:' || g.key from asked join people_group g on g.key = party ->> 'group' join group_member m on m.group_id = g.id
    union all
    select m.person_id, ord, 'role:' || r.key from asked join role r on r.key = party ->> 'role' join person_role m on m.role_id = r.id
    union all
    select case party ->> 'relation' when 'requester' then s.requester_id when 'assignee' then s.assignee_id when 'requesterManager' then s.manager_id
        when 'assigneeManager' then s.assignee_manager_id when 'inCharge' then s.assignee_id end,
      ord, 'relation:' || (party ->> 'relation')
    from asked cross join subject s where party ->> 'relation' in ('requester', 'assignee', 'requesterManager', 'assigneeManager', 'inCharge')
    union all
    select m.person_id, ord, 'relation:queueMembers' from asked cross join subject s join group_member m on m.group_id = s.group_id
    where party ->> 'relation' = 'queueMembers' or (party ->> 'relation' = 'inCharge' and s.assignee_id is null)
  )
  select distinct on (found.ord, p.id) found.ord::int, p.id, p.email, p.name, p.locale, p.time_zone, found.via
  from found join person p on p.id = found.id and p.active and (not p.outside or found.via = 'outside') order by found.ord, p.id
$$;

-- The same people in the order asked, each once.
create function people_of(parties jsonb, the_ticket uuid) returns table (id uuid, email text, name text, locale text, time_zone text, via text) language sql stable as $$
  select id, email, name, locale, time_zone, via
  from (select distinct on (id) * from party_people(parties, the_ticket) order by id, ord) first order by ord, email
$$;

-- Where a task lies: as its element says ({ user: address, queue, group, relation }), else with the ticket's own assignee and queue.
create function task_place(assignment jsonb, the_ticket uuid) returns table (assignee_id uuid, assignee_email text, assignee_locale text, assignee_time_zone text, queue_id uuid, group_id uuid)
language sql stable as $$
  with subject as (
    select t.requester_id, t.assignee_id, p.manager_id, t.queue_id from ticket t join person p on p.id = t.requester_id where t.id = the_ticket
  ), named as (
    select a.rank, coalesce(
        (select id from person where email = a.who ->> 'user' and active and not outside),
        (select p.id from subject s join person p on p.active and p.id = case a.who ->> 'relation' when 'requester' then s.requester_id
           when 'assignee' then s.assignee_id when 'requesterManager' then s.manager_id end)) as assignee_id,
      (select id from queue where key = a.who ->> 'queue') as queue_id,
      (select id from people_group where key = a.who ->> 'group') as group_id
    -- Who is named, and who is it where nobody of those is found.
    from (values (1, assignment), (2, assignment -> 'otherwise')) a(rank, who)
  ), place as (
    (select rank, assignee_id, queue_id, group_id from named where assignee_id is not null or queue_id is not null or group_id is not null
     union all
     select 3, s.assignee_id, s.queue_id, null from subject s order by rank limit 1)
  )
  select p.id, p.email, p.locale, p.time_zone, place.queue_id, place.group_id from place left join person p on p.id = place.assignee_id and p.active
$$;

grant execute on function tell_people, task_place, record_events, send_out, send_to_run, step_begin, step_write, task_lock, task_complete, approval_ask, approval_lock,
  approval_vote, approval_settle, party_people, people_of to perdura_app;
`);
  }

  override down(): void {
    this.addSql(`
drop function task_place, people_of, party_people, approval_settle, approval_vote, approval_lock, approval_ask, task_complete, task_lock, step_write, step_begin, send_to_run, tell_people, send_out, record_events;
drop index run_started, task_opened, task_group;
alter table run_element drop constraint run_element_token;
alter table run drop column step_request;
`);
  }
}
