/** Items made, changed, retired and removed, one at a time; a file of them goes another way (`import-items.ts`). */
import { followItems } from '../changes/follow-items.ts';
import { DomainError, refuseTaken } from '../errors.ts';
import { changesBetween } from '../events/changes.ts';
import { record } from '../events/record.ts';
import { newId } from '../ids.ts';
import { groupMeant } from '../people/find.ts';
import { resolvePerson } from '../tickets/references.ts';
import { demandVersion } from '../version.ts';
import type { Work } from '../work.ts';
import {
  type ConfigItem,
  type Criticality,
  getItem,
  type ItemKind,
  USUAL_CRITICALITY,
} from './config-item.ts';
import { lockRegister, setDependsOn } from './relations.ts';

export type ItemPatch = {
  readonly name?: string;
  readonly kind?: ItemKind;
  readonly description?: string;
  /** An address or id. */
  readonly owner?: string | null;
  /** A key or id. */
  readonly group?: string | null;
  readonly criticality?: Criticality;
  /** Keys. */
  readonly dependsOn?: readonly string[];
  readonly active?: boolean;
};
export type NewItem = Omit<ItemPatch, 'active'> & {
  readonly key: string;
  readonly name: string;
  readonly kind: ItemKind;
};

/** @throws DomainError already_exists, invalid_input */
export async function addItem(work: Work, added: NewItem): Promise<ConfigItem> {
  await lockRegister(work);
  const id = newId();
  const { key, name, kind, description = '', criticality = USUAL_CRITICALITY } = added;
  const { ownerId = null, groupId = null } = await named(work, added);
  const rows = await work.em.execute<unknown[]>(
    `insert into config_item (id, tenant_id, key, name, kind, description, owner_id, group_id, criticality, created_at, updated_at)
     values (?, current_tenant(), ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict (tenant_id, key) do nothing returning 1`,
    [id, key, name, kind, description, ownerId, groupId, criticality, work.now, work.now],
  );
  if (rows.length === 0) refuseTaken('/key', `There is a service or system “${key}” already.`);
  await setDependsOn(work, { id, key }, [...new Set(added.dependsOn ?? [])]);
  const made = await getItem(work, id);
  await record(work, {
    type: 'configItem.added',
    subject: { kind: 'configItem', id },
    changes: changesBetween({}, told(made)),
  });
  return made;
}

/** @throws DomainError not_found, stale_version, invalid_input */
export async function changeItem(
  work: Work,
  ref: string,
  patch: ItemPatch,
  expected?: number,
): Promise<ConfigItem> {
  await lockRegister(work);
  const before = await itemAt(work, ref, expected);
  const { ownerId = before.owner?.id ?? null, groupId = before.group?.id ?? null } = await named(
    work,
    patch,
  );
  if (patch.dependsOn) await setDependsOn(work, before, [...new Set(patch.dependsOn)]);
  const { name, kind, description, criticality, active } = { ...before, ...patch };
  await work.em.execute(
    'update config_item set name = ?, kind = ?, description = ?, owner_id = ?, group_id = ?, criticality = ?, active = ? where id = ?',
    [name, kind, description, ownerId, groupId, criticality, active, before.id],
  );
  const changes = changesBetween(told(before), told(await getItem(work, before.id)));
  if (Object.keys(changes).length === 0) return before;
  await work.em.execute(
    'update config_item set version = version + 1, updated_at = ? where id = ?',
    [work.now, before.id],
  );
  await record(work, {
    type: 'configItem.changed',
    subject: { kind: 'configItem', id: before.id },
    changes,
  });
  if ('dependsOn' in changes || 'group' in changes || 'active' in changes)
    await followItems(work, [before.id]);
  return getItem(work, before.id);
}

/** @throws DomainError not_found, stale_version, in_use */
export async function removeItem(work: Work, ref: string, expected?: number): Promise<void> {
  await lockRegister(work);
  const item = await itemAt(work, ref, expected);
  const [used] = await work.em.execute<{ items: boolean; tickets: boolean }[]>(
    `select exists (select from config_relation where to_id = ?) as items, exists (select from ticket_item where item_id = ?) as tickets`,
    [item.id, item.id],
  );
  if (used?.items || used?.tickets)
    throw new DomainError(
      'in_use',
      `“${item.name}” is named by ${used.items ? 'what depends on it' : 'tickets'}. Retire it instead: it is then offered nowhere.`,
    );
  await work.em.execute('delete from config_item where id = ?', [item.id]);
  await record(work, {
    type: 'configItem.removed',
    subject: { kind: 'configItem', id: item.id },
    changes: { key: { before: item.key, after: null } },
  });
}

async function itemAt(work: Work, ref: string, expected?: number): Promise<ConfigItem> {
  const item = await getItem(work, ref);
  demandVersion(expected, item.version);
  return item;
}

async function named(work: Work, { owner, group }: Pick<ItemPatch, 'owner' | 'group'>) {
  return {
    ownerId: owner ? (await resolvePerson(work, owner, '/owner')).id : owner,
    groupId: group ? (await groupMeant(work, group, '/group')).id : group,
  };
}

/** As events have it: people by id, everything else by its key. */
const told = (item: ConfigItem) => ({
  key: item.key,
  name: item.name,
  kind: item.kind,
  description: item.description,
  owner: item.owner?.id ?? null,
  group: item.group?.key ?? null,
  criticality: item.criticality,
  active: item.active,
  dependsOn: item.dependsOn.map(({ key }) => key),
});
