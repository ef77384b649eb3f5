/**
 * Clocks about the tasks and approvals of a ticket. They are counted from the rows of what they are about and the ticket's
 * past, which tell every instant exactly, so it does not matter when that is looked at: their workflow does, when a run
 * has made a step and when something is due.
 */
import { configurationOf } from '../configuration.ts';
import type { Ticket } from '../tickets/ticket.ts';
import type { Work } from '../work.ts';
import { causeOf } from './cause.ts';
import type { ClockCause } from './clock.ts';
import { type ClockContext, clockContext } from './context.ts';
import { type LoadedClock, loadClocks, promisedOf, versionsOf } from './loaded.ts';
import type { Moment } from './moments.ts';
import { happened, NOTHING_YET, promisesFor } from './plan.ts';
import type { Lived } from './row.ts';
import { beginClock, continueClock } from './write.ts';

export type SubjectRow = {
  readonly kind: 'task' | 'approval';
  readonly id: string;
  readonly name: string;
  readonly element: string;
  readonly process: string;
  readonly state: string;
  readonly assignee: string | null;
  readonly queue: string | null;
  readonly opened_at: string;
  readonly closed_at: string | null;
};

/** The caller holds the ticket's lock. */
export async function followSubjects(work: Work, ticket: Ticket): Promise<void> {
  const known = await loadClocks(work, {
    ticketId: ticket.id,
    subjectKind: { $in: ['task', 'approval'] },
  });
  const open = known.filter(({ clock }) => !clock.stoppedAt);
  const configuration = await configurationOf(work);
  const isMeasured = configuration.policies.some(({ policy }) =>
    ['task', 'approval'].includes(policy.measures),
  );
  if (open.length === 0 && !isMeasured) return;
  const subjects = await subjectsOf(work, ticket.id);
  if (subjects.length === 0) return;
  const context = await clockContext(work, ticket, configuration);
  const past = await context.past({});
  const { hours } = await versionsOf(
    work,
    [],
    known.map(({ clock }) => clock),
  );
  for (const row of subjects) {
    const moments = momentsOfSubject(row, past, causeOf(work));
    const clocks = known.filter(({ clock }) => clock.subjectId === row.id);
    for (const loaded of clocks)
      if (!loaded.clock.stoppedAt)
        goOn(work, loaded, lifeOfSubject(promisedOf(loaded, hours), moments));
    if (clocks.length === 0) await begin(work, context, ticket, row, moments);
  }
  await work.em.flush();
}

/**
 * What it was promised by does not change with the ticket: a task is short, and what was said when it opened holds. Of what was
 * over before anybody promised anything about it nothing is told.
 */
async function begin(
  work: Work,
  context: ClockContext,
  ticket: Ticket,
  row: SubjectRow,
  moments: readonly Moment[],
): Promise<void> {
  const [first] = moments;
  if (!first) return;
  const opened = new Date(first.at);
  const when = { now: opened, today: context.dateOf(opened) };
  const { kind, id } = row;
  const { policies } = context.configuration;
  const made = policies.filter(({ savedAt }) => !isOver(row, savedAt));
  const setting = { ...context.configuration, policies: made };
  const promises = promisesFor(setting, kind, first.facts, context.served, when);
  for (const promised of promises)
    beginClock(
      work,
      promised,
      lifeOfSubject(promised, moments),
      { kind, id, ticketId: ticket.id },
      first.cause,
    );
}

const isOver = ({ closed_at }: SubjectRow, savedAt: string | undefined): boolean =>
  closed_at !== null && savedAt !== undefined && Date.parse(closed_at) < Date.parse(savedAt);

function goOn(work: Work, loaded: LoadedClock, lived: Lived): void {
  if (JSON.stringify(lived.segments) === JSON.stringify(loaded.pieces)) return;
  continueClock(work, loaded, lived);
}

/** Counted from what was said when it opened, as it was promised. */
export const lifeOfSubject = (
  promised: Parameters<typeof happened>[0],
  moments: readonly Moment[],
): Lived =>
  moments.reduce<Lived>((lived, moment) => happened(promised, lived, moment), NOTHING_YET);

/** From when it opened until it closed, with what happened to its ticket between. */
export function momentsOfSubject(
  row: SubjectRow,
  past: readonly Moment[],
  cause: ClockCause,
): readonly Moment[] {
  const opened = new Date(row.opened_at).toISOString();
  const closed = row.closed_at === null ? null : new Date(row.closed_at).toISOString();
  const facts = (moment: Moment, state: string): Moment['facts'] => ({
    ...moment.facts,
    [row.kind]: {
      ...{ name: row.name, element: row.element, process: row.process, state },
      ...{ assignee: row.assignee, queue: row.queue },
    },
    happening: { type: 'subjectChanged' },
  });
  const before = past.findLast(({ at }) => at <= opened) ?? past[0];
  if (!before) return [];
  const between = past.filter(({ at }) => at > opened && (closed === null || at < closed));
  const last = between.at(-1) ?? before;
  const kind = row.kind === 'task' ? 'run' : cause.kind;
  const moment = (at: string, from: Moment, state: string): Moment => ({
    at,
    facts: facts(from, state),
    cause: { kind, id: row.id, label: row.name, status: from.cause.status ?? '' },
    over: false,
  });
  return [
    moment(opened, before, 'open'),
    ...between.map((one) => ({ ...one, facts: facts(one, 'open') })),
    ...(closed === null ? [] : [moment(closed, last, row.state)]),
  ];
}

async function subjectsOf(work: Work, ticketId: string): Promise<readonly SubjectRow[]> {
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
