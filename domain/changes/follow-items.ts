/** Services and systems have moved: planned changes that have to do with them look again at what stands in their way. */
import { lockTickets } from '../tickets/update.ts';
import type { Work } from '../work.ts';
import { followPlan } from './follow.ts';

/** As far as conflicts are looked for along the graph. */
const REACH = 5;

/** Behind the register’s lock; takes those of all the tickets, and then of the schedule. */
export async function followItems(work: Work, itemIds: readonly string[]): Promise<void> {
  const changes = await work.em.execute<{ id: string }[]>(
    `with moved as (select array(select value::uuid from jsonb_array_elements_text(?)) as ids), near as (
       select unnest(ids) as id from moved
       union select d.id from moved cross join lateral config_dependents(ids, ?) d
       union select d.id from moved cross join lateral config_dependencies(ids, ?) d)
     select distinct t.id from change_plan p join ticket t on t.id = p.ticket_id join ticket_item x on x.ticket_id = t.id join near on near.id = x.item_id
     where p.planned_to > ? and t.deleted_at is null and t.status not in ('review', 'resolved', 'closed', 'cancelled') order by t.id`,
    [JSON.stringify(itemIds), REACH, REACH, work.now],
  );
  const ids = changes.map(({ id }) => id);
  await lockTickets(work, ids);
  for (const id of ids) await followPlan(work, id);
}
