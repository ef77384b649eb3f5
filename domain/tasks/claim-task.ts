/** Takes a task that lies with a group or a queue for oneself. Taking one's own again changes nothing. */
import { DomainError } from '../errors.ts';
import { record } from '../events/record.ts';
import { send } from '../outbox.ts';
import type { Principal } from '../people/access.ts';
import { demandVersion } from '../version.ts';
import type { Work } from '../work.ts';
import { demandWorker, lockTask } from './lock-task.ts';

/** @throws DomainError not_found, not_permitted, task_not_open, stale_version, transition_not_allowed when somebody else has it */
export async function claimTask(
  work: Work,
  principal: Principal,
  id: string,
  expectedVersion?: number,
): Promise<void> {
  const task = await lockTask(work, id);
  demandWorker(principal, task);
  if (task.state !== 'open')
    throw new DomainError('task_not_open', `“${task.name}” is ${task.state}.`, {
      values: { state: task.state },
    });
  demandVersion(expectedVersion, task.version);
  if (task.assignee_id === principal.personId) return;
  if (task.assignee_id !== null)
    throw new DomainError(
      'transition_not_allowed',
      `Somebody else has already taken “${task.name}”.`,
    );
  await work.em.execute('update task set assignee_id = ?, version = version + 1 where id = ?', [
    principal.personId,
    id,
  ]);
  await record(work, {
    type: 'task.claimed',
    subject: { kind: 'task', id },
    ticketId: task.ticket_id,
    changes: { assignee: { before: null, after: principal.personId } },
    data: { element: task.element, name: task.name },
  });
  if (task.ticket_id !== null && (await isMeasured(work, id)))
    send(work, 'clock', task.ticket_id, { at: work.now.toISOString() });
}

/** A clock of the task may end, or begin, with whose it is. */
async function isMeasured(work: Work, id: string): Promise<boolean> {
  const clocks = await work.em.execute<unknown[]>(
    'select from clock where subject_id = ? and stopped_at is null',
    [id],
  );
  return clocks.length > 0;
}
