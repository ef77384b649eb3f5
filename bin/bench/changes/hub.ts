/** An item that nearly everything depends on, touched by one of the changes. Made last: it is in the way of every other one. */
import type pg from 'pg';

const DEPENDANTS = 40_000;

/** Returns the change that touches it. */
export async function makeHub(client: pg.Client, tenantId: string): Promise<string> {
  const { rows } = await client.query<{ id: string }>(
    `with hub as (
       insert into config_item (id, tenant_id, key, name, kind, criticality, created_at, updated_at)
       values (gen_random_uuid(), $1, 'hub', 'Hub', 'system', 3, now(), now()) returning id),
     above as (
       insert into config_relation (tenant_id, from_id, to_id)
       select $1, i.id, hub.id from hub, (select id from config_item where tenant_id = $1 order by key limit $2) i returning 1)
     insert into ticket_item (tenant_id, ticket_id, item_id, added_at)
     select $1, c.ticket_id, hub.id, now() from hub, (select count(*) from above) made,
       (select ticket_id from change_plan where tenant_id = $1 order by planned_from desc limit 1) c returning ticket_id as id`,
    [tenantId, DEPENDANTS],
  );
  await client.query('analyze config_item, config_relation, ticket_item');
  const [change] = rows;
  if (!change) throw new Error('invariant: changes were made');
  return change.id;
}
