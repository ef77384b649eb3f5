/** What the desk looks after, over HTTP: the register, its files, and what a ticket is about. */
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { get, patch, post, put, remove, send } from './http.ts';
import { keys } from './query.ts';
import type { Page } from './types/common.ts';
import type {
  ConfigItem,
  ImportAnswer,
  ItemKind,
  Reached,
  TicketItems,
} from './types/config-items.ts';
import type { Priority, Ticket } from './types/tickets.ts';

export const ITEM_KINDS = [
  'service',
  'system',
  'application',
  'database',
  'network',
  'other',
] as const satisfies readonly ItemKind[];

export type ItemsFilter = {
  q?: string;
  kind?: string | null;
  criticality?: string | null;
  owner?: string | null;
  active?: boolean;
};

/** A page at a time: a register may be long. */
export const itemsQuery = (filter: ItemsFilter) =>
  infiniteQueryOptions({
    queryKey: keys.items('list', filter),
    queryFn: ({ signal, pageParam }) =>
      get<Page<ConfigItem>>('/config-items', { ...filter, cursor: pageParam }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });

/** The first that have this in their name or key and are in use: what is offered to choose from. */
export const itemChoicesQuery = (q: string) =>
  queryOptions({
    queryKey: keys.items('choices', q),
    queryFn: ({ signal }) =>
      get<Page<ConfigItem>>('/config-items', { q, active: true, limit: 50 }, signal),
  });

export const itemQuery = (key: string) =>
  queryOptions({
    queryKey: keys.items('one', key),
    queryFn: ({ signal }) => get<ConfigItem>(`/config-items/${key}`, undefined, signal),
  });
export const reachedQuery = (key: string, way: 'impact' | 'dependencies') =>
  queryOptions({
    queryKey: keys.items('one', key, way),
    queryFn: ({ signal }) => get<Reached>(`/config-items/${key}/${way}`, undefined, signal),
  });
export const itemTicketsQuery = (key: string) =>
  queryOptions({
    queryKey: keys.items('one', key, 'tickets'),
    queryFn: ({ signal }) =>
      get<Page<Ticket>>('/tickets', { configItem: key, status: 'open', limit: 50 }, signal),
  });

export type ItemFields = {
  name: string;
  kind: ItemKind;
  description: string;
  owner: string | null;
  group: string | null;
  criticality: Priority;
  dependsOn: string[];
};
export const addItem = (body: ItemFields & { key: string }, idempotencyKey: string) =>
  post<ConfigItem>('/config-items', body, { idempotencyKey });
export const changeItem = (
  { id, version }: ConfigItem,
  body: Partial<ItemFields & { active: boolean }>,
) => patch<ConfigItem>(`/config-items/${id}`, body, { version });
export const removeItem = ({ id, version }: ConfigItem) =>
  remove<undefined>(`/config-items/${id}`, { version });

export const previewImport = async (csv: string) =>
  (await send<ImportAnswer>('POST', '/config-items/import', { csv, query: { preview: true } }))
    .body;
export const importItems = async (csv: string, idempotencyKey: string) =>
  (await send<ImportAnswer>('POST', '/config-items/import', { csv, idempotencyKey })).body;
export const EXPORT_ADDRESS = '/api/v1/config-items.csv';

export const ticketItemsQuery = (ticketId: string) =>
  queryOptions({
    queryKey: keys.ticket(ticketId, 'config-items'),
    queryFn: ({ signal }) =>
      get<TicketItems>(`/tickets/${ticketId}/config-items`, undefined, signal),
  });
export const ticketImpactQuery = (ticketId: string) =>
  queryOptions({
    queryKey: keys.ticket(ticketId, 'impact'),
    queryFn: ({ signal }) => get<Reached>(`/tickets/${ticketId}/impact`, undefined, signal),
  });
export const setTicketItems = (ticketId: string, items: readonly string[]) =>
  put<TicketItems>(`/tickets/${ticketId}/config-items`, { items });
