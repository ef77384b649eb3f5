/** A file of items taken into the register: foretold first, then written whole or not at all, by few statements however many rows. */
import { followItems } from '../changes/follow-items.ts';
import { DomainError } from '../errors.ts';
import type { Change } from '../events/event.ts';
import { eventRow } from '../events/rows.ts';
import { newId } from '../ids.ts';
import type { Work } from '../work.ts';
import { readItemFile } from './item-file.ts';
import { type ImportPlan, type PlannedItem, planImport, type ToldItem } from './plan-import.ts';
import { lockRegister } from './relations.ts';

/** So many rows go into one statement. */
const PART = 5_000;
const REFUSALS_TOLD = 50;

/** What it would do; writes nothing. */
export const foretellImport = async (work: Work, csv: string): Promise<ImportPlan> =>
  (await planned(work, csv)).plan;

/** @throws DomainError invalid_input where a line is refused; then nothing is written */
export async function importItems(work: Work, csv: string): Promise<ImportPlan> {
  await lockRegister(work);
  const { plan, ids } = await planned(work, csv);
  if (plan.refused.length > 0)
    throw new DomainError('invalid_input', 'Not every line can be taken, so none was.', {
      errors: plan.refused
        .slice(0, REFUSALS_TOLD)
        .map(({ line, detail }) => ({ pointer: '/csv', detail: `Line ${line}: ${detail}` })),
    });
  for (const { isNew, item } of plan.planned) if (isNew) ids.items.set(item.key, newId());
  await keepAtTheEnd(work, plan.planned, ids.items, async () => {
    for (const part of parts(plan.planned)) await writeItems(work, part, ids);
    for (const part of parts(plan.planned)) await writeRelations(work, part, ids.items);
  });
  for (const part of parts(plan.planned)) await tell(work, part, ids);
  const moved = plan.planned.flatMap(({ isNew, item }) => (isNew ? [] : [ids.items.get(item.key)]));
  await followItems(
    work,
    moved.filter((id) => id !== undefined),
  );
  return plan;
}

type KnownItem = ToldItem & { readonly id: string; readonly ownerId: string | null };

/** Every item as a file tells it, by key. */
export async function toldItems(work: Work): Promise<KnownItem[]> {
  return work.em.execute<KnownItem[]>(
    `select i.id, i.owner_id as "ownerId", i.key, i.name, i.kind, i.description, p.email as owner, g.key as "group", i.criticality, i.active,
       coalesce(d.keys, '[]') as "dependsOn"
     from config_item i left join person p on p.id = i.owner_id left join people_group g on g.id = i.group_id
     left join (
       select r.from_id, jsonb_agg(t.key order by t.key collate "C") as keys from config_relation r join config_item t on t.id = r.to_id group by r.from_id
     ) d on d.from_id = i.id
     where i.tenant_id = current_tenant() order by i.key collate "C"`,
  );
}

type Ids = {
  readonly items: Map<string, string>;
  readonly people: ReadonlyMap<string, string>;
  readonly groups: ReadonlyMap<string, string>;
};

async function planned(work: Work, csv: string): Promise<{ plan: ImportPlan; ids: Ids }> {
  const file = readItemFile(csv);
  const rows = await toldItems(work);
  const owners = new Set(file.items.flatMap(({ owner }) => owner ?? []));
  const people = await work.em.execute<{ id: string; email: string; active: boolean }[]>(
    `select id, email, active and not outside as active from person where tenant_id = current_tenant() and email in (select jsonb_array_elements_text(?))`,
    [JSON.stringify([...owners])],
  );
  const groups = await work.em.execute<{ id: string; key: string }[]>(
    'select id, key from people_group where tenant_id = current_tenant()',
  );
  const plan = planImport(file, {
    items: new Map(rows.map(({ id: _, ownerId: __, ...item }) => [item.key, item])),
    people: new Set(people.filter(({ active }) => active).map(({ email }) => email)),
    groups: new Set(groups.map(({ key }) => key)),
  });
  return {
    plan,
    ids: {
      items: new Map(rows.map(({ id, key }) => [key, id])),
      // Whoever answers for something already may be named by no line.
      people: new Map([
        ...rows.flatMap(({ owner, ownerId }) =>
          owner && ownerId ? [[owner, ownerId] as const] : [],
        ),
        ...people.map(({ id, email }) => [email, id] as const),
      ]),
      groups: new Map(groups.map(({ id, key }) => [key, id])),
    },
  };
}

function* parts(all: readonly PlannedItem[]): Iterable<readonly PlannedItem[]> {
  for (let from = 0; from < all.length; from += PART) yield all.slice(from, from + PART);
}

/** What items lend each other is worked out once for all of them, not after each part. */
async function keepAtTheEnd(
  work: Work,
  planned: readonly PlannedItem[],
  ids: ReadonlyMap<string, string>,
  write: () => Promise<void>,
): Promise<void> {
  const neededBefore = planned.flatMap(({ changes }) => changes.dependsOn?.before ?? []);
  const keys = new Set([...planned.map(({ item }) => item.key), ...neededBefore.map(String)]);
  const moved = [...keys].flatMap((key) => ids.get(key) ?? []);
  await work.em.execute("select set_config('perdura.keeps', 'later', true)");
  await write();
  await work.em.execute(
    'select relend_criticality(array(select value::uuid from jsonb_array_elements_text(?)), true)',
    [JSON.stringify(moved)],
  );
  await work.em.execute("select set_config('perdura.keeps', '', true)");
}

async function writeItems(work: Work, part: readonly PlannedItem[], ids: Ids): Promise<void> {
  const rows = part.map(({ item }) => ({
    id: ids.items.get(item.key),
    key: item.key,
    name: item.name,
    kind: item.kind,
    description: item.description,
    owner_id: ids.people.get(item.owner ?? '') ?? null,
    group_id: ids.groups.get(item.group ?? '') ?? null,
    criticality: item.criticality,
    active: item.active,
  }));
  await work.em.execute(
    `insert into config_item as i (id, tenant_id, key, name, kind, description, owner_id, group_id, criticality, active, created_at, updated_at)
     select id, current_tenant(), key, name, kind, description, owner_id, group_id, criticality, active, ?, ? from jsonb_to_recordset(?)
       as r(id uuid, key text, name text, kind text, description text, owner_id uuid, group_id uuid, criticality smallint, active boolean)
     on conflict (tenant_id, key) do update set name = excluded.name, kind = excluded.kind, description = excluded.description,
       owner_id = excluded.owner_id, group_id = excluded.group_id, criticality = excluded.criticality, active = excluded.active, version = i.version + 1, updated_at = excluded.updated_at`,
    [work.now, work.now, JSON.stringify(rows)],
  );
}

async function writeRelations(
  work: Work,
  part: readonly PlannedItem[],
  ids: ReadonlyMap<string, string>,
): Promise<void> {
  const said = part.filter(({ changes }) => 'dependsOn' in changes);
  const idOf = (key: string) => ids.get(key) ?? '';
  await work.em.execute(
    'delete from config_relation where from_id in (select value::uuid from jsonb_array_elements_text(?))',
    [JSON.stringify(said.map(({ item }) => idOf(item.key)))],
  );
  const rows = said.flatMap(({ item }) =>
    item.dependsOn.map((key) => ({ from_id: idOf(item.key), to_id: idOf(key) })),
  );
  await work.em.execute(
    `insert into config_relation (tenant_id, from_id, to_id)
     select current_tenant(), from_id, to_id from jsonb_to_recordset(?) as r(from_id uuid, to_id uuid)`,
    [JSON.stringify(rows)],
  );
}

async function tell(work: Work, part: readonly PlannedItem[], ids: Ids): Promise<void> {
  const rows = part.map(({ isNew, item, changes: { owner, ...changes } }) =>
    eventRow(work, {
      type: isNew ? 'configItem.added' : 'configItem.changed',
      subject: { kind: 'configItem', id: ids.items.get(item.key) ?? '' },
      // People by id: an event holds no address.
      changes: said(owner ? { ...changes, owner: byId(owner, ids) } : changes),
    }),
  );
  await work.em.execute('select record_events(?)', [JSON.stringify(rows)]);
  work.sent.value = true;
}

const byId = ({ before, after }: { before: unknown; after: unknown }, { people }: Ids) => ({
  before: people.get(String(before)) ?? null,
  after: people.get(String(after)) ?? null,
});

/** Of something new, what it has nothing of is no change. */
const said = (changes: Readonly<Record<string, Change>>) =>
  Object.fromEntries(
    Object.entries(changes).filter(([, { before, after }]) => before !== null || !isNothing(after)),
  );

const isNothing = (value: unknown): boolean =>
  value === null || value === '' || (Array.isArray(value) && value.length === 0);
