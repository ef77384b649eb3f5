/**
 * Which changes may have caused a ticket: those whose work began in the days before it was opened, first those that touch what it
 * is about, then those that touch what that depends on, then whatever was begun shortly before.
 */
import type { ChangeKind } from '#engine/changes/plan.ts';
import { dependenciesOf } from '../config-items/impact.ts';
import { toIso } from '../instants.ts';
import { marks, type Sql } from '../tickets/sql.ts';
import type { Status } from '../tickets/values.ts';
import type { Work } from '../work.ts';

export type Suspect = {
  readonly id: string;
  readonly number: string;
  readonly title: string;
  readonly status: Status;
  readonly kind: ChangeKind;
  readonly begunAt: string;
  readonly reason: 'same_item' | 'depends_on' | 'time';
  /** From an item of the ticket, one step at a time, to one that the change touches; none where only the time speaks for it. */
  readonly path: readonly { readonly key: string; readonly name: string }[];
};

const DAYS_BEFORE = 7;
/** Where nothing but the time speaks for it. */
const HOURS_BEFORE = 24;
const MOST_TOLD = 20;

type Place = Pick<Suspect, 'path'> & { readonly depth: number };

/** The nearest first; `seen` says which changes the caller may read, of the table `ticket t`. */
export async function suspectsOf(
  work: Work,
  ticketId: string,
  seen: Sql,
): Promise<readonly Suspect[]> {
  const places = await placesOf(work, ticketId);
  const ids = [...places.keys()];
  const touching = ids.length > 0 ? `ti.item_id in (${marks(ids)})` : 'false';
  const rows = await work.em.execute<(Omit<Suspect, 'reason' | 'path'> & { items: string[] })[]>(
    `select t.id, t.number, t.title, t.status, p.kind, p.actual_from as "begunAt", touched.items
     from ticket it, change_plan p join ticket t on t.id = p.ticket_id
       cross join lateral (select coalesce(jsonb_agg(ti.item_id), '[]') as items from ticket_item ti where ti.ticket_id = t.id and ${touching}) touched
     where it.id = ? and t.id <> it.id and t.deleted_at is null and ${seen.text}
       and p.actual_from <= it.created_at and p.actual_from >= it.created_at - interval '${DAYS_BEFORE} days'
       and (touched.items <> '[]' or p.actual_from >= it.created_at - interval '${HOURS_BEFORE} hours')
     order by touched.items = '[]', p.actual_from desc, t.id limit 500`,
    [...ids, ticketId, ...seen.params],
  );
  const found = rows.map(({ items, begunAt, ...row }) => {
    const near = items
      .flatMap((id) => places.get(id) ?? [])
      .sort((one, other) => one.depth - other.depth)[0];
    const reason = near === undefined ? 'time' : near.depth === 0 ? 'same_item' : 'depends_on';
    return {
      depth: near?.depth ?? Number.POSITIVE_INFINITY,
      suspect: { ...row, begunAt: toIso(begunAt), reason, path: near?.path ?? [] } as const,
    };
  });
  // Of those that are equally near the latest comes first, as they were read.
  return found
    .sort((one, other) => (one.depth === other.depth ? 0 : one.depth - other.depth))
    .slice(0, MOST_TOLD)
    .map(({ suspect }) => suspect);
}

/** By item: how far it lies from what the ticket is about, and the way there. */
async function placesOf(work: Work, ticketId: string): Promise<ReadonlyMap<string, Place>> {
  const own = await work.em.execute<{ id: string; key: string; name: string }[]>(
    'select i.id, i.key, i.name from ticket_item x join config_item i on i.id = x.item_id where x.ticket_id = ? order by i.key',
    [ticketId],
  );
  const below = await dependenciesOf(
    work,
    own.map(({ id }) => id),
  );
  return new Map<string, Place>([
    ...below.items.map(({ id, depth, path }) => [id, { depth, path }] as const),
    ...own.map(({ id, key, name }) => [id, { depth: 0, path: [{ key, name }] }] as const),
  ]);
}
