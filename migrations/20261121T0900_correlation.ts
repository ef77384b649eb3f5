/**
 * Messages and signals between processes and the world, and who waits for them; runs that another run has called.
 * A message that nobody waits for yet is kept for a time.
 */
import { Migration } from '@mikro-orm/migrations';

export class Correlation extends Migration {
  override up(): void {
    this.addSql(`
create table message (
  id uuid primary key,
  tenant_id uuid not null,
  kind text not null check (kind in ('message', 'signal')),
  name text not null,
  -- Which run it is for; null for any that waits for its name.
  key text,
  value jsonb not null default 'null',
  -- 'sent' until it was carried, 'kept' while nobody waits for it, 'received' once it was handed over: to this run.
  state text not null default 'sent' check (state in ('sent', 'kept', 'received')),
  run_id uuid references run,
  sent_at timestamptz not null,
  expires_at timestamptz not null,
  received_at timestamptz
);
create index message_waiting on message (tenant_id, name, key, sent_at) where state <> 'received' and kind = 'message';
create index message_expired on message (expires_at) where state <> 'sent';
call fence_table('message');

-- A token that waits for a message or a signal: the copy, to be found by name, of what its run's state says. One that was
-- handed a message waits for no other until its run has taken that in; signals come as they are given.
create table subscription (
  run_id uuid not null references run,
  token text not null,
  tenant_id uuid not null,
  kind text not null,
  name text not null,
  key text,
  since timestamptz not null,
  primary key (run_id, token)
);
create index subscription_name on subscription (tenant_id, kind, name, key, since);
call fence_table('subscription');

alter table run add column parent_run_id uuid references run, add column parent_token text;
create index run_parent on run (parent_run_id, parent_token) where parent_run_id is not null;

-- Whoever waits for messages and whoever brings them meet one after the other, behind the locks of their runs.
create function meet(name text, key text) returns void language sql as $$
  select pg_advisory_xact_lock(hashtextextended(current_tenant()::text || ' message ' || name || ' ' || coalesce(key, ''), 0))
$$;

-- Of the messages of this name and key that nobody has received, the oldest; locked. Whoever asks has met.
create function message_next(the_name text, the_key text, at timestamptz) returns table (id uuid, value jsonb) language sql as $$
  select id, value from message
  where kind = 'message' and name = the_name and key is not distinct from the_key and (state = 'sent' or state = 'kept' and expires_at > at)
  order by sent_at, id limit 1 for update
$$;

-- Of those that wait for this, the one that has waited longest.
create function message_waiter(the_name text, the_key text) returns table (run_id uuid, token text, ticket_id uuid) language sql stable as $$
  select s.run_id, s.token, r.ticket_id from subscription s join run r on r.id = s.run_id
  where s.kind = 'message' and s.name = the_name and s.key is not distinct from the_key and r.ended_at is null
  order by s.since, s.run_id, length(s.token), s.token limit 1
$$;

-- Messages that were handed to a run whose token waits no more, or which is over: they are carried once more, as if just sent.
create function messages_back(the_run uuid, ids uuid[]) returns boolean language plpgsql as $$
begin
  with back as (
    update message set state = 'sent', received_at = null, run_id = null where id = any(ids) and state = 'received' and run_id = the_run
    returning id, tenant_id
  )
  insert into outbox (tenant_id, kind, target, payload) select tenant_id, 'message', id, '{}' from back;
  return found;
end $$;

-- Makes what a run waits for equal to what its state says. A token that begins to wait, or waits anew, takes the oldest message
-- there is for it, as if it came now, unless others wait for it already. True when it was told something.
create function step_hear(the_run uuid, hears jsonb, at timestamptz) returns boolean language plpgsql as $$
declare
  fresh jsonb;
  one record;
  next_message record;
  told boolean := false;
begin
  delete from subscription s where s.run_id = the_run and not exists (
    select from jsonb_to_recordset(hears) as h(token text, kind text, name text, key text)
    where h.token = s.token and h.kind = s.kind and h.name = s.name and h.key is not distinct from s.key);
  select coalesce(jsonb_agg(h order by ord), '[]') into fresh from jsonb_array_elements(hears) with ordinality as e(h, ord)
  where not exists (select from subscription s where s.run_id = the_run and s.token = h ->> 'token')
    -- Somebody has handed it a message that it has not taken in: it waits for no other.
    and not (h ->> 'kind' = 'message' and exists (select from run_message m
      where m.run_id = the_run and m.event ->> 'token' = h ->> 'token' and m.event ->> 'type' = 'messageReceived'));
  -- Everybody meets in one order.
  perform meet(w.name, w.key) from (select distinct h.name, h.key from jsonb_to_recordset(fresh) as h(kind text, name text, key text)
    where h.kind = 'message' order by h.name, h.key) w;
  for one in select * from jsonb_to_recordset(fresh) as h(token text, kind text, name text, key text) loop
    if one.kind = 'message' and not exists (select from message_waiter(one.name, one.key)) then
      select * into next_message from message_next(one.name, one.key, at);
      if found then
        update message set state = 'received', received_at = at, run_id = the_run where id = next_message.id;
        perform send_to_run(the_run, jsonb_build_object('type', 'messageReceived', 'token', one.token, 'value', next_message.value,
          'message', next_message.id, 'at', to_char(at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')), next_message.id, at);
        told := true;
        continue;
      end if;
    end if;
    insert into subscription (run_id, token, tenant_id, kind, name, key, since) values (the_run, one.token, current_tenant(), one.kind, one.name, one.key, at);
  end loop;
  return told;
end $$;

-- What nobody came for in its time, and what was received. What has not been carried yet stays, and what its run has not taken in.
create function messages_expired(most int) returns int language sql security definer set search_path = public, pg_temp as $$
  with gone as (
    delete from message where id in (
      select m.id from message m where m.state <> 'sent' and m.expires_at < now()
        and not exists (select from run_message t where t.run_id = m.run_id and t.event ->> 'message' = m.id::text)
      limit most for update skip locked) returning 1
  ) select count(*)::int from gone
$$;
revoke all on function messages_expired from public;
grant execute on function meet, message_next, message_waiter, messages_back, step_hear, messages_expired to perdura_app;
`);
  }

  override down(): void {
    this.addSql(`
drop function messages_expired, step_hear, messages_back, message_waiter, message_next, meet;
alter table run drop column parent_run_id, drop column parent_token;
drop table subscription, message;
`);
  }
}
