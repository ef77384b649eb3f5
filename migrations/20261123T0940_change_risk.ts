/** What is asked about every change, what the answers come to, and how much depends on what a change touches. */
import { Migration } from '@mikro-orm/migrations';

export class ChangeRisk extends Migration {
  override up(): void {
    this.addSql(`
-- One list for each tenant, in its order: [{ key, text, help, kinds, options: [{ key, text, points }] }]
create table change_questions (
  tenant_id uuid primary key references tenant,
  questions jsonb not null,
  version int not null default 1
);
call fence_table('change_questions');

-- How many questions are asked about a change that was never planned.
create function questions_asked(the_kind text) returns int language sql stable as $$
  select coalesce((select count(*) from change_questions c, jsonb_array_elements(c.questions) q
    where c.tenant_id = current_tenant() and jsonb_exists(q -> 'kinds', the_kind)), 0)::int
$$;

-- What is in use and depends on these items, and the services among these and among the items themselves. Whoever
-- plans waits for it, so it is counted no further than 1000: level by level, and of each item no more than could still count.
create function items_reach(items uuid[], out dependants int, out services int) language plpgsql stable as $$
declare
  most constant int := 1000;
  deepest constant int := 30;
  here uuid[] := array(select i.id from config_item i where i.id = any (items) and i.active);
  met uuid[] := here;
  touched constant int := cardinality(here);
begin
  for depth in 1 .. deepest loop
    exit when here = '{}' or cardinality(met) - touched >= most;
    here := array(
      select above.id
      from unnest(here) as at(id) cross join lateral (
        select r.from_id as id from config_relation r
        where r.to_id = at.id and (select i.active from config_item i where i.id = r.from_id) limit most + touched) above
      except select m.id from unnest(met) as m(id)
      limit most + touched - cardinality(met));
    met := met || here;
  end loop;
  dependants := cardinality(met) - touched;
  select count(*) into services from config_item i where i.id = any (met) and i.kind = 'service';
end $$;

-- Of what a change touches.
create function change_reach(the_change uuid, out dependants int, out services int) language sql stable as $$
  select * from items_reach(array(select x.item_id from ticket_item x where x.ticket_id = the_change))
$$;
revoke all on function questions_asked, items_reach, change_reach from public;
grant execute on function questions_asked, items_reach, change_reach to perdura_app;
`);
  }

  override down(): void {
    this.addSql(`
drop function questions_asked, change_reach, items_reach;
drop table change_questions;
`);
  }
}
