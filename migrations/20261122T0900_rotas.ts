/** Who is on call: rotas with each plan they had, overrides, swaps, and the secret addresses their calendars are read at. */
import { Migration } from '@mikro-orm/migrations';

export class Rotas extends Migration {
  override up(): void {
    this.addSql(`
create table rota (
  id uuid primary key,
  tenant_id uuid not null references tenant,
  key text not null,
  name text not null,
  plan jsonb not null,
  version int not null default 1,
  unique (tenant_id, key)
);
call fence_table('rota');

-- Every plan a rota had, and since when: a change of plan rewrites nothing that has happened. The first has always held.
create table rota_plan (
  rota_id uuid not null references rota on delete cascade,
  number int not null,
  tenant_id uuid not null,
  plan jsonb not null,
  since timestamptz not null,
  saved_by uuid references person,
  primary key (rota_id, number)
);
call fence_table('rota_plan');

create table rota_override (
  id uuid primary key,
  tenant_id uuid not null,
  rota_id uuid not null references rota on delete cascade,
  person_id uuid not null references person,
  from_at timestamptz not null,
  to_at timestamptz not null check (from_at < to_at),
  reason text not null,
  made_by uuid not null references person,
  made_at timestamptz not null,
  -- What was before stays as it was: an override that had begun ends here.
  taken_back_at timestamptz,
  taken_back_by uuid references person,
  version int not null default 1
);
create index rota_override_rota on rota_override (rota_id, to_at);
call fence_table('rota_override');

create table rota_swap (
  id uuid primary key,
  tenant_id uuid not null,
  rota_id uuid not null references rota on delete cascade,
  asker_id uuid not null references person,
  asker_from timestamptz not null,
  asker_to timestamptz not null check (asker_from < asker_to),
  other_id uuid not null references person,
  other_from timestamptz not null,
  other_to timestamptz not null check (other_from < other_to),
  reason text not null,
  asked_at timestamptz not null,
  state text not null default 'asked' check (state in ('asked', 'accepted', 'declined', 'takenBack')),
  accepted_at timestamptz,
  closed_at timestamptz,
  closed_by uuid references person,
  version int not null default 1,
  check (asker_id <> other_id)
);
create index rota_swap_rota on rota_swap (rota_id, asked_at desc);
call fence_table('rota_swap');

-- Somebody's own address for the calendar of a rota, or for all their own shifts. It ends with their access.
create table rota_feed (
  id uuid primary key,
  tenant_id uuid not null,
  person_id uuid not null references person,
  rota_id uuid references rota on delete cascade,
  token_hash bytea not null unique,
  made_at timestamptz not null,
  unique nulls not distinct (person_id, rota_id)
);
call fence_table('rota_feed');

create function feed_principal(hash bytea) returns jsonb language sql stable security definer set search_path = public, pg_temp as $$
  select principal_of(f.person_id) || jsonb_build_object('rotaId', f.rota_id) from rota_feed f where f.token_hash = hash
$$;
revoke all on function feed_principal from public;
grant execute on function feed_principal to perdura_app;
`);
  }

  override down(): void {
    this.addSql(`
drop function feed_principal;
drop table rota_feed, rota_swap, rota_override, rota_plan, rota;
`);
  }
}
