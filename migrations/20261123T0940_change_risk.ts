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

-- What these answers come to for a change of this kind. What is not asked of it, or not any more, counts nothing.
create function answer_points(the_answers jsonb, the_kind text) returns int language sql stable as $$
  select coalesce(sum((o ->> 'points')::int), 0)::int
  from change_questions c, jsonb_array_elements(c.questions) q, jsonb_array_elements(q -> 'options') o
  where c.tenant_id = current_tenant() and jsonb_exists(q -> 'kinds', the_kind) and the_answers ->> (q ->> 'key') = o ->> 'key'
$$;

-- What is in use and depends on what a change touches, and the services among these and among what it touches itself.
create function change_reach(the_change uuid, out dependants int, out services int) language plpgsql stable as $$
declare
  touched uuid[] := array(select x.item_id from ticket_item x join config_item i on i.id = x.item_id and i.active where x.ticket_id = the_change);
begin
  dependants := 0;
  services := 0;
  if touched = '{}' then return; end if;
  select count(*) filter (where not i.id = any (touched)), count(*) filter (where i.kind = 'service') into dependants, services
  from config_item i where i.id = any (touched) or i.id in (select d.id from config_dependents(touched, 30) d);
end $$;
revoke all on function answer_points, change_reach from public;
grant execute on function answer_points, change_reach to perdura_app;
`);
  }

  override down(): void {
    this.addSql(`
drop function answer_points, change_reach;
drop table change_questions;
`);
  }
}
