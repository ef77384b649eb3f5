/**
 * What a desk has been: its tickets of one type as rows of stays, worked out from their events and tasks in a handful of queries.
 * A stay is at a task of the ticket's process where one was open, else at the ticket itself, with whoever's queue it was in.
 */
import type { PastStay, PastTicket } from '#engine/forecast/past.ts';
import { FINISHED, type TicketType } from '../tickets/values.ts';
import type { Work } from '../work.ts';

/** Older tickets than this teach nothing, and more are not needed. */
const DAYS = 365;
const MOST = 20_000;

type TicketRow = {
  readonly id: string;
  readonly priority: number;
  readonly status: string;
  readonly queue: string | null;
  readonly created: number;
};

type Change = {
  readonly ticket: string;
  readonly at: number;
  /** What it was before; null where that did not change. */
  readonly status: { readonly before: string; readonly after: string } | null;
  readonly queue: { readonly before: string | null; readonly after: string | null } | null;
  readonly task: { readonly element: string; readonly isOpen: boolean } | null;
};

export async function readPast(work: Work, type: TicketType): Promise<readonly PastTicket[]> {
  const tickets = await work.em.execute<TicketRow[]>(
    `select t.id, t.priority, t.status, t.queue_id as queue, extract(epoch from t.created_at)::double precision * 1000 as created
     from ticket t where t.tenant_id = current_tenant() and t.type = ? and t.deleted_at is null and t.created_at > ?::timestamptz - make_interval(days => ?)
     order by t.created_at desc limit ?`,
    [type, work.now, DAYS, MOST],
  );
  const ids = JSON.stringify(tickets.map(({ id }) => id));
  const changes = await work.em.execute<Change[]>(
    `with wanted as (select value::uuid as id from jsonb_array_elements_text(?))
     select e.ticket_id as ticket, extract(epoch from e.at)::double precision * 1000 as at, e.changes -> 'status' as status, e.changes -> 'queue' as queue,
       null::jsonb as task, 0 as turn
     from event e join wanted w on w.id = e.ticket_id
     where e.type = 'ticket.updated' and (jsonb_exists(e.changes, 'status') or jsonb_exists(e.changes, 'queue'))
     union all
     select t.ticket_id, extract(epoch from t.opened_at)::double precision * 1000, null, null,
       jsonb_build_object('element', p.key || '/' || t.element, 'isOpen', true), 1
     from task t join wanted w on w.id = t.ticket_id join process p on p.id = t.process_id
     union all
     select t.ticket_id, extract(epoch from coalesce(t.completed_at, r.left_at, t.opened_at))::double precision * 1000, null, null,
       jsonb_build_object('element', p.key || '/' || t.element, 'isOpen', false), 2
     from task t join wanted w on w.id = t.ticket_id join process p on p.id = t.process_id
       left join run_element r on r.run_id = t.run_id and r.token = t.token
     where t.state <> 'open'
     -- What opened and was over in one instant opened first.
     order by 1, 2, 6`,
    [ids],
  );
  const keys = await work.em.execute<{ id: string; key: string }[]>(
    'select id, key from queue where tenant_id = current_tenant()',
  );
  const names = new Map(keys.map(({ id, key }) => [id, key]));
  const byTicket = Map.groupBy(changes, ({ ticket }) => ticket);
  return tickets.map((ticket) => toPast(ticket, byTicket.get(ticket.id) ?? [], names));
}

/** At the ticket itself, where its process asks nobody. */
export const ITSELF = 'ticket';

export function toPast(
  ticket: TicketRow,
  changes: readonly Change[],
  names: ReadonlyMap<string, string>,
): PastTicket {
  let { status, queue } = ticket;
  for (const change of changes.toReversed()) {
    if (change.status) status = change.status.before;
    if (change.queue) queue = change.queue.before;
  }
  const tasks: string[] = [];
  const place = () => ({
    element: tasks.at(-1) ?? ITSELF,
    group: names.get(queue ?? '') ?? '',
    isHeld: status === 'on_hold',
  });
  const stays: PastStay[] = [];
  let from = ticket.created;
  let begun = status === 'new' ? null : from;
  let endedAt: number | null = null;
  let here = place();
  for (const change of changes) {
    const at = Math.max(from, change.at);
    if (change.status) status = change.status.after;
    if (change.queue) queue = change.queue.after;
    if (change.task?.isOpen) tasks.push(change.task.element);
    else if (change.task) drop(tasks, change.task.element);
    const isDone = isOver(status);
    const next = place();
    if (endedAt !== null) {
      // Opened again, it goes on from there; what happens to one that is done is no part of its work.
      if (isDone) continue;
      [endedAt, from, here, begun] = [null, at, next, at];
    } else if (isDone || JSON.stringify(next) !== JSON.stringify(here)) {
      // What lasted no time at all was only on the way.
      if (at > from) stays.push({ ...here, from, begun, to: at });
      [from, here, begun] = [at, next, status === 'new' ? null : at];
    } else if (status !== 'new') begun ??= at;
    if (isDone) endedAt = at;
  }
  if (endedAt === null) stays.push({ ...here, from, begun, to: null });
  else if (stays.length === 0) stays.push({ ...here, from: ticket.created, begun, to: endedAt });
  return { id: ticket.id, priority: ticket.priority, stays, endedAt };
}

function drop(tasks: string[], element: string): void {
  const place = tasks.lastIndexOf(element);
  if (place >= 0) tasks.splice(place, 1);
}

const isOver = (status: string): boolean => (FINISHED as readonly string[]).includes(status);
