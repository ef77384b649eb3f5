/** What people may ask for, and asking for it. */
import { queryOptions } from '@tanstack/react-query';
import { get, post } from './http.ts';
import { keys } from './query.ts';
import type { Page } from './types/common.ts';
import type { CatalogItem, Ticket } from './types/tickets.ts';

export const catalogQuery = () =>
  queryOptions({
    queryKey: keys.catalog(),
    queryFn: ({ signal }) => get<Page<CatalogItem>>('/catalog/items', { limit: 200 }, signal),
    staleTime: 60_000,
  });

export const catalogItemQuery = (key: string) =>
  queryOptions({
    queryKey: keys.catalog(key),
    queryFn: ({ signal }) =>
      get<CatalogItem>(`/catalog/items/${encodeURIComponent(key)}`, undefined, signal),
  });

export const requestItem = (key: string, values: Record<string, unknown>, idempotencyKey: string) =>
  post<Ticket>(
    `/catalog/items/${encodeURIComponent(key)}/requests`,
    { values },
    { idempotencyKey },
  );
