/**
 * What a change of a ticket means for the processes it is in: a task that names the new status is completed by it, a
 * cancelled or deleted ticket ends the others, and a closed one ends those that could only go on by somebody working on
 * it; one that goes on by itself is called off, so that it ends where it would need somebody. Called inside the transaction
 * of the change, after the ticket's own lock. A run that changes its own ticket does not end itself by it, nor what it has
 * called or was called by: together they go on to what their drawings say.
 */
import { closeTask, outcomeForStatus } from '../tasks/complete-task.ts';
import { lockTask } from '../tasks/lock-task.ts';
import type { Work } from '../work.ts';
import { cancelRun } from './cancel-run.ts';
import { definitionOf, elementOf } from './definitions.ts';

/** The part of a ticket that runs react to. */
export type WatchedTicket = {
  readonly id: string;
  readonly status: string;
  readonly deletedAt?: Date | null;
};

const CLOSED = 'The ticket was closed.';

export async function reactToTicketChange(
  work: Work,
  before: WatchedTicket,
  after: WatchedTicket,
): Promise<void> {
  if (after.deletedAt && !before.deletedAt)
    return cancelRuns(work, await otherRuns(work, after.id), after.id, 'The ticket was deleted.');
  if (before.status === after.status) return;
  if (after.status === 'cancelled' || after.status === 'closed') await lockRuns(work, after.id);
  const answered = await completeTasks(work, after);
  const left = async () => (await otherRuns(work, after.id)).filter(({ id }) => !answered.has(id));
  if (after.status === 'cancelled')
    await cancelRuns(work, await left(), after.id, 'The ticket was cancelled.');
  if (after.status === 'closed') {
    for (const run of await left()) {
      const begun = run.step > 0;
      if (run.needs_people || (!begun && !(await answers(work, run, after.status))))
        await cancelRuns(work, [run], after.id, CLOSED);
      else if (begun) await callOff(work, run);
    }
  }
}

/** All that may be told to end, in the one order of locks: a task's own run may have been called by another of them. */
const lockRuns = (work: Work, ticketId: string): Promise<unknown> =>
  work.em.execute(
    'select from run where ticket_id = ? and ended_at is null order by id for no key update',
    [ticketId],
  );

type OpenTask = { id: string; element: string; process_id: string; process_version: number };

/** Returns the runs that have a task for this status: they go on by their drawing. */
async function completeTasks(work: Work, ticket: WatchedTicket): Promise<Set<string>> {
  const answered = new Set<string>();
  const open = await work.em.execute<OpenTask[]>(
    `select id, element, process_id, process_version from task where ticket_id = ? and state = 'open' order by run_id, id`,
    [ticket.id],
  );
  for (const { id, element, process_id, process_version } of open) {
    const definition = await definitionOf(work, process_id, process_version);
    const outcome = outcomeForStatus(
      elementOf(definition, 'userTask', element)?.task,
      ticket.status,
    );
    if (outcome === undefined) continue;
    const task = await lockTask(work, id);
    if (task.state !== 'open' || !task.run_open) continue;
    await closeTask(work, task, outcome, {}, 'status');
    answered.add(task.run_id);
  }
  return answered;
}

type OpenRun = {
  id: string;
  step: number;
  process_id: string;
  process_version: number;
  parent_run_id: string | null;
  /** It has failed or waits for people; anything else goes on by itself. */
  needs_people: boolean;
};

const openRuns = (work: Work, ticketId: string): Promise<OpenRun[]> =>
  work.em.execute<OpenRun[]>(
    `select id, step, process_id, process_version, parent_run_id, state = 'faulted'
       or exists (select from task where run_id = run.id and state = 'open')
       or exists (select from approval where run_id = run.id and state = 'open')
       or exists (select from cab_review where run_id = run.id and state = 'waiting') as needs_people
     from run where ticket_id = ? and ended_at is null order by id`,
    [ticketId],
  );

/** The open runs that this change does not come from. */
async function otherRuns(work: Work, ticketId: string): Promise<readonly OpenRun[]> {
  const runs = await openRuns(work, ticketId);
  const acting = work.cause.kind === 'run' ? work.cause.id : null;
  if (acting === null) return runs;
  const byId = new Map(runs.map((run) => [run.id, run]));
  const firstOf = (id: string): string => {
    const caller = byId.get(byId.get(id)?.parent_run_id ?? '');
    return caller ? firstOf(caller.id) : id;
  };
  const own = firstOf(acting);
  return runs.filter(({ id }) => firstOf(id) !== own);
}

/** Whether a run that has not begun will come to a task that this status answers. */
async function answers(work: Work, run: OpenRun, status: string): Promise<boolean> {
  const { elements } = await definitionOf(work, run.process_id, run.process_version);
  return elements.some(
    (element) =>
      element.type === 'userTask' && outcomeForStatus(element.task, status) !== undefined,
  );
}

/** A decision, a call or a timer is on its way to it. */
async function callOff(work: Work, { id }: OpenRun): Promise<void> {
  await work.em.execute('update run set called_off = ? where id = ? and ended_at is null', [
    CLOSED,
    id,
  ]);
}

async function cancelRuns(
  work: Work,
  runs: readonly OpenRun[],
  ticketId: string,
  reason: string,
): Promise<void> {
  for (const { id } of runs) await cancelRun(work, { id, ticketId }, reason);
}
