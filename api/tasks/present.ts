/** A task as it leaves, with what the caller may do with it. */
import type { Static } from 'typebox';
import type { Principal } from '#domain/people/access.ts';
import { allowedOnTask, type TaskRecord } from '#domain/tasks/read.ts';
import { toIso, toIsoOrNull } from '../instants.ts';
import type { Task } from './schemas.ts';

/** `seesInside`: what was written in it is for those who work on it or on its ticket. */
export function presentTask(
  task: TaskRecord,
  principal: Principal,
  seesInside: boolean,
): Static<typeof Task> {
  const {
    id,
    ticket,
    run,
    process,
    element,
    name,
    instructions,
    state,
    assignee,
    queue,
    group,
    outcome,
    completedBy,
    version,
  } = task;
  return {
    id,
    ticket,
    run,
    process,
    element,
    name,
    instructions: seesInside ? instructions : '',
    state,
    assignee,
    queue: queue && { id: queue.id, key: queue.key, name: queue.name },
    group,
    form: task.form && { ...task.form },
    uiSchema: task.uiSchema && { ...task.uiSchema },
    outcomes: task.outcomes.map(({ key, label }) => ({ key, label })),
    completesOnStatus: { ...task.completesOnStatus },
    outcome,
    values: seesInside && task.values ? { ...task.values } : null,
    dueAt: toIsoOrNull(task.dueAt),
    openedAt: toIso(task.openedAt),
    completedAt: toIsoOrNull(task.completedAt),
    completedBy,
    version,
    allowed: allowedOnTask(principal, task),
  };
}
