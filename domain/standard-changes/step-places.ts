/** Who does the steps of a standard change, by name: steps that are kept for changes to come name them as people do. */
import { personJson } from '../tickets/sql.ts';

export type NamedPlace = {
  readonly user: { readonly id: string; readonly name: string; readonly email: string } | null;
  readonly group: { readonly id: string; readonly key: string; readonly name: string } | null;
  readonly queue: { readonly id: string; readonly key: string; readonly name: string } | null;
};

/** Null where the text is no id. */
const idIn = (text: string): string =>
  `case when ${text} ~* '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then (${text})::uuid end`;

const isMeant = (alias: string, column: string, text: string): string =>
  `${alias}.tenant_id = current_tenant() and (${alias}.${column} = lower(${text}) or ${alias}.id = ${idIn(text)})`;

const named = (table: string, text: string): string =>
  `(select jsonb_build_object('id', x.id, 'key', x.key, 'name', x.name) from ${table} x where ${isMeant('x', 'key', text)})`;

const placed = (kind: string): string => `(s.step #>> '{assignment,${kind}}')`;

/** In the order of the steps; null where a step names nobody. `plan`: the column that holds it. */
export const stepPlacesJson = (plan: string): string =>
  `(select coalesce(jsonb_agg(case when jsonb_typeof(s.step -> 'assignment') = 'object' then jsonb_build_object(
       'user', (select ${personJson('x')} from person x where ${isMeant('x', 'email', placed('user'))}),
       'group', ${named('people_group', placed('group'))}, 'queue', ${named('queue', placed('queue'))}) end order by s.at), '[]')
     from jsonb_array_elements(coalesce(${plan} -> 'steps', '[]')) with ordinality s(step, at))`;
