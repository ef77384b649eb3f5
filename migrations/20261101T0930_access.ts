/**
 * What must be found before the tenant is known: who may sign in with an address, whose session or token this is, and how
 * often somebody failed. Each is a SECURITY DEFINER function that answers one question and nothing more.
 */
import { Migration } from '@mikro-orm/migrations';

export class Access extends Migration {
  override up(): void {
    this.addSql(`
create index organization_parent on organization (parent_id);
create index person_role_role on person_role (role_id);

-- All that decides what an active person may do, in one piece; for the functions below only.
create function principal_of(who uuid) returns jsonb language sql stable security definer set search_path = public, pg_temp as $$
  select jsonb_build_object(
    'tenantId', t.id, 'tenantKey', t.key, 'tenantName', t.name,
    'personId', p.id, 'email', p.email, 'name', p.name, 'locale', p.locale, 'timeZone', p.time_zone,
    'organizationId', p.organization_id,
    'organizationIds', (
      with recursive below as (
        select p.organization_id as id where p.organization_id is not null
        union select o.id from organization o join below b on o.parent_id = b.id
      ) select coalesce(jsonb_agg(id), '[]') from below),
    'groupIds', (select coalesce(jsonb_agg(m.group_id), '[]') from group_member m where m.person_id = p.id),
    'roles', (select coalesce(jsonb_agg(r.key order by r.key), '[]') from person_role pr join role r on r.id = pr.role_id where pr.person_id = p.id),
    'permissions', (
      select coalesce(jsonb_agg(g), '[]') from person_role pr join role r on r.id = pr.role_id, jsonb_array_elements(r.permissions) g
      where pr.person_id = p.id))
  from person p join tenant t on t.id = p.tenant_id
  where p.id = who and p.active and not p.outside
$$;

create function session_principal(hash bytea, at timestamptz) returns jsonb language sql stable security definer set search_path = public, pg_temp as $$
  select principal_of(s.person_id) || jsonb_build_object('sessionId', s.id, 'csrfToken', s.csrf_token, 'expiresAt', s.expires_at, 'lastSeenAt', s.last_seen_at)
  from session s where s.token_hash = hash and s.expires_at > at
$$;

-- An expired or revoked token is found too, so that its holder can be told.
create function token_principal(hash bytea, at timestamptz) returns jsonb language sql stable security definer set search_path = public, pg_temp as $$
  select principal_of(k.person_id) || jsonb_build_object('tokenId', k.id, 'scopes', to_jsonb(k.scopes), 'expiresAt', k.expires_at, 'lastSeenAt', k.last_used_at,
    'expired', k.revoked_at is not null or (k.expires_at is not null and k.expires_at <= at))
  from access_token k where k.token_hash = hash
$$;

-- Slides a session's end, at most to thirty days after its start; ends nothing and revives nothing.
create function session_seen(session uuid, at timestamptz, until timestamptz) returns void language sql security definer set search_path = public, pg_temp as $$
  update session s set last_seen_at = at, expires_at = least(until, s.created_at + interval '30 days') where s.id = session_seen.session and s.expires_at > at
$$;
create function token_used(token uuid, at timestamptz) returns void language sql security definer set search_path = public, pg_temp as $$
  update access_token set last_used_at = at where id = token
$$;

-- Everybody who could be meant by an address, in whichever tenant.
create function sign_in_candidates(address text, key text) returns table (tenant_id uuid, tenant_key text, person_id uuid, password_hash text)
language sql stable security definer set search_path = public, pg_temp as $$
  select p.tenant_id, t.key, p.id, p.password_hash from person p join tenant t on t.id = p.tenant_id
  where p.email = address and p.active and p.password_hash is not null and (sign_in_candidates.key is null or t.key = sign_in_candidates.key)
  order by t.key limit 20
$$;

-- Counts one failure and answers until when this key is blocked, if it is now. A block that has passed begins anew.
create function sign_in_failed(throttled bytea, at timestamptz, window_seconds int, allowed int, block_seconds int) returns timestamptz
language sql security definer set search_path = public, pg_temp as $$
  insert into sign_in_throttle as s (key, failures, window_started_at, blocked_until)
  values (throttled, 1, at, case when allowed <= 1 then at + make_interval(secs => block_seconds) end)
  on conflict (key) do update set
    failures = case when s.blocked_until <= at or s.window_started_at < at - make_interval(secs => window_seconds) then 1 else s.failures + 1 end,
    window_started_at = case when s.blocked_until <= at or s.window_started_at < at - make_interval(secs => window_seconds) then at else s.window_started_at end,
    blocked_until = case
      when s.blocked_until > at then s.blocked_until
      when s.blocked_until <= at or s.window_started_at < at - make_interval(secs => window_seconds) then null
      when s.failures + 1 >= allowed then at + make_interval(secs => block_seconds) end
  returning blocked_until
$$;

-- What is only kept for a while, in all tenants: answers to repeated requests, ended sessions, old failures.
create function forget_expired(at timestamptz) returns void language sql security definer set search_path = public, pg_temp as $$
  delete from idempotency where created_at < at - interval '7 days';
  delete from session where expires_at < at - interval '1 day';
  delete from sign_in_throttle where window_started_at < at - interval '1 day';
$$;

create function tenant_by_key(key text) returns uuid language sql stable security definer set search_path = public, pg_temp as $$
  select id from tenant where tenant.key = tenant_by_key.key
$$;
create function tenant_ids() returns setof uuid language sql stable security definer set search_path = public, pg_temp as $$
  select id from tenant order by created_at, id
$$;

revoke all on function principal_of, session_principal, token_principal, session_seen, token_used, sign_in_candidates, sign_in_failed, forget_expired, tenant_by_key, tenant_ids from public;
grant execute on function session_principal, token_principal, session_seen, token_used, sign_in_candidates, sign_in_failed, forget_expired, tenant_by_key, tenant_ids to perdura_app;
`);
  }

  override down(): void {
    this.addSql(`
drop function tenant_ids, tenant_by_key, forget_expired, sign_in_failed, sign_in_candidates, token_used, session_seen, token_principal, session_principal, principal_of;
drop index person_role_role, organization_parent;
`);
  }
}
