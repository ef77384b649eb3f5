/** What a ticket's tasks say of the ticket: where it lies while they are open, and who has done them. Pure. */
import type { Person } from '#designer/client/types/people.ts';
import type { Run } from '#designer/client/types/runs.ts';
import type { Approval, Task } from '#designer/client/types/tasks.ts';
import type { TicketStatus } from '#designer/client/types/tickets.ts';

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

/** What is still open in one run of the ticket when it is moved by hand. */
export type OpenWork = {
  readonly process: string;
  /** What stays open, or is withdrawn: tasks that the new status does not complete, and approvals. */
  readonly left: readonly string[];
  /** Tasks that the new status completes. */
  readonly completed: readonly string[];
};

/** Run by run, what a move of the ticket by hand meets; runs with nothing open are left out. */
export function openWorkOf(
  status: TicketStatus,
  runs: readonly Run[],
  tasks: readonly Task[],
  approvals: readonly Approval[],
): OpenWork[] {
  return runs.flatMap((run) => {
    const own = tasks.filter((task) => task.state === 'open' && task.run === run.id);
    const asked = approvals.filter(({ state, run: of }) => state === 'open' && of === run.id);
    if (own.length + asked.length === 0) return [];
    const completes = (task: Task) => Object.hasOwn(task.completesOnStatus, status);
    return {
      process: run.processName,
      left: [...own.filter((task) => !completes(task)), ...asked].map(({ name }) => name),
      completed: own.filter(completes).map(({ name }) => name),
    };
  });
}
