/** What freezes and windows are for, named by key or id and kept by id; and the planned changes that come under it. */
import { MOST_STEPS } from '#engine/changes/graph.ts';
import { CHANGE_KINDS, type FreezeScope, type WindowScope } from '#engine/changes/plan.ts';
import type { Span } from '#engine/rota.ts';
import { invalid } from '../errors.ts';
import { isId } from '../ids.ts';
import { toIso } from '../instants.ts';
import type { Work } from '../work.ts';

export type Scope = FreezeScope | WindowScope;

/** @throws DomainError invalid_input with the place of what names nothing */
export async function resolveScope<S extends Scope>(work: Work, scope: S): Promise<S> {
  switch (scope.kind) {
    case 'all':
      return scope;
    case 'kinds':
      if (scope.kinds.length === 0) invalid('/scope/kinds', `Some of ${CHANGE_KINDS.join(', ')}.`);
      return { ...scope, kinds: [...new Set(scope.kinds)] };
    case 'items':
      return { ...scope, items: await resolved(work, 'config_item', '/scope/items', scope.items) };
    case 'groups':
      return {
        ...scope,
        groups: await resolved(work, 'people_group', '/scope/groups', scope.groups),
      };
  }
}

type Table = 'config_item' | 'people_group';

async function resolved(
  work: Work,
  table: Table,
  pointer: string,
  refs: readonly string[],
): Promise<string[]> {
  if (refs.length === 0) invalid(pointer, 'Name one at least.');
  const ids = new Set<string>();
  for (const [index, ref] of refs.entries())
    ids.add(await idAt(work, table, ref, `${pointer}/${index}`));
  return [...ids];
}

/** By key or id. @throws DomainError invalid_input */
export async function idAt(
  work: Work,
  table: Table,
  ref: string,
  pointer: string,
): Promise<string> {
  const [row] = await work.em.execute<{ id: string }[]>(
    `select id from ${table} where tenant_id = current_tenant() and ${isId(ref) ? 'id' : 'key'} = ?`,
    [ref.toLowerCase()],
  );
  return row?.id ?? invalid(pointer, `names nothing here: ${ref}.`);
}

export type NamedScope =
  | { readonly kind: 'all' }
  | { readonly kind: 'kinds'; readonly kinds: Extract<Scope, { kind: 'kinds' }>['kinds'] }
  | { readonly kind: 'items'; readonly items: readonly Named[] }
  | { readonly kind: 'groups'; readonly groups: readonly Named[] };
type Named = { readonly id: string; readonly key: string; readonly name: string };

/** With everything by name; what is there no more is left out. */
export async function nameScopes(work: Work, scopes: readonly Scope[]): Promise<NamedScope[]> {
  const ids = scopes.flatMap((scope) =>
    scope.kind === 'items' ? scope.items : scope.kind === 'groups' ? scope.groups : [],
  );
  const rows =
    ids.length === 0
      ? []
      : await work.em.execute<Named[]>(
          `with asked as (select value::uuid as id from jsonb_array_elements_text(?))
           select id, key, name from config_item where id in (select id from asked)
           union all select id, key, name from people_group where id in (select id from asked)`,
          [JSON.stringify(ids)],
        );
  const byId = new Map(rows.map((row) => [row.id, row]));
  const named = (all: readonly string[]) => all.flatMap((id) => byId.get(id) ?? []);
  return scopes.map((scope) => {
    if (scope.kind === 'items') return { kind: 'items', items: named(scope.items) };
    return scope.kind === 'groups' ? { kind: 'groups', groups: named(scope.groups) } : scope;
  });
}

export type PlannedChange = Span & { readonly id: string; readonly underWay: boolean };

const MOST_LISTED = 500;

/** Those to come and under way that overlap the while and come under the scope, in order of time. */
export async function changesUnder(
  work: Work,
  { from, to }: Span,
  scope: Scope,
): Promise<readonly PlannedChange[]> {
  const items = scope.kind === 'items' ? scope.items : [];
  const under = {
    all: 'true',
    kinds: "p.kind in (select jsonb_array_elements_text(s.scope -> 'kinds'))",
    items:
      'exists (select from ticket_item ti where ti.ticket_id = p.ticket_id and ti.item_id in (select id from below))',
    groups: `exists (select from ticket_item ti join config_item i on i.id = ti.item_id where ti.ticket_id = p.ticket_id
      and i.group_id in (select value::uuid from jsonb_array_elements_text(s.scope -> 'groups')))`,
  }[scope.kind];
  const rows = await work.em.execute<PlannedChange[]>(
    `with recursive s as (select ?::jsonb as scope, ?::timestamptz as from_at, ?::timestamptz as to_at, ?::timestamptz as now),
     below(id, step) as (
       select value::uuid, 0 from jsonb_array_elements_text(?)
       union select r.to_id, b.step + 1 from below b join config_relation r on r.from_id = b.id where b.step < ${MOST_STEPS})
     select p.ticket_id as id, p.planned_from as "from", p.planned_to as "to", t.status = 'implement' as "underWay"
     from s join change_plan p on p.tenant_id = current_tenant() and p.planned_from < s.to_at
       and p.planned_from > s.from_at - interval '92 days' and p.planned_to > s.from_at
     join ticket t on t.id = p.ticket_id and t.deleted_at is null and t.status not in ('review', 'resolved', 'closed', 'cancelled')
     where (p.planned_to > s.now or t.status = 'implement') and ${under}
     order by p.planned_from, p.ticket_id limit ${MOST_LISTED}`,
    [JSON.stringify(scope), from, to, work.now, JSON.stringify(items)],
  );
  return rows.map((row) => ({ ...row, from: toIso(row.from), to: toIso(row.to) }));
}
