/** Rotas as the engine reads them: every plan they had, what has been changed in them, and the holidays they ask for. */

import type { Calendar as Hours } from '#engine/calendar.ts';
import { holidaysOf } from '#engine/rota/holidays.ts';
import type { Plan, Rota as Planned, RotaChange, Span } from '#engine/rota.ts';
import type { Work } from '../work.ts';

export type RotaPerson = {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  /** Somebody inactive may not sign in, so their shift is nobody’s. */
  readonly active: boolean;
};

export type LoadedRota = {
  readonly id: string;
  readonly key: string;
  readonly name: string;
  readonly plan: Plan;
  readonly version: number;
  readonly rota: Planned;
};

export type LoadedRotas = {
  readonly rotas: readonly LoadedRota[];
  readonly people: ReadonlyMap<string, RotaPerson>;
};

type Row = Omit<LoadedRota, 'rota'> & {
  readonly plans: Planned['plans'];
  readonly changes: readonly RotaChange[];
};

/** No turn and no override is longer, so nothing that ends earlier reaches into what is asked. */
const REACH = "interval '400 days'";

const SELECT = `select r.id, r.key, r.name, r.plan, r.version,
  (select jsonb_agg(jsonb_build_object('since', case when p.number = 1 then null else p.since end, 'plan', p.plan) order by p.number)
    from rota_plan p where p.rota_id = r.id) as plans,
  (select coalesce(jsonb_agg(c.change order by c.at, c.id), '[]') from (
    select o.made_at as at, o.id, jsonb_build_object('kind', 'override', 'id', o.id, 'person', o.person_id, 'from', o.from_at,
      'to', least(o.to_at, coalesce(o.taken_back_at, o.to_at))) as change
    from rota_override o where o.rota_id = r.id and (o.taken_back_at is null or o.from_at < o.taken_back_at)
      and o.to_at > ?::timestamptz - ${REACH} and o.from_at < ?::timestamptz + ${REACH}
    union all
    select s.accepted_at, s.id, jsonb_build_object('kind', 'swap', 'id', s.id,
      'one', jsonb_build_object('person', s.asker_id, 'from', s.asker_from, 'to', s.asker_to),
      'other', jsonb_build_object('person', s.other_id, 'from', s.other_from, 'to', s.other_to))
    from rota_swap s where s.rota_id = r.id and s.state = 'accepted'
      and greatest(s.asker_to, s.other_to) > ?::timestamptz - ${REACH} and least(s.asker_from, s.other_from) < ?::timestamptz + ${REACH}
  ) c) as changes
  from rota r`;

/** All of the tenant’s, or one; with what may matter for this while. */
export async function loadRotas(
  work: Work,
  { from, to }: Span,
  one?: { readonly id: string } | { readonly key: string },
): Promise<LoadedRotas> {
  const where = one === undefined ? '' : ` where ${'id' in one ? 'r.id = ?::uuid' : 'r.key = ?'}`;
  const rows = await work.em.execute<Row[]>(`${SELECT}${where} order by r.key`, [
    from,
    to,
    from,
    to,
    ...(one === undefined ? [] : ['id' in one ? one.id : one.key]),
  ]);
  const holidays = await holidaysFor(work, rows);
  return {
    rotas: rows.map(({ plans, changes, ...row }) => ({
      ...row,
      rota: { plans, changes, holidays },
    })),
    people: await peopleIn(work, rows),
  };
}

async function holidaysFor(work: Work, rows: readonly Row[]): Promise<Planned['holidays']> {
  const keys = rows.flatMap(({ plans }) =>
    plans.flatMap(({ plan }) => plan.layers.flatMap(({ holidays }) => holidays?.calendar ?? [])),
  );
  if (keys.length === 0) return {};
  const found = await work.em.execute<{ key: string; hours: Hours }[]>(
    'select key, hours from calendar where key in (select jsonb_array_elements_text(?))',
    [JSON.stringify(keys)],
  );
  return Object.fromEntries(found.map(({ key, hours }) => [key, holidaysOf(hours)]));
}

/** Whoever takes turns in it, or ever did, and whoever stands in; some more than once. */
export const everybodyIn = ({
  plans,
  changes,
}: Pick<Planned, 'plans' | 'changes'>): readonly string[] => [
  ...plans.flatMap(({ plan }) => plan.layers.flatMap(({ people }) => people)),
  ...changes.flatMap((change) =>
    change.kind === 'swap' ? [change.one.person, change.other.person] : [change.person],
  ),
];

async function peopleIn(
  work: Work,
  rows: readonly Row[],
): Promise<ReadonlyMap<string, RotaPerson>> {
  const ids = rows.flatMap(everybodyIn);
  const found = await work.em.execute<RotaPerson[]>(
    'select id, name, email, active from person where id in (select value::uuid from jsonb_array_elements_text(?))',
    [JSON.stringify([...new Set(ids)])],
  );
  return new Map(found.map((person) => [person.id, person]));
}
