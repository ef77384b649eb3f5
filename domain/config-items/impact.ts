/**
 * How far something reaches: what depends on items, and what they depend on, however many steps away. The walk itself is one
 * recursive query in the database that meets each item once, so that a ring in the data ends and many ways cost no more than one.
 */
import type { PersonRef } from '../tickets/references.ts';
import { marks } from '../tickets/sql.ts';
import type { Work } from '../work.ts';
import { type Criticality, type ItemKind, OWNER } from './config-item.ts';

/** So many steps are looked at; what lies further is not told. */
export const DEEPEST = 30;
/** So many of them are told at most; how many there are is told as well. */
export const MOST_TOLD = 500;

export type ReachedItem = {
  readonly id: string;
  readonly key: string;
  readonly name: string;
  readonly kind: ItemKind;
  readonly criticality: Criticality;
  readonly active: boolean;
  readonly owner: PersonRef | null;
  /** Steps away; 1 is directly. */
  readonly depth: number;
  /** A shortest way, from where it began to the item itself. */
  readonly path: readonly { readonly key: string; readonly name: string }[];
};

export type Reached = { readonly items: readonly ReachedItem[]; readonly total: number };

/** What depends on these items and is in use, the most critical first. */
export const dependentsOf = (work: Work, ids: readonly string[], most = MOST_TOLD) =>
  reached(work, 'config_dependents', ids, most);

/** What these items depend on, the most critical first. */
export const dependenciesOf = (work: Work, ids: readonly string[], most = MOST_TOLD) =>
  reached(work, 'config_dependencies', ids, most);

/** What depends on the items that the ticket is about and are in use. */
export async function impactOfTicket(
  work: Work,
  ticketId: string,
  most = MOST_TOLD,
): Promise<Reached> {
  const rows = await work.em.execute<{ id: string }[]>(
    'select i.id from ticket_item x join config_item i on i.id = x.item_id and i.active where x.ticket_id = ? order by i.key',
    [ticketId],
  );
  const ids = rows.map(({ id }) => id);
  return dependentsOf(work, ids, most);
}

async function reached(
  work: Work,
  walk: 'config_dependents' | 'config_dependencies',
  ids: readonly string[],
  most: number,
): Promise<Reached> {
  if (ids.length === 0) return { items: [], total: 0 };
  const rows = await work.em.execute<(ReachedItem & { readonly total: number })[]>(
    `with recursive met as materialized (select id, via, depth from ${walk}(array[${marks(ids)}]::uuid[], ?)),
     told as (
       select m.id, m.depth, i.criticality, i.key, count(*) over ()::int as total
       from met m join config_item i on i.id = m.id order by i.criticality, m.depth, i.key limit ?
     ), way as (
       select id as reached, id as here, 0 as back from told
       union all
       select w.reached, m.via, w.back + 1 from way w join met m on m.id = w.here
     ), path as (
       select w.reached, jsonb_agg(jsonb_build_object('key', i.key, 'name', i.name) order by w.back desc) as steps
       from way w join config_item i on i.id = w.here group by w.reached
     )
     select i.id, i.key, i.name, i.kind, i.criticality, i.active, ${OWNER} as owner, t.depth, path.steps as path, t.total
     from told t join path on path.reached = t.id join config_item i on i.id = t.id left join person p on p.id = i.owner_id
     order by t.criticality, t.depth, t.key`,
    [...ids, DEEPEST, most],
  );
  return { items: rows.map(({ total: _, ...item }) => item), total: rows[0]?.total ?? 0 };
}
