/** Maintenance windows: when what they are for may be touched, once or again and again. Changes that fall out of them are told. */
import { isDate } from '#engine/calendar/dates.ts';
import { isTimeZone } from '#engine/calendar/zone.ts';
import { conflictsOf } from '#engine/changes/conflicts.ts';
import { graphOf } from '#engine/changes/graph.ts';
import type { Plan } from '#engine/changes/plan.ts';
import { toInstant } from '#engine/instant.ts';
import { DomainError, invalid } from '../errors.ts';
import { changesBetween } from '../events/changes.ts';
import { record } from '../events/record.ts';
import { isId, newId } from '../ids.ts';
import { toIso } from '../instants.ts';
import { demandVersion } from '../version.ts';
import type { Work } from '../work.ts';
import { watchedOf } from './follow.ts';
import { keepFound, keyFor } from './found.ts';
import { lockSchedule } from './lock.ts';
import { readRule } from './rule-text.ts';
import { resolveScope } from './scopes.ts';
import {
  loadWindows,
  type MaintenanceWindow,
  type Opening,
  WINDOW_COLUMNS,
} from './window-rows.ts';

export type WindowFields = Pick<MaintenanceWindow, 'name' | 'scope' | 'opens'>;

export const MOST_WINDOW_MINUTES = 31 * 24 * 60;
const SELECT = `select ${WINDOW_COLUMNS} from maintenance_window`;

/** By name. */
export const listWindows = (
  work: Work,
  { take, after }: { readonly take: number; readonly after: readonly [string, string] | null },
): Promise<MaintenanceWindow[]> =>
  work.em.execute<MaintenanceWindow[]>(
    `${SELECT} where tenant_id = current_tenant() ${after ? 'and (name, id) > (?, ?::uuid)' : ''} order by name, id limit ?`,
    [...(after ?? []), take],
  );

/** @throws DomainError not_found, stale_version */
export async function getWindow(
  work: Work,
  id: string,
  expected?: number,
): Promise<MaintenanceWindow> {
  const [row] = isId(id)
    ? await work.em.execute<MaintenanceWindow[]>(`${SELECT} where id = ?`, [id.toLowerCase()])
    : [];
  if (!row) throw new DomainError('not_found', 'There is no such maintenance window.');
  demandVersion(expected, row.version);
  return row;
}

/** @throws DomainError invalid_input */
export async function addWindow(work: Work, fields: WindowFields): Promise<MaintenanceWindow> {
  const { name, scope, opens } = await demandWindow(work, fields);
  await lockSchedule(work);
  const id = newId();
  await work.em.execute(
    'insert into maintenance_window (id, tenant_id, name, scope, opens) values (?, current_tenant(), ?, ?, ?)',
    [id, name, JSON.stringify(scope), JSON.stringify(opens)],
  );
  await record(work, {
    type: 'maintenanceWindow.added',
    subject: { kind: 'maintenanceWindow', id },
    changes: changesBetween({}, { name, scope, opens }),
  });
  await followWindows(work);
  return getWindow(work, id);
}

/** @throws DomainError not_found, stale_version, invalid_input */
export async function changeWindow(
  work: Work,
  ref: string,
  change: Partial<WindowFields>,
  expected?: number,
): Promise<MaintenanceWindow> {
  await lockSchedule(work);
  const before = await getWindow(work, ref, expected);
  const after = await demandWindow(work, { ...before, ...change });
  const changes = changesBetween(before, after);
  if (Object.keys(changes).length === 0) return before;
  await work.em.execute(
    'update maintenance_window set name = ?, scope = ?, opens = ?, version = version + 1 where id = ?',
    [after.name, JSON.stringify(after.scope), JSON.stringify(after.opens), before.id],
  );
  await record(work, {
    type: 'maintenanceWindow.changed',
    subject: { kind: 'maintenanceWindow', id: before.id },
    changes,
  });
  await followWindows(work);
  return getWindow(work, before.id);
}

/** @throws DomainError not_found, stale_version */
export async function removeWindow(work: Work, ref: string, expected?: number): Promise<void> {
  await lockSchedule(work);
  const { id, name } = await getWindow(work, ref, expected);
  await work.em.execute('delete from maintenance_window where id = ?', [id]);
  await record(work, {
    type: 'maintenanceWindow.removed',
    subject: { kind: 'maintenanceWindow', id },
    changes: { name: { before: name, after: null } },
  });
  await followWindows(work);
}

export async function demandWindow(work: Work, fields: WindowFields): Promise<WindowFields> {
  return {
    name: fields.name,
    scope: await resolveScope(work, fields.scope),
    opens: demandOpening(fields.opens),
  };
}

function demandOpening(opens: Opening): Opening {
  if (!('first' in opens)) {
    const from = toInstant(opens.from) ?? invalid('/opens/from', 'is no instant.');
    const to = toInstant(opens.to) ?? invalid('/opens/to', 'is no instant.');
    return from < to ? { from, to } : invalid('/opens/to', 'must come after `from`.');
  }
  if (!isDate(opens.first)) invalid('/opens/first', 'is no date.');
  if (!isTimeZone(opens.timeZone)) invalid('/opens/timeZone', 'is no IANA time zone.');
  if (opens.rrule !== null) readRule(opens.rrule, opens);
  return opens;
}

type Row = Plan & { readonly groups: readonly { readonly item: string; readonly group: string }[] };

/** Every plan to come is held against all windows: which hold for it depends on all of them. The schedule's lock is held. */
async function followWindows(work: Work): Promise<void> {
  const windows = await loadWindows(work);
  const rows = await work.em.execute<Row[]>(
    `select p.ticket_id as id, p.kind, p.planned_from as "from", p.planned_to as "to", '[]'::jsonb as people,
       coalesce(jsonb_agg(ti.item_id order by ti.item_id) filter (where ti.item_id is not null), '[]') as items,
       coalesce(jsonb_agg(jsonb_build_object('item', i.id, 'group', i.group_id)) filter (where i.group_id is not null), '[]') as groups
     from change_plan p join ticket t on t.id = p.ticket_id and t.deleted_at is null
       and t.status not in ('review', 'resolved', 'closed', 'cancelled')
     left join ticket_item ti on ti.ticket_id = p.ticket_id left join config_item i on i.id = ti.item_id
     where p.tenant_id = current_tenant() and p.planned_to > ? group by p.ticket_id order by p.ticket_id`,
    [work.now],
  );
  const key = keyFor('outside_window', '');
  const outside = new Set(
    rows.flatMap(({ groups, from, to, ...plan }) => {
      const conflicts = conflictsOf(
        { ...plan, from: toIso(from), to: toIso(to) },
        {
          windows,
          others: [],
          freezes: [],
          holidays: [],
          graph: graphOf([]),
          groups: new Map(groups.map(({ item, group }) => [item, group])),
        },
      );
      return conflicts.length > 0 ? [plan.id] : [];
    }),
  );
  for (const change of await watchedOf(
    work,
    rows.map(({ id }) => id),
  )) {
    const { [key]: _, ...rest } = change.found;
    if (outside.has(change.id) === key in change.found) continue;
    await keepFound(work, change, outside.has(change.id) ? { ...rest, [key]: '' } : rest);
  }
}
