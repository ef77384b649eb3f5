/** Conflicts with everything by name, for whoever asks: another change that they may not see is only said to be there. */
import type { Conflict, ConflictKind } from '#engine/changes/plan.ts';
import type { Span } from '#engine/rota.ts';
import type { Principal } from '../people/access.ts';
import type { Work } from '../work.ts';
import type { Change } from './change.ts';
import { type ChangeName, namesOfChanges } from './list.ts';

type Named = { readonly id: string; readonly key: string; readonly name: string };

export type Explained = Span & {
  readonly kind: ConflictKind;
  /** The other change; null where there is none, or where it may not be seen. */
  readonly change: ChangeName | null;
  /** From an item of this change to one of the other, or to the frozen one. */
  readonly path: readonly Named[];
  readonly person: { readonly id: string; readonly name: string; readonly email: string } | null;
  /** Those that are to be touched in the windows only. */
  readonly items: readonly Named[];
  readonly windows: readonly { readonly id: string; readonly name: string }[];
  readonly freeze: { readonly id: string; readonly name: string; readonly reason: string } | null;
  readonly isOverridden: boolean;
  readonly date: string | null;
};

export async function explain(
  work: Work,
  principal: Principal,
  { overrides }: Change,
  conflicts: readonly Conflict[],
): Promise<readonly Explained[]> {
  const idsOf = (of: (one: Conflict) => readonly string[]) => [...new Set(conflicts.flatMap(of))];
  const changes = await namesOfChanges(
    work,
    principal,
    idsOf((one) => ('change' in one ? [one.change] : [])),
  );
  const items = await rowsOf<Named>(
    work,
    'id, key, name from config_item',
    idsOf((one) => ('path' in one ? one.path : 'items' in one ? one.items : [])),
  );
  const people = await rowsOf<NonNullable<Explained['person']>>(
    work,
    'id, name, email from person',
    idsOf((one) => ('person' in one ? [one.person] : [])),
  );
  const windows = await rowsOf<Explained['windows'][number]>(
    work,
    'id, name from maintenance_window',
    idsOf((one) => ('windows' in one ? one.windows : [])),
  );
  const freezes = await rowsOf<NonNullable<Explained['freeze']>>(
    work,
    'id, name, reason from change_freeze',
    idsOf((one) => ('freeze' in one ? [one.freeze] : [])),
  );
  const named = (ids: readonly string[]) => ids.flatMap((id) => items.get(id) ?? []);
  return conflicts.map((one) => ({
    kind: one.kind,
    from: one.from,
    to: one.to,
    change: 'change' in one ? (changes.get(one.change) ?? null) : null,
    path: 'path' in one ? named(one.path) : [],
    person: 'person' in one ? (people.get(one.person) ?? null) : null,
    items: 'items' in one ? named(one.items) : [],
    windows: 'windows' in one ? one.windows.flatMap((id) => windows.get(id) ?? []) : [],
    freeze: 'freeze' in one ? (freezes.get(one.freeze) ?? null) : null,
    isOverridden: 'freeze' in one && overrides.some(({ freeze }) => freeze.id === one.freeze),
    date: 'date' in one ? one.date : null,
  }));
}

/** `from`: columns and table, never anything from outside. */
async function rowsOf<T extends { readonly id: string }>(
  work: Work,
  from: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, T>> {
  if (ids.length === 0) return new Map();
  const rows = await work.em.execute<T[]>(
    `select ${from} where id in (select value::uuid from jsonb_array_elements_text(?))`,
    [JSON.stringify(ids)],
  );
  return new Map(rows.map((row) => [row.id, row]));
}
