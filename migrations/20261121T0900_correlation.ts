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
  state text not null default 'sent' check (state in ('sent', 'kept', 'received')),
  run_id uuid references run,
  sent_at timestamptz not null,
  expires_at timestamptz not null,
  received_at timestamptz
);
create index message_kept on message (tenant_id, name, key, sent_at) where state = 'kept';
create index message_expired on message (expires_at) where state <> 'sent';
call fence_table('message');

-- A token that waits for a message or a signal: the copy, to be found by name, of what its run's state says.
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

-- Whoever waits and whoever sends meet one after the other.
create function meet(kind text, name text, key text) returns void language sql as $$
  select pg_advisory_xact_lock(hashtextextended(current_tenant()::text || ' ' || kind || ' ' || name || ' ' || coalesce(key, ''), 0))
$$;

-- The oldest kept message of this name and key, which is received with it; null where there is none.
create function receive_kept(the_name text, the_key text, the_run uuid, at timestamptz) returns jsonb language plpgsql as $$
declare
  found_id uuid;
  found_value jsonb;
begin
  perform meet('message', the_name, the_key);
  select id, jsonb_build_object('value', value) into found_id, found_value from message
  where state = 'kept' and name = the_name and key is not distinct from the_key and expires_at > at
  order by sent_at, id limit 1 for update skip locked;
  if found_id is null then return null; end if;
  update message set state = 'received', received_at = at, run_id = the_run where id = found_id;
  return found_value;
end $$;

-- Makes what a run waits for equal to what its state says.
create function step_hear(the_run uuid, hears jsonb, at timestamptz) returns void language plpgsql as $$
begin
  delete from subscription where run_id = the_run and token not in (select token from jsonb_to_recordset(hears) as h(token text));
  insert into subscription (run_id, token, tenant_id, kind, name, key, since)
  select the_run, token, current_tenant(), kind, name, key, at
  from jsonb_to_recordset(hears) as h(token text, kind text, name text, key text)
  -- Somebody has handed it a message that it has not taken in: it waits for no other.
  where not exists (select from run_message m where m.run_id = the_run and m.event ->> 'token' = h.token
    and m.event ->> 'type' in ('messageReceived', 'signalReceived'))
  on conflict (run_id, token) do update set kind = excluded.kind, name = excluded.name, key = excluded.key;
end $$;

-- What nobody came for in its time, and what was received, as long afterwards. What has not been carried yet stays.
create function messages_expired(most int) returns int language sql security definer set search_path = public, pg_temp as $$
  with gone as (
    delete from message where id in (select id from message where state <> 'sent' and expires_at < now() limit most) returning 1
  ) select count(*)::int from gone
$$;
revoke all on function messages_expired from public;
grant execute on function meet, receive_kept, step_hear, messages_expired to perdura_app;
`);
  }

  override down(): void {
    this.addSql(`
drop function messages_expired, step_hear, receive_kept, meet;
alter table run drop column parent_run_id, drop column parent_token;
drop table subscription, message;
`);
  }
}
