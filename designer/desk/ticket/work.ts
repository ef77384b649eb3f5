/** What a ticket's tasks say of the ticket: where it lies while they are open, and who has done them. Pure. */
import type { Person, Task } from '#designer/client/types.ts';

/** A request without a queue of its own waits in those of its open tasks. */
export function queuesOfTasks(tasks: readonly Task[]): string[] {
  const names = tasks
    .filter((task) => task.state === 'open')
    .flatMap((task) => task.queue?.name ?? task.group?.name ?? []);
  return [...new Set(names)];
}

export const doneTasks = (tasks: readonly Task[]): Task[] =>
  tasks
    .filter((task) => task.state === 'completed')
    .sort((a, b) => (a.completedAt ?? '').localeCompare(b.completedAt ?? ''));

/** Everybody who completed one, each once, in that order. */
export function doersOf(tasks: readonly Task[]): Person[] {
  const doers = new Map(
    doneTasks(tasks).flatMap(({ completedBy }) =>
      completedBy === null ? [] : [[completedBy.id, completedBy] as const],
    ),
  );
  return [...doers.values()];
}
