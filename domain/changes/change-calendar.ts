/**
 * What is planned, and when something may not be or only may be: changes, windows, freezes and holidays of a while in one
 * list. For an item it is what touches it or anything it depends on; for a team what it has, or what touches items of its.
 */

import type { Calendar as Hours } from '#engine/calendar.ts';
import { MOST_STEPS } from '#engine/changes/graph.ts';
import type { ChangeKind, Result } from '#engine/changes/plan.ts';
import { toSpan, toStretch } from '#engine/changes/stretches.ts';
import { openTimes } from '#engine/changes/windows.ts';
import type { Span } from '#engine/rota.ts';
import { toIso } from '../instants.ts';
import type { Principal } from '../people/access.ts';
import { reachSql } from '../tickets/policy.ts';
import type { Status } from '../tickets/values.ts';
import type { Work } from '../work.ts';
import type { Found } from './change.ts';
import { countFound } from './found.ts';
import { listFreezes } from './freezes.ts';
import { holidaysIn } from './holidays.ts';
import { idAt, type Scope } from './scopes.ts';
import { type MaintenanceWindow, toWindow, WINDOW_COLUMNS } from './window-rows.ts';

export type CalendarEntry = Span & { readonly id: string; readonly title: string } & (
    | {
        readonly type: 'change';
        readonly number: string;
        readonly status: Status;
        readonly kind: ChangeKind;
        readonly result: Result | null;
        readonly assignee: string | null;
        readonly conflicts: number;
      }
    | { readonly type: 'freeze'; readonly reason: string }
    | { readonly type: 'window' }
    | { readonly type: 'holiday'; readonly date: string }
  );

export type CalendarFilter = Span & {
  readonly item?: string | undefined;
  readonly group?: string | undefined;
};

const MOST_CHANGES = 5_000;
const MOST_FREEZES = 500;

/** In order of time. @throws DomainError invalid_input for an item or a group that is not there */
export async function changeCalendar(
  work: Work,
  principal: Principal,
  filter: CalendarFilter,
): Promise<readonly CalendarEntry[]> {
  const about = await aboutOf(work, filter);
  const entries = [
    ...(await changesIn(work, principal, filter, about)),
    ...(await freezesIn(work, filter, about)),
    ...(await windowsIn(work, filter, about)),
    ...(await holidaysOfAll(work, filter)),
  ];
  return entries.sort((one, other) =>
    one.from === other.from ? (one.id < other.id ? -1 : 1) : one.from < other.from ? -1 : 1,
  );
}

/** What is asked about: items with what they depend on, and teams. Null where everything is. */
type About = { readonly items: readonly string[]; readonly groups: readonly string[] } | null;

async function aboutOf(work: Work, { item, group }: CalendarFilter): Promise<About> {
  if (item === undefined && group === undefined) return null;
  const groupId = group === undefined ? null : await idAt(work, 'people_group', group, '/group');
  const itemId = item === undefined ? null : await idAt(work, 'config_item', item, '/item');
  const [row] = await work.em.execute<{ items: string[]; groups: string[] }[]>(
    `with recursive asked as (select ?::uuid as item, ?::uuid as team),
     below(id, step) as (
       select i.id, 0 from asked a join config_item i on (i.id = a.item or a.item is null and i.group_id = a.team)
       union select r.to_id, b.step + 1 from below b join config_relation r on r.from_id = b.id, asked a
       where b.step < ${MOST_STEPS} and a.item is not null)
     select coalesce(jsonb_agg(distinct b.id), '[]') as items,
       (select coalesce(jsonb_agg(distinct g), '[]') from (
         select a.team as g from asked a where a.team is not null
         union select i.group_id from config_item i where i.group_id is not null and i.id in (select id from below)) groups) as groups
     from below b`,
    [itemId, groupId],
  );
  return row ?? { items: [], groups: [] };
}

type ChangeEntry = Extract<CalendarEntry, { type: 'change' }>;
type CalendarRow = Omit<ChangeEntry, 'type' | 'conflicts'> & {
  readonly found: Found;
  readonly letThrough: readonly string[];
};

async function changesIn(
  work: Work,
  principal: Principal,
  { from, to, group }: CalendarFilter,
  about: About,
): Promise<readonly CalendarEntry[]> {
  const reach = reachSql(principal, 'ticket.read');
  const touched =
    'exists (select from ticket_item ti where ti.ticket_id = t.id and ti.item_id in (select value::uuid from jsonb_array_elements_text(?)))';
  const ofTeam =
    'exists (select from queue q where q.id = t.queue_id and q.group_id in (select value::uuid from jsonb_array_elements_text(?)))';
  const rows = await work.em.execute<CalendarRow[]>(
    `select t.id, t.number, t.title, t.status, p.kind, p.result, p.planned_from as "from", p.planned_to as "to", a.name as assignee, p.found,
       array(select o.freeze_id from change_freeze_override o where o.ticket_id = t.id) as "letThrough"
     from change_plan p join ticket t on t.id = p.ticket_id and t.deleted_at is null and t.status <> 'cancelled'
     left join person a on a.id = t.assignee_id
     where p.tenant_id = current_tenant() and p.planned_from < ? and p.planned_from > ?::timestamptz - interval '92 days' and p.planned_to > ?
       and ${reach.text} ${about ? `and (${touched} ${group === undefined ? '' : `or ${ofTeam}`})` : ''}
     order by p.planned_from, t.id limit ${MOST_CHANGES}`,
    [
      to,
      from,
      from,
      ...reach.params,
      ...(about ? [JSON.stringify(about.items)] : []),
      ...(about && group !== undefined ? [JSON.stringify(about.groups)] : []),
    ],
  );
  return rows.map(({ found, letThrough, ...row }) => ({
    ...row,
    type: 'change',
    from: toIso(row.from),
    to: toIso(row.to),
    conflicts: countFound(found, letThrough),
  }));
}

async function freezesIn(
  work: Work,
  span: CalendarFilter,
  about: About,
): Promise<readonly CalendarEntry[]> {
  const freezes = await listFreezes(work, { take: MOST_FREEZES, after: null, within: span });
  return freezes
    .filter(({ scope }) => isAbout(scope, about))
    .map(({ id, name, reason, from, to }) => ({
      type: 'freeze',
      id,
      title: name,
      reason,
      from,
      to,
    }));
}

async function windowsIn(
  work: Work,
  span: CalendarFilter,
  about: About,
): Promise<readonly CalendarEntry[]> {
  const rows = await work.em.execute<MaintenanceWindow[]>(
    `select ${WINDOW_COLUMNS} from maintenance_window where tenant_id = current_tenant() order by id`,
  );
  const within = toStretch(span);
  return rows
    .filter(({ scope }) => isAbout(scope, about))
    .flatMap((row) =>
      openTimes(toWindow(row), within).map((stretch) => ({
        type: 'window' as const,
        id: row.id,
        title: row.name,
        ...toSpan(stretch),
      })),
    );
}

function isAbout(scope: Scope, about: About): boolean {
  if (about === null || scope.kind === 'all' || scope.kind === 'kinds') return true;
  const [some, those] =
    scope.kind === 'items' ? [scope.items, about.items] : [scope.groups, about.groups];
  return some.some((one) => those.includes(one));
}

/** Of every calendar there is, each day once for each zone. */
async function holidaysOfAll(work: Work, span: Span): Promise<readonly CalendarEntry[]> {
  const rows = await work.em.execute<{ id: string; name: string; hours: Hours }[]>(
    'select id, name, hours from calendar where tenant_id = current_tenant() order by key',
  );
  const days = new Map<string, CalendarEntry>();
  for (const { id, name, hours } of rows)
    for (const { date, from, to } of holidaysIn(hours, span)) {
      const title = hours.exceptions?.find((one) => one.date === date)?.name ?? name;
      days.set(`${from} ${title}`, { type: 'holiday', id, title, date, from, to });
    }
  return [...days.values()];
}
