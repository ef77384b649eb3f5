/**
 * Reading the event table in the order of commits, across tenants, for the one reader that each process has. A transaction
 * that is still running holds back everything that began after it, so that its events are not skipped when it commits late.
 */
import { Migration } from '@mikro-orm/migrations';

export class EventReader extends Migration {
  override up(): void {
    this.addSql(`
drop index event_place;
create index event_place on event (xid, seq);

-- Where a reader stands that wants only what commits from now on.
create function event_horizon() returns xid8 language sql stable as $$
  select (pg_snapshot_xmin(pg_current_snapshot())::text::bigint + event_offset())::text::xid8
$$;

-- The offset that puts new events behind all there are, or null where the present one does.
create function event_offset_wanted() returns bigint language sql stable security definer set search_path = public, pg_temp as $$
  select last.xid - pg_snapshot_xmin(pg_current_snapshot())::text::bigint + 1
  from (select xid::text::bigint as xid from event order by event.xid desc, seq desc limit 1) last
  where last.xid >= pg_snapshot_xmax(pg_current_snapshot())::text::bigint + event_offset()
$$;

-- Who sits on the board that meets; boards come later.
create function meeting_people(kind text, the_subject uuid) returns text[] language sql stable as $$ select null::text[] $$;

-- What was committed after a place, with what decides who may see it. People and groups are text: an event may tell of one
-- that is no id, and nothing may stop the reader.
create function events_after(after_xid xid8, after_seq bigint, most int, only_tenant uuid default null)
returns table (xid text, seq text, tenant_id uuid, id uuid, at timestamptz, type text, subject_kind text, subject_id uuid, ticket_id uuid, number text,
  actor_kind text, actor_id uuid, internal boolean, people text[], groups text[], organization_id uuid)
language sql stable security definer set search_path = public, pg_temp as $$
  select e.xid::text, e.seq::text, e.tenant_id, e.id, e.at, e.type, e.subject_kind, e.subject_id, e.ticket_id, t.number, e.actor_kind, e.actor_id,
    coalesce(e.data ->> 'internal' = 'true', false),
    array_remove(array[t.requester_id::text, t.assignee_id::text, k.assignee_id::text, e.changes #>> '{assignee,before}', e.changes #>> '{requester,before}',
      e.data ->> 'personId'] || (select array_agg(r.person_id::text) from approver r where e.subject_kind = 'approval' and r.approval_id = e.subject_id)
      || meeting_people(e.subject_kind, e.subject_id), null),
    array_remove(array[q.group_id::text, k.group_id::text, kq.group_id::text, before.group_id::text], null),
    t.organization_id
  from event e
    left join ticket t on t.id = e.ticket_id
    left join queue q on q.id = t.queue_id
    left join task k on e.subject_kind = 'task' and k.id = e.subject_id
    left join queue kq on kq.id = k.queue_id
    left join queue before on before.id::text = e.changes #>> '{queue,before}' and before.tenant_id = e.tenant_id
  where (e.xid, e.seq) > (after_xid, after_seq) and e.xid < event_horizon() and (only_tenant is null or e.tenant_id = only_tenant)
  order by e.xid, e.seq limit most
$$;
revoke all on function events_after, event_offset_wanted from public;
grant execute on function events_after, event_horizon, event_offset_wanted to perdura_app;
`);
  }

  override down(): void {
    this.addSql(`
drop function events_after, meeting_people, event_offset_wanted, event_horizon;
drop index event_place;
create index event_place on event (tenant_id, xid, seq);
`);
  }
}
