/**
 * What a change of a ticket means for the processes it is in: a task that names the new status is completed by it, and a
 * cancelled or deleted ticket ends the others. Called inside the transaction of the change, after the ticket's own lock.
 * A run that changes its own ticket does not end itself by it: it goes on to what its drawing says.
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

export async function reactToTicketChange(
  work: Work,
  before: WatchedTicket,
  after: WatchedTicket,
): Promise<void> {
  if (after.deletedAt && !before.deletedAt)
    return cancelRuns(work, after.id, 'The ticket was deleted.', new Set());
  if (before.status === after.status) return;
  const answered = await completeTasks(work, after);
  if (after.status === 'cancelled')
    await cancelRuns(work, after.id, 'The ticket was cancelled.', answered);
}

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

async function cancelRuns(
  work: Work,
  ticketId: string,
  reason: string,
  except: ReadonlySet<string>,
): Promise<void> {
  const own = work.cause.kind === 'run' ? work.cause.id : null;
  const runs = await work.em.execute<{ id: string }[]>(
    'select id from run where ticket_id = ? and ended_at is null order by id',
    [ticketId],
  );
  for (const { id } of runs)
    if (id !== own && !except.has(id)) await cancelRun(work, { id, ticketId }, reason);
}
