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

-- Who may act for each of these people; not those who may sign in no longer. away: the one stood in for is not there.
create function stand_ins(people uuid[], the_process uuid, at timestamptz) returns table (for_id uuid, person_id uuid, away boolean) language sql stable as $$
  with recursive chain as (
    select d.person_id as for_id, e.person_id, d.away, array[d.person_id, e.person_id] as way
    from delegation d join delegate e on e.delegation_id = d.id
    where d.person_id = any(people) and delegation_holds(d, the_process, at)
    union all
    select c.for_id, e.person_id, c.away, c.way || e.person_id
    from chain c join delegation d on d.person_id = c.person_id join delegate e on e.delegation_id = d.id
    where delegation_holds(d, the_process, at) and not e.person_id = any(c.way) and cardinality(c.way) <= 5
  )
  select c.for_id, c.person_id, bool_or(c.away) from chain c join person p on p.id = c.person_id and p.active
  group by c.for_id, c.person_id
$$;

-- The seats at which this person may speak now, and for whom.
create function asked_now(the_person uuid, at timestamptz) returns table (approval_id uuid, seat int, for_id uuid) language sql stable as $$
  with recursive behind as (
    select d.person_id, array[the_person, d.person_id] as way
    from delegate e join delegation d on d.id = e.delegation_id
    where e.person_id = the_person and delegation_holds(d, null, at)
    union all
    select d.person_id, b.way || d.person_id
    from behind b join delegate e on e.person_id = b.person_id join delegation d on d.id = e.delegation_id
    where delegation_holds(d, null, at) and not d.person_id = any(b.way) and cardinality(b.way) <= 5
  )
  select r.approval_id, r.seat, r.person_id
  from approver r join approval a on a.id = r.approval_id and a.round = r.round and a.stage = r.stage and a.state = 'open'
    left join ticket t on t.id = a.ticket_id
  where r.left_out is null
    and (r.person_id = the_person or (
      r.person_id in (select b.person_id from behind b)
      and exists (select from stand_ins(array[r.person_id], a.process_id, at) s where s.person_id = the_person)))
    and (a.self_approval or t.requester_id is distinct from the_person)
    and not exists (select from vote v where v.approval_id = r.approval_id and v.round = r.round and v.seat = r.seat)
$$;

grant execute on function delegation_holds, stand_ins, asked_now to perdura_app;
`);
  }

  override down(): void {
    this.addSql(`
drop function asked_now, stand_ins, delegation_holds;
drop table delegate, delegation;
`);
  }
}
