/** Counting clocks again by choice: what it would come to, and doing it. It goes on in the server, whoever looks. */
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { get, post } from './http.ts';
import { keys } from './query.ts';
import type { Recount, RecountedClock } from './types/calendars.ts';
import type { Page } from './types/common.ts';

const ASK_AGAIN_MS = 1_000;

export type RecountScope = {
  readonly policies?: readonly string[];
  readonly calendars?: readonly string[];
  readonly from: 'begin' | 'now';
};

/** It is looked at, or applied, at this moment. */
export const isAtWork = ({ state }: Pick<Recount, 'state'>): boolean =>
  state === 'looking' || state === 'applying';

export const recountsQuery = () =>
  infiniteQueryOptions({
    queryKey: keys.people('recounts', 'all'),
    queryFn: ({ pageParam, signal }) =>
      get<Page<Recount>>('/sla/recounts', { limit: 25, cursor: pageParam ?? undefined }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
    refetchInterval: ({ state }) =>
      state.data?.pages.some(({ items }) => items.some(isAtWork)) ? ASK_AGAIN_MS : false,
  });

export const recountQuery = (id: string) =>
  queryOptions({
    queryKey: keys.people('recounts', id),
    queryFn: ({ signal }) => get<Recount>(`/sla/recounts/${id}`, undefined, signal),
    refetchInterval: ({ state }) => (state.data && !isAtWork(state.data) ? false : ASK_AGAIN_MS),
  });

export type Shown = 'all' | 'flips' | 'missed' | 'met';

/** `looked`: how far it has come, so that what is new is asked for. */
export const recountedQuery = (id: string, shown: Shown, looked: string) =>
  infiniteQueryOptions({
    queryKey: keys.people('recounted', [id, shown, looked]),
    queryFn: ({ pageParam, signal }) =>
      get<Page<RecountedClock>>(
        `/sla/recounts/${id}/clocks`,
        {
          limit: 50,
          cursor: pageParam ?? undefined,
          flips: shown === 'flips' ? true : undefined,
          becomes: shown === 'missed' || shown === 'met' ? shown : undefined,
        },
        signal,
      ),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });

export const beginRecount = (
  body: RecountScope & { readonly reason: string },
  idempotencyKey: string,
) => post<Recount>('/sla/recounts', body, { idempotencyKey });

export const actOnRecount = (id: string, act: 'apply' | 'cancel') =>
  post<Recount>(`/sla/recounts/${id}/${act}`);
