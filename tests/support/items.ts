/** Configuration items for tests, put behind the API: what depends on what, and which ticket touches which. */
import { newId } from '#domain/ids.ts';
import type { TestApp } from './app.ts';

/** Adds items by key, with what each depends on; answers their ids. */
export async function addItems<K extends string>(
  test: TestApp,
  items: { readonly [key in K]: readonly NoInfer<K>[] },
): Promise<Record<K, string>> {
  const keys = Object.keys(items) as K[];
  const ids = Object.fromEntries(keys.map((key) => [key, newId()])) as Record<K, string>;
  await test.work(async (work) => {
    for (const key of keys)
      await work.em.execute(
        "insert into config_item (id, tenant_id, key, name, kind, criticality, created_at, updated_at) values (?, current_tenant(), ?, ?, 'service', 3, now(), now())",
        [ids[key], key, key.toUpperCase()],
      );
    for (const key of keys)
      for (const needed of items[key])
        await work.em.execute(
          'insert into config_relation (tenant_id, from_id, to_id) values (current_tenant(), ?, ?)',
          [ids[key], ids[needed]],
        );
  });
  return ids;
}

export const touch = (test: TestApp, ticketId: string, itemIds: readonly string[]): Promise<void> =>
  test.work(async (work) => {
    for (const id of itemIds)
      await work.em.execute(
        'insert into ticket_item (tenant_id, ticket_id, item_id, added_at) values (current_tenant(), ?, ?, now())',
        [ticketId, id],
      );
  });
