/** What a desk looks after: items with their owners, which depends on which, and which of them a ticket is about. */
import { Migration } from '@mikro-orm/migrations';

const OWNERS = `
    union all
    select i.owner_id, ord, 'relation:itemOwners' from asked join ticket_item x on x.ticket_id = the_ticket join config_item i on i.id = x.item_id and i.active
    where party ->> 'relation' = 'itemOwners'`;

/** The function as it stands before this migration, and with what this one adds to it. */
const partyPeople = (more: string): string => `
create or replace function party_people(parties jsonb, the_ticket uuid)
returns table (ord int, id uuid, email text, name text, locale text, time_zone text, via text) language sql stable as $$
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
    where party ->> 'relation' = 'queueMembers' or (party ->> 'relation' = 'inCharge' and s.assignee_id is null)${more}
  )
  select distinct on (found.ord, p.id) found.ord::int, p.id, p.email, p.name, p.locale, p.time_zone, found.via
  from found join person p on p.id = found.id and p.active and (not p.outside or found.via = 'outside') order by found.ord, p.id
$$;`;

export class ConfigItems extends Migration {
  override up(): void {
    this.addSql(`
create table config_item (
  id uuid primary key,
  tenant_id uuid not null references tenant,
  key text not null,
  name text not null,
  kind text not null check (kind in ('service', 'system', 'application', 'database', 'network', 'other')),
  description text not null default '',
  owner_id uuid references person,
  -- Who supports it.
  group_id uuid references people_group,
  -- As priorities: 1 is the most critical.
  criticality smallint not null check (criticality between 1 and 4),
  -- What it has from what depends on it, however far: the most critical of these, where that is more than it is itself. Kept by
  -- triggers, since much may depend on one.
  lent smallint,
  active boolean not null default true,
  version int not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  unique (tenant_id, key)
);
create index config_item_owner on config_item (owner_id) where owner_id is not null;
create index config_item_group on config_item (group_id) where group_id is not null;
call fence_table('config_item');

-- One item depends on another. What an item depends on goes with it; what others depend on cannot go.
create table config_relation (
  tenant_id uuid not null,
  from_id uuid not null references config_item on delete cascade,
  to_id uuid not null references config_item,
  kind text not null default 'depends_on' check (kind in ('depends_on')),
  primary key (from_id, to_id, kind),
  check (from_id <> to_id)
);
create index config_relation_to on config_relation (to_id, from_id);
call fence_table('config_relation');

create table ticket_item (
  tenant_id uuid not null,
  ticket_id uuid not null references ticket,
  item_id uuid not null references config_item,
  role text not null default 'affected' check (role in ('affected', 'cause')),
  added_at timestamptz not null,
  primary key (ticket_id, item_id)
);
create index ticket_item_item on ticket_item (item_id, ticket_id);
call fence_table('ticket_item');

-- Everything in use that depends on these items, however far: each once, where it is first met, with the item it was met by.
-- A row is a whole level, so that an item reached by many ways costs no more than its relations, and what goes round ends. How many
-- a level has nobody can guess beforehand: written so that it is looked up relation by relation, and sorted, whatever is guessed.
create function config_dependents(items uuid[], deepest int) returns table (id uuid, via uuid, depth int) language sql stable as $$
  with recursive level as (
    select 0 as depth, items as ids, null::uuid[] as vias, items as seen
    union all
    select l.depth + 1, n.ids, n.vias, l.seen || n.ids
    from level l cross join lateral (
      select array_agg(f.id) as ids, array_agg(f.via) as vias from (
        select distinct on (m.id) m.id, m.via, m.is_seen from (
          select r.from_id as id, here.id as via, false as is_seen
          from unnest(l.ids) as here(id) cross join lateral (select c.from_id from config_relation c where c.to_id = here.id offset 0) r
          union all
          select s.id, null, true from unnest(l.seen) as s(id)
        ) m order by m.id, m.is_seen desc, m.via
      ) f where not f.is_seen and (select i.active from config_item i where i.id = f.id)
    ) n
    where n.ids is not null and l.depth < deepest
  )
  select found.id, found.via, level.depth from level cross join lateral unnest(level.ids, level.vias) as found(id, via) where level.depth > 0
$$;

-- The other way: everything these items depend on, what is no longer in use as well, since that is worth knowing.
create function config_dependencies(items uuid[], deepest int) returns table (id uuid, via uuid, depth int) language sql stable as $$
  with recursive level as (
    select 0 as depth, items as ids, null::uuid[] as vias, items as seen
    union all
    select l.depth + 1, n.ids, n.vias, l.seen || n.ids
    from level l cross join lateral (
      select array_agg(f.id) as ids, array_agg(f.via) as vias from (
        select distinct on (m.id) m.id, m.via, m.is_seen from (
          select r.to_id as id, here.id as via, false as is_seen
          from unnest(l.ids) as here(id) cross join lateral (select c.to_id from config_relation c where c.from_id = here.id offset 0) r
          union all
          select s.id, null, true from unnest(l.seen) as s(id)
        ) m order by m.id, m.is_seen desc, m.via
      ) f where not f.is_seen
    ) n
    where n.ids is not null and l.depth < deepest
  )
  select found.id, found.via, level.depth from level cross join lateral unnest(level.ids, level.vias) as found(id, via) where level.depth > 0
$$;

-- What conditions know of it: the most critical of what a ticket is about and of what depends on that; null for none.
create function ticket_criticality(the_ticket uuid) returns smallint language sql stable as $$
  select min(least(i.criticality, i.lent)) from ticket_item x join config_item i on i.id = x.item_id where x.ticket_id = the_ticket and i.active
$$;

-- What is lent by these is handed on, level by level, for as long as it is more than what was there.
-- By its indexes: what has just been written is more than the planner knows of.
create function lend_criticality(items uuid[]) returns void language plpgsql set enable_seqscan = off as $$
declare here uuid[] := items;
begin
  while here <> '{}' loop
    with had as (
      update config_item i set lent = given.lent
      from (
        select r.to_id as id, min(least(f.criticality, f.lent)) as lent
        from unnest(here) as at(id) join config_item f on f.id = at.id and f.active
          cross join lateral (select c.to_id from config_relation c where c.from_id = f.id offset 0) r
        group by r.to_id) given
      where i.id = given.id and given.lent < least(i.criticality, i.lent) returning i.id)
    select coalesce(array_agg(id), '{}') into here from had;
  end loop;
end $$;

-- These may have less lent than they did, as may what has it from them: all of it is taken back, and lent anew by what still depends
-- on it. Where they are altered themselves, nobody knows any more what they lent. What goes round lends nothing to itself.
create function relend_criticality(items uuid[], altered boolean) returns void language plpgsql set enable_seqscan = off as $$
declare
  here uuid[] := array(select i.id from config_item i where i.id = any (items) and (altered or i.lent is not null));
  doubted uuid[] := here;
  is_first boolean := true;
begin
  while here <> '{}' loop
    here := array(
      select distinct t.id
      from unnest(here) as at(id) join config_item f on f.id = at.id
        cross join lateral (select c.to_id from config_relation c where c.from_id = f.id offset 0) r
        join config_item t on t.id = r.to_id
      where t.lent is not null and ((is_first and altered) or (f.active and t.lent = least(f.criticality, f.lent)))
      except select m.id from unnest(doubted) as m(id));
    doubted := doubted || here;
    is_first := false;
  end loop;
  update config_item set lent = null where id = any (doubted) and lent is not null;
  update config_item i set lent = given.lent
  from (
    select at.id, (
      select min((select least(f.criticality, f.lent) from config_item f where f.id = r.from_id and f.active))
      from (select c.from_id from config_relation c where c.to_id = at.id offset 0) r) as lent
    from unnest(doubted) as at(id)) given
  where i.id = given.id and given.lent < i.criticality;
  perform lend_criticality(doubted);
end $$;

-- Whoever changes the register has it to themselves, and may have all of it kept at the end, at once (\`perdura.keeps\` is "later").
create function keep_criticality() returns trigger language plpgsql as $$
begin
  if tg_table_name = 'config_item' then
    perform relend_criticality(array(
      select n.id from now_there n join was_there w on w.id = n.id where (n.criticality, n.active) is distinct from (w.criticality, w.active)), true);
  elsif tg_op = 'INSERT' then
    perform lend_criticality(array(select distinct from_id from now_there));
  else
    -- What has more from elsewhere keeps it.
    perform relend_criticality(array(
      select distinct t.id from was_there w join config_item t on t.id = w.to_id left join config_item f on f.id = w.from_id
      where f.id is null or (f.active and least(f.criticality, f.lent) = t.lent)), false);
  end if;
  return null;
end $$;
create trigger keep_criticality after update on config_item referencing old table as was_there new table as now_there
  for each statement when (pg_trigger_depth() = 0 and current_setting('perdura.keeps', true) is distinct from 'later') execute function keep_criticality();
create trigger keep_criticality_of_new after insert on config_relation referencing new table as now_there
  for each statement when (current_setting('perdura.keeps', true) is distinct from 'later') execute function keep_criticality();
create trigger keep_criticality_of_gone after delete on config_relation referencing old table as was_there
  for each statement when (current_setting('perdura.keeps', true) is distinct from 'later') execute function keep_criticality();

-- As it was, and with the owners of the items that the ticket is about.
${partyPeople(OWNERS)}
revoke all on function config_dependents, config_dependencies, ticket_criticality, lend_criticality, relend_criticality from public;
grant execute on function config_dependents, config_dependencies, ticket_criticality, lend_criticality, relend_criticality to perdura_app;
`);
  }

  override down(): void {
    this.addSql(`
${partyPeople('')}
drop function ticket_criticality, config_dependents, config_dependencies;
drop table ticket_item, config_relation, config_item;
drop function keep_criticality, relend_criticality, lend_criticality;
`);
  }
}
