/** What is said about a process: asked of the API, and said to it. What it answers is shown at once, before the list is asked anew. */
import { type QueryClient, queryOptions } from '@tanstack/react-query';
import { get, patch, post, remove } from '#designer/client/http.ts';
import { processPath as path } from '#designer/client/processes.ts';
import { keys } from '#designer/client/query.ts';
import type { Page } from '#designer/client/types/common.ts';
import type { Person } from '#designer/client/types/people.ts';
import type { Named } from './text.ts';

export type Comment = {
  readonly id: string;
  readonly author: Person;
  readonly body: string;
  readonly mentions: readonly Named[];
  readonly createdAt: string;
  readonly editedAt: string | null;
  readonly deletedAt: string | null;
  readonly version: number;
  readonly allowed: readonly string[];
};

export type Thread = {
  readonly id: string;
  readonly element: string | null;
  readonly elementName: string | null;
  readonly version: number | null;
  readonly draftOf: Person | null;
  readonly createdAt: string;
  readonly resolvedAt: string | null;
  readonly resolvedBy: Person | null;
  readonly comments: readonly Comment[];
  readonly allowed: readonly string[];
};

export type ThreadList = 'open' | 'resolved' | 'mine';
export const THREAD_LISTS: readonly ThreadList[] = ['open', 'resolved', 'mine'];

const QUERIES = { open: { state: 'open' }, resolved: { state: 'resolved' }, mine: { mine: true } };

export const threadsQuery = (key: string, list: ThreadList) =>
  queryOptions({
    queryKey: keys.threads(key, list),
    queryFn: async ({ signal }) => {
      const threads: Thread[] = [];
      let cursor: string | undefined;
      do {
        const query = { ...QUERIES[list], limit: 200, cursor };
        const page: Page<Thread> = await get(`${path(key)}/threads`, query, signal);
        threads.push(...page.items);
        cursor = page.nextCursor ?? undefined;
      } while (cursor !== undefined);
      return threads;
    },
  });

export const threadQuery = (key: string, id: string) =>
  queryOptions({
    queryKey: keys.threads(key, `one-${id}`),
    queryFn: ({ signal }) =>
      get<Thread>(`${path(key)}/threads/${encodeURIComponent(id)}`, undefined, signal),
  });

/** The first by name of those who may read the process. */
export const readersQuery = (key: string, q: string) =>
  queryOptions({
    queryKey: keys.people('readers', { key, q }),
    staleTime: 60_000,
    queryFn: async ({ signal }) =>
      (await get<Page<Person>>(`${path(key)}/readers`, { q }, signal)).items,
  });

export type NewThread = {
  readonly body: string;
  readonly element?: string;
  readonly elementName?: string;
  readonly version?: number;
};

/** Sent twice with the same key, a thread is begun once. */
export const startThread = (key: string, thread: NewThread, idempotencyKey: string) =>
  post<Thread>(`${path(key)}/threads`, thread, { idempotencyKey });

export const answerThread = (key: string, id: string, body: string, idempotencyKey: string) =>
  post<Thread>(`${path(key)}/threads/${id}/comments`, { body }, { idempotencyKey });

export const settleThread = (key: string, id: string, resolved: boolean) =>
  patch<Thread>(`${path(key)}/threads/${id}`, { resolved });

type Own = Pick<Comment, 'id' | 'version'>;

/** @throws ProblemError 412 where it has been changed in another tab. */
export const editComment = (key: string, id: string, { id: comment, version }: Own, body: string) =>
  patch<Thread>(`${path(key)}/threads/${id}/comments/${comment}`, { body }, { version });

export const deleteComment = (key: string, id: string, { id: comment, version }: Own) =>
  remove<Thread>(`${path(key)}/threads/${id}/comments/${comment}`, { version });

/** Shows a thread as it is now wherever it is shown. */
export function showThread(client: QueryClient, key: string, thread: Thread): void {
  const isOpen = thread.resolvedAt === null;
  const put = (list: ThreadList, belongs: boolean) =>
    client.setQueryData(threadsQuery(key, list).queryKey, (threads) => {
      if (!threads) return threads;
      if (!belongs) return threads.filter(({ id }) => id !== thread.id);
      return threads.some(({ id }) => id === thread.id)
        ? threads.map((one) => (one.id === thread.id ? thread : one))
        : [thread, ...threads];
    });
  put('open', isOpen);
  put('resolved', !isOpen);
  put('mine', true);
  void client.invalidateQueries({ queryKey: keys.threads(key) });
}
