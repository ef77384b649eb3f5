/**
 * Who may decide in place of whom, from when until when and at which processes; and from that, what is asked of somebody at a
 * moment. Chains end: nobody stands in for themselves, and after five nobody stands in any more.
 */
import { Migration } from '@mikro-orm/migrations';

export class Delegations extends Migration {
  override up(): void {
    this.addSql(`
create table delegation (
  id uuid primary key,
  tenant_id uuid not null references tenant,
  -- Who is stood in for.
  person_id uuid not null references person,
  from_at timestamptz not null,
  until_at timestamptz,
  -- Only at these processes; at all of them when null.
  processes uuid[],
  -- Whoever is away is not written to meanwhile.
  away boolean not null default false,
  reason text not null default '',
  made_by uuid references person,
  made_at timestamptz not null,
  ended_at timestamptz,
  version int not null default 1,
  check (until_at is null or until_at > from_at)
);
create index delegation_person on delegation (person_id) where ended_at is null;
call fence_table('delegation');

create table delegate (
  delegation_id uuid not null references delegation,
  person_id uuid not null references person,
  tenant_id uuid not null,
  primary key (delegation_id, person_id)
);
create index delegate_person on delegate (person_id);
call fence_table('delegate');

-- Whether it holds at this moment; at this process, or at whichever where none is said.
create function delegation_holds(d delegation, the_process uuid, at timestamptz) returns boolean language sql immutable as $$
  select d.ended_at is null and d.from_at <= at and (d.until_at is null or d.until_at > at)
    and (the_process is null or d.processes is null or the_process = any(d.processes))
$$;

-- Who may act for each of these people; not those who may sign in no longer. away: the one stood in for is not there; absent: nor is
-- the one who stands in. Told apart by person and not by way, so that many who stand in for one another are not many ways.
-- but: who has asked for what is decided, and lends nobody a voice on it, neither their own nor one that was lent to them.
create function stand_ins(people uuid[], the_process uuid, at timestamptz, but uuid default null) returns table (for_id uuid, person_id uuid, away boolean, absent boolean)
language sql stable as $$
  with recursive chain as (
    select d.person_id as for_id, e.person_id, d.away, 1 as length
    from delegation d join delegate e on e.delegation_id = d.id
    where d.person_id = any(people) and d.person_id is distinct from but and delegation_holds(d, the_process, at)
    union
    select c.for_id, e.person_id, c.away, c.length + 1
    from chain c join delegation d on d.person_id = c.person_id join delegate e on e.delegation_id = d.id
    where c.length < 5 and c.person_id is distinct from but and e.person_id <> c.for_id and delegation_holds(d, the_process, at)
  )
  select c.for_id, c.person_id, bool_or(c.away),
    exists (select from delegation d where d.person_id = c.person_id and d.away and delegation_holds(d, the_process, at))
  from chain c join person p on p.id = c.person_id and p.active
  group by c.for_id, c.person_id
$$;

-- Everybody for whom this person might stand in, whatever the process.
create function stood_in_for(the_person uuid, at timestamptz) returns table (person_id uuid) language sql stable as $$
  with recursive behind as (
    select d.person_id, 1 as length
    from delegate e join delegation d on d.id = e.delegation_id
    where e.person_id = the_person and delegation_holds(d, null, at)
    union
    select d.person_id, b.length + 1
    from behind b join delegate e on e.person_id = b.person_id join delegation d on d.id = e.delegation_id
    where b.length < 5 and delegation_holds(d, null, at)
  )
  select distinct b.person_id from behind b where b.person_id <> the_person
$$;

-- The seats at which this person may speak now, and for whom.
create function asked_now(the_person uuid, at timestamptz) returns table (approval_id uuid, seat int, for_id uuid) language sql stable as $$
  with mine as (
    select r.approval_id, r.round, r.seat, r.person_id
    from approver r join approval a on a.id = r.approval_id and a.round = r.round and a.stage = r.stage and a.state = 'open'
      join run u on u.id = a.run_id left join ticket t on t.id = a.ticket_id
    where r.person_id = the_person and r.left_out is null
      and (a.self_approval or r.via = 'fallback:only_requester' or coalesce(t.requester_id, u.asked_by) is distinct from the_person)
  ), others as (
    select r.approval_id, r.round, r.seat, r.person_id, a.process_id,
      case when not a.self_approval then coalesce(t.requester_id, u.asked_by) end as but
    from stood_in_for(the_person, at) b join approver r on r.person_id = b.person_id and r.left_out is null
      join approval a on a.id = r.approval_id and a.round = r.round and a.stage = r.stage and a.state = 'open'
      join run u on u.id = a.run_id left join ticket t on t.id = a.ticket_id
    where (a.self_approval or coalesce(t.requester_id, u.asked_by) is distinct from the_person)
      and (a.repeat_voters or not exists (
        select from vote v where v.approval_id = a.id and v.round = a.round and v.stage < a.stage and the_person in (v.voter_id, v.actor_id)))
  ), standing as materialized (
    select o.person_id, o.process_id, o.but from (select distinct person_id, process_id, but from others) o
    where exists (select from stand_ins(array[o.person_id], o.process_id, at, o.but) s where s.person_id = the_person)
  )
  select q.approval_id, q.seat, q.person_id from (
    select approval_id, round, seat, person_id from mine
    union all
    select o.approval_id, o.round, o.seat, o.person_id from others o join standing s on s.person_id = o.person_id and s.process_id = o.process_id
      and s.but is not distinct from o.but
  ) q
  where not exists (select from vote v where v.approval_id = q.approval_id and v.round = q.round and v.seat = q.seat)
$$;

grant execute on function delegation_holds, stand_ins, stood_in_for, asked_now to perdura_app;
`);
  }

  override down(): void {
    this.addSql(`
drop function asked_now, stood_in_for, stand_ins, delegation_holds;
drop table delegate, delegation;
`);
  }
}
