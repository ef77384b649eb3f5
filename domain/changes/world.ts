/**
 * All that could matter to a change in a while, read in one statement that loads no more than that: changes that overlap it
 * and touch what it touches, needs or is needed by, at most so many steps away, or have the same person; and of what depends
 * on what only the shortest ways there.
 */
import { graphOf, MOST_STEPS, type Relation } from '#engine/changes/graph.ts';
import type { Freeze, Plan, Subject, World } from '#engine/changes/plan.ts';
import type { Span } from '#engine/rota.ts';
import { toIso } from '../instants.ts';
import type { Work } from '../work.ts';
import type { Change } from './change.ts';
import { loadWindows } from './window-rows.ts';

/** No plan is longer, so nothing that begins earlier reaches into what is asked. */
const REACH = "interval '92 days'";
/** What is under way past its time is taken to go on for so long: nobody has said until when. */
const OVERRUN = "interval '15 minutes'";
/** Its work is not to come, or is over. */
const OVER = "('review', 'resolved', 'closed', 'cancelled')";

export const subjectOf = ({ ticketId, kind, items, assigneeId }: Change): Subject => ({
  id: ticketId,
  kind,
  items: items.map(({ id }) => id),
  people: assigneeId === null ? [] : [assigneeId],
});

type Found = {
  readonly others: readonly Plan[];
  readonly edges: readonly Relation[];
  readonly groups: readonly { readonly item: string; readonly group: string }[];
};

export async function loadWorld(
  work: Work,
  subject: Subject,
  span: Span,
  { holidays = [] }: Partial<Pick<World, 'holidays'>> = {},
): Promise<World> {
  const freezes = await loadFreezes(work, span);
  const frozen = freezes.flatMap(({ scope }) => (scope.kind === 'items' ? scope.items : []));
  const { others, edges, groups } = await readAround(work, subject, span, frozen);
  return {
    others,
    freezes,
    holidays,
    graph: graphOf(edges),
    windows: await loadWindows(work),
    groups: new Map(groups.map(({ item, group }) => [item, group])),
  };
}

/** What freezes there are in a while, and what they reach of a subject; nothing else of its world. */
export async function loadFreezeWorld(work: Work, subject: Subject, span: Span): Promise<World> {
  const freezes = await loadFreezes(work, span);
  const frozen = freezes.flatMap(({ scope }) => (scope.kind === 'items' ? scope.items : []));
  const edges =
    frozen.length === 0
      ? []
      : (await readAround(work, { ...subject, people: [] }, null, frozen)).edges;
  return {
    freezes,
    others: [],
    windows: [],
    holidays: [],
    graph: graphOf(edges),
    groups: new Map(),
  };
}

async function loadFreezes(work: Work, { from, to }: Span): Promise<readonly Freeze[]> {
  const rows = await work.em.execute<Freeze[]>(
    `select id, from_at as "from", to_at as "to", scope from change_freeze
     where tenant_id = current_tenant() and to_at > ? and from_at < ? order by from_at, id`,
    [from, to],
  );
  return rows.map((row) => ({ ...row, from: toIso(row.from), to: toIso(row.to) }));
}

/** Each item that is reached, with the one before it on a shortest way. */
const reached = (name: string, here: string, there: string): string => `
  ${name}(id, via, step) as (
    select id, null::uuid, 0 from mine
    union select r.${there}, r.${here}, w.step + 1 from ${name} w join config_relation r on r.${here} = w.id where w.step < ${MOST_STEPS}),
  ${name}_best as materialized (select distinct on (id) id, via from ${name} order by id, step)`;

/** Back from what was looked for. */
const ways = (name: string): string => `
  ${name}_way(id, via) as (
    select b.id, b.via from ${name}_best b where b.id in (select id from targets)
    union select b.id, b.via from ${name}_best b join ${name}_way w on b.id = w.via)`;

/** Without a span it is only the ways to `wanted` that are asked for. */
async function readAround(
  work: Work,
  { id, items, people }: Subject,
  span: Span | null,
  wanted: readonly string[],
): Promise<Found> {
  const { from, to } = span ?? { from: null, to: null };
  const [row] = await work.em.execute<{ found: Found }[]>(
    `with recursive asked as (select ?::uuid as id, ?::timestamptz as from_at, ?::timestamptz as to_at, ?::timestamptz as now),
    mine as (select value::uuid as id from jsonb_array_elements_text(?)),
    people as (select value::uuid as id from jsonb_array_elements_text(?)),
    planned as materialized (
      select p.ticket_id, p.kind, t.assignee_id, coalesce(p.planned_from, p.actual_from) as from_at,
        case when t.status = 'implement' then greatest(p.planned_to, a.now + ${OVERRUN}) else p.planned_to end as to_at
      from asked a join change_plan p on p.tenant_id = current_tenant()
        and p.planned_from < a.to_at and p.planned_from > a.from_at - ${REACH} and p.planned_to > a.from_at
      join ticket t on t.id = p.ticket_id and t.status not in ${OVER} and t.deleted_at is null
      where p.ticket_id <> a.id
      union
      select p.ticket_id, p.kind, t.assignee_id, coalesce(p.planned_from, p.actual_from), greatest(p.planned_to, a.now + ${OVERRUN})
      from asked a join change_plan p on p.tenant_id = current_tenant() and p.actual_from is not null and p.actual_to is null
      join ticket t on t.id = p.ticket_id and t.status = 'implement' and t.deleted_at is null
      where p.ticket_id <> a.id and coalesce(p.planned_from, p.actual_from) < a.to_at and greatest(p.planned_to, a.now + ${OVERRUN}) > a.from_at),
    ${reached('down', 'from_id', 'to_id')},
    ${reached('up', 'to_id', 'from_id')},
    theirs as materialized (select ti.ticket_id, ti.item_id from planned p join ticket_item ti on ti.ticket_id = p.ticket_id),
    hits as materialized (
      select o.ticket_id, o.item_id from theirs o join down_best b on b.id = o.item_id
      union select o.ticket_id, o.item_id from theirs o join up_best b on b.id = o.item_id),
    targets as (select item_id as id from hits union select value::uuid from jsonb_array_elements_text(?)),
    ${ways('down')},
    ${ways('up')}
    select jsonb_build_object(
      'others', (select coalesce(jsonb_agg(jsonb_build_object('id', p.ticket_id, 'kind', p.kind, 'from', p.from_at, 'to', p.to_at,
          'items', (select coalesce(jsonb_agg(h.item_id order by h.item_id), '[]') from hits h where h.ticket_id = p.ticket_id),
          'people', case when p.assignee_id is null then '[]'::jsonb else jsonb_build_array(p.assignee_id) end) order by p.from_at, p.ticket_id), '[]')
        from planned p where p.ticket_id in (select ticket_id from hits) or p.assignee_id in (select id from people)),
      'edges', (select coalesce(jsonb_agg(distinct e), '[]') from (
        select jsonb_build_object('from', via, 'to', id) as e from down_way where via is not null
        union all select jsonb_build_object('from', id, 'to', via) from up_way where via is not null) edges),
      'groups', (select coalesce(jsonb_agg(jsonb_build_object('item', i.id, 'group', i.group_id)), '[]')
        from config_item i where i.id in (select id from mine) and i.group_id is not null)) as found`,
    [id, from, to, work.now, JSON.stringify(items), JSON.stringify(people), JSON.stringify(wanted)],
  );
  if (!row) throw new Error('invariant: one row is asked for');
  const spelled = (one: Plan): Plan => ({ ...one, from: toIso(one.from), to: toIso(one.to) });
  return { ...row.found, others: row.found.others.map(spelled) };
}
