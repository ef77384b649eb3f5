/**
 * Which item depends on which. Nothing may depend on itself by way of others; since two changes that are each right may
 * together go round, whoever changes the register of a tenant waits for the others who do.
 */
import { invalid } from '../errors.ts';
import { marks } from '../tickets/sql.ts';
import type { Work } from '../work.ts';
import { cycleIn } from './cycle.ts';

/** So many may one item depend on. */
export const DEPENDS_ON_MAX = 200;

/** Until the end of the transaction; before anything of the register is read that decides what is written. */
export async function lockRegister(work: Work): Promise<void> {
  await work.em.execute('select pg_advisory_xact_lock(hashtextextended(?, 0))', [
    `config-items:${work.tenantId}`,
  ]);
}

/** Makes these, and no others, what the item depends on; behind `lockRegister`. @throws DomainError invalid_input */
export async function setDependsOn(
  work: Work,
  item: { readonly id: string; readonly key: string },
  keys: readonly string[],
): Promise<void> {
  const ids = await idsOf(work, item.key, keys);
  await demandNoCycle(work, item.key, keys, ids);
  await work.em.execute('delete from config_relation where from_id = ?', [item.id]);
  if (ids.length === 0) return;
  await work.em.execute(
    `insert into config_relation (tenant_id, from_id, to_id) select current_tenant(), ?::uuid, id from config_item where id in (${marks(ids)})`,
    [item.id, ...ids],
  );
}

async function idsOf(work: Work, own: string, keys: readonly string[]): Promise<string[]> {
  if (keys.length === 0) return [];
  const rows = await work.em.execute<{ id: string; key: string }[]>(
    `select id, key from config_item where tenant_id = current_tenant() and key in (${marks(keys)})`,
    [...keys],
  );
  const known = new Map(rows.map(({ id, key }) => [key, id]));
  return keys.map((key, index) => {
    if (key === own) invalid(`/dependsOn/${index}`, `“${key}” cannot depend on itself.`);
    return (
      known.get(key) ?? invalid(`/dependsOn/${index}`, `There is no service or system “${key}”.`)
    );
  });
}

async function demandNoCycle(
  work: Work,
  own: string,
  keys: readonly string[],
  ids: readonly string[],
): Promise<void> {
  if (ids.length === 0) return;
  const edges = await work.em.execute<{ from: string; to: string[] }[]>(
    `with recursive below(id) as (
       select id from config_item where id in (${marks(ids)}) union select r.to_id from below b join config_relation r on r.from_id = b.id
     )
     select f.key as "from", jsonb_agg(t.key order by t.key) as "to" from below b join config_relation r on r.from_id = b.id
       join config_item f on f.id = r.from_id join config_item t on t.id = r.to_id group by f.key`,
    [...ids],
  );
  const others = edges
    .filter(({ from }) => from !== own)
    .map(({ from, to }) => [from, to] as const);
  const way = cycleIn(new Map([[own, keys], ...others]));
  if (way) invalid('/dependsOn', `It would depend on itself: ${way.join(' → ')}.`);
}
