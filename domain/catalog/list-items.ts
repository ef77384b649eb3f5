/** The catalog as people see it, each item with the process that fulfils it. */
import { configurationOf } from '../configuration.ts';
import type { Work } from '../work.ts';
import { CatalogItem } from './catalog-item.ts';

/** Active items by name. */
export async function listItems(
  work: Work,
  query: {
    readonly q?: string;
    readonly category?: string;
    readonly take: number;
    readonly after: { readonly name: string; readonly key: string } | null;
  },
): Promise<CatalogItem[]> {
  const like = query.q === undefined ? undefined : `%${query.q.replace(/[\\%_]/g, '\\$&')}%`;
  const { after } = query;
  return work.em.find(
    CatalogItem,
    {
      tenantId: work.tenantId,
      active: true,
      ...(query.category === undefined ? {} : { category: query.category }),
      $and: [
        ...(like === undefined
          ? []
          : [{ $or: [{ name: { $ilike: like } }, { description: { $ilike: like } }] }]),
        ...(after === null
          ? []
          : [
              {
                $or: [{ name: { $gt: after.name } }, { name: after.name, key: { $gt: after.key } }],
              },
            ]),
      ],
    },
    { orderBy: { name: 'asc', key: 'asc' }, limit: query.take },
  );
}

/** Item key → key of the process whose trigger names it. */
export async function processesOfItems(work: Work): Promise<ReadonlyMap<string, string>> {
  const { triggers } = await configurationOf(work);
  return new Map(
    triggers.flatMap(({ trigger, processKey }) =>
      trigger.catalogItem === undefined ? [] : [[trigger.catalogItem, processKey] as const],
    ),
  );
}
