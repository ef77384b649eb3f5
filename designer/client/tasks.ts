/** The pieces of work a process asks people for. */
import { queryOptions } from '@tanstack/react-query';
import { get, post } from './http.ts';
import { keys } from './query.ts';
import type { Page } from './types/common.ts';
import type { Task } from './types/tasks.ts';

export const myTasksQuery = queryOptions({
  queryKey: keys.tasks('mine'),
  queryFn: ({ signal }) =>
    get<Page<Task>>('/tasks', { assignee: 'me', state: 'open', limit: 200 }, signal),
});

export const claimTask = (id: string) => post<Task>(`/tasks/${id}/claim`);

export const completeTask = (
  id: string,
  body: { outcome?: string; values?: Record<string, unknown> },
  idempotencyKey: string,
) => post<Task>(`/tasks/${id}/complete`, body, { idempotencyKey });
