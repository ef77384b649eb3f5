/** What one was told inside the product, and that it has been read. */
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { get, post } from './http.ts';
import { keys } from './query.ts';
import type { Page } from './types/common.ts';

export type Notification = {
  id: string;
  text: string;
  ticket: { id: string; number: string } | null;
  /** Of a board, where it is about one. */
  meeting: { id: string } | null;
  at: string;
  readAt: string | null;
};

/** More unread than this are as many as nobody counts. */
export const UNREAD_MOST = 99;
/** Not while nobody looks at the page: a hidden one keeps no session alive. */
const ASK_AGAIN_MS = 60_000;

export const unreadQuery = queryOptions({
  queryKey: keys.notifications('unread'),
  queryFn: ({ signal }) =>
    get<Page<Notification>>('/me/notifications', { unread: true, limit: UNREAD_MOST + 1 }, signal),
  refetchInterval: ASK_AGAIN_MS,
});

export const toldQuery = infiniteQueryOptions({
  queryKey: keys.notifications('all'),
  queryFn: ({ signal, pageParam }) =>
    get<Page<Notification>>(
      '/me/notifications',
      { limit: 30, ...(pageParam === '' ? {} : { cursor: pageParam }) },
      signal,
    ),
  initialPageParam: '',
  getNextPageParam: ({ nextCursor }) => nextCursor,
});

export const readNotifications = (which: { ids: string[] } | { until: string }) =>
  post<undefined>('/me/notifications/read', which);
