/**
 * Looks again at what stands in the way of changes whenever something moves: a plan, what it touches, who has it, how far it
 * is. The change that moved is looked at whole; the others it has to do with are told of it alone. Called in the transaction of
 * the move, behind the ticket's lock.
 */
import { conflictsOf } from '#engine/changes/conflicts.ts';
import type { Conflict, Plan } from '#engine/changes/plan.ts';
import type { Status } from '../tickets/values.ts';
import type { Work } from '../work.ts';
import { type Change, type Found, findChange } from './change.ts';
import { keepFound, keyFor, namesOf, type ToldKind, type Watched } from './found.ts';
import { lockSchedule } from './lock.ts';
import { loadWorld, subjectOf } from './world.ts';

/** Its work is over, or will never be done. */
export const isOver = (status: Status): boolean =>
  ['review', 'resolved', 'closed', 'cancelled'].includes(status);

export const planOf = (change: Change): Plan | null =>
  change.plannedFrom === null || change.plannedTo === null
    ? null
    : { ...subjectOf(change), from: change.plannedFrom, to: change.plannedTo };

/** What of a ticket its schedule depends on. */
type Side = {
  readonly id: string;
  readonly status: Status;
  readonly assigneeId?: string | null | undefined;
  readonly deletedAt?: Date | null | undefined;
};

/** A ticket of type change has changed: when it was begun and ended is noted, and who has to do with it looks again. */
export async function followChange(work: Work, before: Side, after: Side): Promise<void> {
  const isSame =
    before.status === after.status &&
    before.assigneeId === after.assigneeId &&
    before.deletedAt === after.deletedAt;
  if (isSame) return;
  // Before its plan is touched: whoever holds the schedule may be about to touch it too.
  if (await isScheduled(work, after.id)) await lockSchedule(work);
  if (before.status !== after.status) await noteActual(work, after);
  await followPlan(work, after.id);
}

/** Whether the schedule knows of it. */
async function isScheduled(work: Work, ticketId: string): Promise<boolean> {
  const rows = await work.em.execute<unknown[]>(
    "select 1 from change_plan where ticket_id = ? and (planned_from is not null or found <> '{}')",
    [ticketId],
  );
  return rows.length > 0;
}

/** What was never begun and is over all the same was done by then. */
async function noteActual(work: Work, { id, status }: Side): Promise<void> {
  if (status === 'implement' || status === 'review' || status === 'resolved')
    await work.em.execute(
      `insert into change_plan (ticket_id, tenant_id, actual_from, actual_to) values (?, current_tenant(), ?, ?)
       on conflict (ticket_id) do update set actual_from = coalesce(change_plan.actual_from, excluded.actual_from),
         actual_to = case when excluded.actual_to is null then null else coalesce(change_plan.actual_to, excluded.actual_to) end`,
      [id, work.now, status === 'implement' ? null : work.now],
    );
  else if (status === 'closed' || status === 'cancelled')
    await work.em.execute(
      'update change_plan set actual_to = ? where ticket_id = ? and actual_from is not null and actual_to is null',
      [work.now, id],
    );
}

/** A plan, what it touches or who has it has moved. */
export async function followPlan(work: Work, ticketId: string): Promise<void> {
  if (!(await isScheduled(work, ticketId))) return;
  await lockSchedule(work);
  const change = await findChange(work, ticketId);
  const plan = change && !isOver(change.status) ? planOf(change) : null;
  // What has passed without being done is nobody's conflict any more, and nothing is told of it either.
  if (plan && change?.status !== 'implement' && plan.to <= work.now.toISOString()) return;
  const conflicts = plan ? conflictsOf(plan, await loadWorld(work, plan, plan)) : [];
  const [watched] = await watchedOf(work, [ticketId]);
  if (!watched) return;
  await keepFound(work, watched, await namesOf(work, conflicts));
  await followOthers(work, watched, conflicts);
}

const MIRRORED = {
  same_item: 'same_item',
  depends_on: 'needed_by',
  needed_by: 'depends_on',
  same_person: 'same_person',
} as const satisfies Partial<Record<ToldKind, ToldKind>>;

/** Of what they have to do with the one that moved; `watched` is as it was before. */
async function followOthers(
  work: Work,
  watched: Watched,
  conflicts: readonly Conflict[],
): Promise<void> {
  const now = new Map<string, string[]>();
  for (const id of othersIn(watched.found)) now.set(id, []);
  for (const conflict of conflicts) {
    if (!('change' in conflict)) continue;
    const kinds = now.get(conflict.change) ?? [];
    now.set(conflict.change, kinds);
    kinds.push(keyFor(MIRRORED[conflict.kind], watched.id));
  }
  for (const other of await watchedOf(work, [...now.keys()])) {
    const found: Record<string, string> = {};
    for (const [key, name] of Object.entries(other.found))
      if (!key.endsWith(`:${watched.id}`)) found[key] = name;
    for (const key of now.get(other.id) ?? []) found[key] = watched.number;
    await keepFound(work, other, found);
  }
}

const othersIn = (found: Found): readonly string[] =>
  Object.keys(found).flatMap((key) => {
    const [kind = '', id = ''] = key.split(':');
    return kind in MIRRORED ? [id] : [];
  });

const WATCHED = `select p.ticket_id as id, t.number, t.assignee_id as "assigneeId", p.found
  from change_plan p join ticket t on t.id = p.ticket_id`;

/** As they were when last looked at. The schedule's lock is held. */
export const watchedOf = (work: Work, ids: readonly string[]): Promise<Watched[]> =>
  work.em.execute<Watched[]>(
    `${WATCHED} where p.ticket_id in (select value::uuid from jsonb_array_elements_text(?)) order by p.ticket_id`,
    [JSON.stringify(ids)],
  );
