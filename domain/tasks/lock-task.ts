/** A task under its lock, and who may work on it. The run's lock is taken first, as everywhere. */
import { DomainError } from '../errors.ts';
import { may, type Principal, scopeOf } from '../people/access.ts';
import type { Work } from '../work.ts';

/** The columns' own names, as `task_lock` gives them. */
export type LockedTask = {
  readonly id: string;
  readonly run_id: string;
  readonly token: string;
  readonly element: string;
  readonly process_id: string;
  readonly process_version: number;
  readonly ticket_id: string | null;
  /** Of a change's plan: the step that is carried out in it, or taken back. */
  readonly step: string | null;
  readonly undoes: boolean;
  readonly name: string;
  readonly state: 'open' | 'completed' | 'cancelled';
  readonly assignee_id: string | null;
  readonly queue_id: string | null;
  readonly queue_group_id: string | null;
  readonly group_id: string | null;
  readonly run_open: boolean;
  readonly version: number;
};

/** @throws DomainError not_found */
export async function lockTask(work: Work, id: string): Promise<LockedTask> {
  const rows = await work.em.execute<{ task: LockedTask | null }[]>('select task_lock(?) as task', [
    id,
  ]);
  const task = rows[0]?.task;
  if (!task) throw new DomainError('not_found', 'There is no such task.');
  return task;
}

/** Where a task lies: with a person, a group, or the group behind a queue. */
export type Placed = {
  readonly assigneeId: string | null;
  readonly groupId: string | null;
  readonly queueGroupId: string | null;
};

/**
 * Its assignee, the members of its group or of its queue's group, and those who may work on all tasks. Being asked is
 * enough: an assignee needs no role. A token must have been given the permission.
 */
export function mayWork(principal: Principal, task: Placed): boolean {
  if (principal.scopes !== null && !principal.scopes.includes('task.work')) return false;
  if (task.assigneeId === principal.personId) return true;
  if (
    [task.groupId, task.queueGroupId].some(
      (group) => group !== null && principal.groupIds.includes(group),
    )
  )
    return true;
  return may(principal, 'task.work') && scopeOf(principal, 'task.work') === 'all';
}

export const placeOf = (
  task: Pick<LockedTask, 'assignee_id' | 'group_id' | 'queue_group_id'>,
): Placed => ({
  assigneeId: task.assignee_id,
  groupId: task.group_id,
  queueGroupId: task.queue_group_id,
});

/** @throws DomainError not_permitted */
export function demandWorker(principal: Principal, task: LockedTask): void {
  if (!mayWork(principal, placeOf(task)))
    throw new DomainError('not_permitted', `“${task.name}” is not yours to work on.`);
}
