/**
 * The tasks and approvals of a ticket and the life of each, as their clocks see it: what held when it opened, when somebody
 * took it, when its ticket changed, and when it closed. The same at whatever instant it is looked at.
 */
import type { Work } from '../work.ts';
import type { ClockCause } from './clock.ts';
import type { Moment } from './moments.ts';

export type SubjectRow = {
  readonly kind: 'task' | 'approval';
  readonly id: string;
  readonly name: string;
  readonly element: string;
  readonly process: string;
  readonly state: string;
  /** As it is now: whoever completes a task that nobody has taken has it from then on. */
  readonly assignee: string | null;
  readonly queue: string | null;
  readonly opened_at: string;
  readonly closed_at: string | null;
};

/** Since when somebody has had a task that is open, or nobody. */
export type Holding = {
  readonly at: string;
  readonly assignee: string | null;
  readonly cause: ClockCause;
};

/** From when it opened until it closed, with whose it became and what happened to its ticket between. */
export function momentsOfSubject(
  row: SubjectRow,
  holdings: readonly Holding[],
  past: readonly Moment[],
  cause: ClockCause,
): readonly Moment[] {
  const opened = new Date(row.opened_at).toISOString();
  const closed = row.closed_at === null ? null : new Date(row.closed_at).toISOString();
  const holderAt = (then: string): string | null =>
    holdings.length === 0
      ? row.assignee
      : (holdings.findLast(({ at }) => at <= then)?.assignee ?? null);
  const facts = (moment: Moment, state: string, assignee: string | null): Moment['facts'] => ({
    ...moment.facts,
    [row.kind]: {
      name: row.name,
      element: row.element,
      process: row.process,
      state,
      assignee,
      queue: row.queue,
    },
    happening: { type: 'subjectChanged' },
  });
  const before = past.findLast(({ at }) => at <= opened) ?? past[0];
  if (!before) return [];
  // What the end of its ticket closes has ended with that, not been done.
  const isBetween = ({ at, over = false }: { readonly at: string; readonly over?: boolean }) =>
    at > opened && (closed === null || at < closed || (over && at === closed));
  const kind = row.kind === 'task' ? 'run' : cause.kind;
  const own = { kind, id: row.id, label: row.name };
  const moment = (at: string, from: Moment, state: string, why: ClockCause = own): Moment => ({
    at,
    facts: facts(from, state, state === 'open' ? holderAt(at) : row.assignee),
    cause: { ...why, status: from.cause.status ?? '' },
    over: false,
  });
  const told = past
    .filter(isBetween)
    .map((one) => ({ ...one, facts: facts(one, 'open', holderAt(one.at)) }));
  const between = holdings
    .filter(isBetween)
    .reduce<readonly Moment[]>((all, { at, cause: why }) => {
      const index = all.findLastIndex((one) => one.at <= at) + 1;
      return all.toSpliced(index, 0, moment(at, all[index - 1] ?? before, 'open', why));
    }, told);
  const gone = between.findIndex(({ over }) => over);
  if (gone !== -1) return [moment(opened, before, 'open'), ...between.slice(0, gone + 1)];
  const last = between.at(-1) ?? before;
  return [
    moment(opened, before, 'open'),
    ...between,
    ...(closed === null ? [] : [moment(closed, last, row.state)]),
  ];
}

/** Of each task of the ticket, from its events: its row says only whose it is now. */
export async function holdingsOf(
  work: Work,
  ticketId: string,
): Promise<ReadonlyMap<string, readonly Holding[]>> {
  const rows = await work.em.execute<(Holding & { readonly id: string })[]>(
    `select e.subject_id as id, to_json(e.at) #>> '{}' as at, a.email as assignee,
       jsonb_build_object('kind', e.cause_kind, 'id', e.cause_id, 'label', e.cause_label, 'actor', e.actor_id) as cause
     from event e left join person a
       on a.id = (case e.type when 'task.opened' then e.data ->> 'assignee' else e.changes #>> '{assignee,after}' end)::uuid
     where e.ticket_id = ? and e.subject_kind = 'task' and e.type in ('task.opened', 'task.claimed')
     order by e.seq`,
    [ticketId],
  );
  const iso = rows.map((row) => ({ ...row, at: new Date(row.at).toISOString() }));
  return Map.groupBy(iso, ({ id }) => id);
}

export async function subjectsOf(work: Work, ticketId: string): Promise<readonly SubjectRow[]> {
  return work.em.execute<SubjectRow[]>(
    `select 'task' as kind, t.id, t.name, t.element, p.key as process, t.state, a.email as assignee, q.key as queue,
       t.opened_at, case when t.state <> 'open' then coalesce(t.completed_at, e.left_at, t.opened_at) end as closed_at
     from task t join process p on p.id = t.process_id left join person a on a.id = t.assignee_id left join queue q on q.id = t.queue_id
       left join lateral (select max(left_at) as left_at from run_element r where r.run_id = t.run_id and r.token = t.token) e on true
     where t.ticket_id = ?
     union all
     select 'approval', a.id, a.name, a.element, p.key, a.state, null, null, a.opened_at,
       case when a.state <> 'open' then coalesce(a.decided_at, a.opened_at) end
     from approval a join process p on p.id = a.process_id where a.ticket_id = ?`,
    [ticketId, ticketId],
  );
}
