/**
 * What a desk looks after: services, systems and the like, each with who answers for it, who supports it and what it depends
 * on. An item that is named somewhere is never removed but retired: it is offered nowhere and stays where it is named.
 */
import { DomainError } from '../errors.ts';
import { isId } from '../ids.ts';
import type { KeyRef, PersonRef } from '../tickets/references.ts';
import { and, marks, type Sql, sql } from '../tickets/sql.ts';
import type { Work } from '../work.ts';

export const ITEM_KINDS = [
  'service',
  'system',
  'application',
  'database',
  'network',
  'other',
] as const;
export type ItemKind = (typeof ITEM_KINDS)[number];

/** As priorities: 1 is the most critical. */
export type Criticality = 1 | 2 | 3 | 4;
export const USUAL_CRITICALITY: Criticality = 3;

export type ItemRef = { readonly key: string; readonly name: string; readonly active: boolean };

export type ConfigItem = {
  readonly id: string;
  readonly key: string;
  readonly name: string;
  readonly kind: ItemKind;
  readonly description: string;
  readonly owner: PersonRef | null;
  /** Who supports it. */
  readonly group: KeyRef | null;
  readonly criticality: Criticality;
  readonly active: boolean;
  readonly dependsOn: readonly ItemRef[];
  readonly version: number;
  readonly createdAt: string;
  readonly updatedAt: string;
};

export type ItemFilter = {
  /** Part of a key or a name. */
  readonly q?: string;
  readonly kinds?: readonly ItemKind[];
  readonly criticalities?: readonly number[];
  /** An address or id; `none` for those that nobody answers for. */
  readonly owner?: string;
  /** A key. */
  readonly group?: string;
  readonly active?: boolean;
};

/** What of `config_item i` is told wherever an item is named, with its joins. */
export const OWNER = `case when p.id is null then null else jsonb_build_object('id', p.id, 'name', p.name, 'email', p.email) end`;

const SELECT = `select i.id, i.key, i.name, i.kind, i.description, i.criticality, i.active, i.version, i.created_at as "createdAt", i.updated_at as "updatedAt",
    ${OWNER} as owner, case when g.id is null then null else jsonb_build_object('id', g.id, 'key', g.key, 'name', g.name) end as "group",
    (select coalesce(jsonb_agg(jsonb_build_object('key', d.key, 'name', d.name, 'active', d.active) order by d.key), '[]')
     from config_relation r join config_item d on d.id = r.to_id where r.from_id = i.id) as "dependsOn"
  from config_item i left join person p on p.id = i.owner_id left join people_group g on g.id = i.group_id`;

/** By key. */
export async function listItems(
  work: Work,
  filter: ItemFilter,
  page: { readonly take: number; readonly after: string | null },
): Promise<ConfigItem[]> {
  const where = and([
    sql('i.tenant_id = current_tenant()'),
    ...conditions(filter),
    ...(page.after === null ? [] : [sql('i.key > ?', page.after)]),
  ]);
  const rows = await work.em.execute<ConfigItem[]>(
    `${SELECT} where ${where.text} order by i.key limit ?`,
    [...where.params, page.take],
  );
  return rows.map(plain);
}

/** By key or id. @throws DomainError not_found */
export async function getItem(work: Work, ref: string): Promise<ConfigItem> {
  const [found] = await work.em.execute<ConfigItem[]>(
    `${SELECT} where i.tenant_id = current_tenant() and ${isId(ref) ? 'i.id' : 'i.key'} = ?`,
    [ref.toLowerCase()],
  );
  if (!found) throw new DomainError('not_found', 'There is no such service or system.');
  return plain(found);
}

function conditions(filter: ItemFilter): Sql[] {
  const { q, kinds = [], criticalities = [], owner, group, active } = filter;
  const found: Sql[] = [];
  if (q) {
    const part = `%${q.replace(/[\\%_]/g, '\\$&')}%`;
    found.push(sql('(i.key ilike ? or i.name ilike ?)', part, part));
  }
  if (kinds.length > 0) found.push(sql(`i.kind in (${marks(kinds)})`, ...kinds));
  if (criticalities.length > 0)
    found.push(sql(`i.criticality in (${marks(criticalities)})`, ...criticalities));
  if (owner === 'none') found.push(sql('i.owner_id is null'));
  else if (owner) found.push(sql(isId(owner) ? 'p.id = ?' : 'p.email = ?', owner.toLowerCase()));
  if (group) found.push(sql('g.key = ?', group));
  if (active !== undefined) found.push(sql('i.active = ?', active));
  return found;
}

const plain = (row: ConfigItem): ConfigItem => ({
  ...row,
  createdAt: new Date(row.createdAt).toISOString(),
  updatedAt: new Date(row.updatedAt).toISOString(),
});
