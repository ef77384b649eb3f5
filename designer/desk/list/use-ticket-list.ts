/**
 * A view's tickets, page by page, kept up to date without moving: a ticket that somebody changes is fetched alone and
 * drawn anew in its place with a mark; tickets that are new to the view are counted and wait for the person to ask.
 */
import { keepPreviousData, useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { Query } from '#designer/client/http.ts';
import { useLiveEvents } from '#designer/client/live.ts';
import { useMe } from '#designer/client/me.ts';
import { isProblem } from '#designer/client/problem.ts';
import { keys } from '#designer/client/query.ts';
import { ticketQuery, ticketsPage } from '#designer/client/tickets.ts';
import type { LiveEvent } from '#designer/client/types/common.ts';
import type { TicketItem } from '#designer/client/types/tickets.ts';
import type { Grouping } from '#designer/client/views.ts';
import { toRows } from './rows.ts';

const PAGE_SIZE = 100;
/** How many of the latest changes are looked through for tickets that are new to the view. */
const NEWEST = 25;
const SETTLE_MS = 700;

export type Patch = { ticket: TicketItem | null; marked: boolean };

export function useTicketList(query: Query, grouping: Grouping) {
  const client = useQueryClient();
  const [patches, setPatches] = useState<ReadonlyMap<string, Patch>>(new Map());
  const [news, setNews] = useState<ReadonlySet<string>>(new Set());
  const list = useInfiniteQuery({
    queryKey: keys.tickets(query),
    queryFn: ({ pageParam, signal }) =>
      ticketsPage({ ...query, limit: PAGE_SIZE, cursor: pageParam }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
    staleTime: 5_000,
  });
  const tickets = useMemo(() => list.data?.pages.flatMap((page) => page.items) ?? [], [list.data]);
  const rows = useMemo(
    () => toRows(tickets, grouping, !list.hasNextPage, list.dataUpdatedAt),
    [tickets, grouping, list.hasNextPage, list.dataUpdatedAt],
  );
  const loaded = useRef(new Set<string>());
  loaded.current = new Set(tickets.map((ticket) => ticket.id));

  // A fresh answer holds everything that was patched or waited for.
  const pages = list.data?.pages.length ?? 0;
  const firstPage = list.data?.pages[0];
  useEffect(() => {
    if (firstPage === undefined) return;
    setPatches(new Map());
    setNews(new Set());
  }, [firstPage]);

  const patch = useCallback((id: string, ticket: TicketItem | null, marked: boolean) => {
    setPatches((before) => new Map(before).set(id, { ticket, marked }));
  }, []);

  const unmark = useCallback((id: string) => {
    setPatches((before) => {
      const one = before.get(id);
      return one?.marked ? new Map(before).set(id, { ...one, marked: false }) : before;
    });
  }, []);

  const onLive = useLiveList({ loaded, patch, setNews, query });
  useLiveEvents(onLive);

  const refresh = useCallback(
    () => client.resetQueries({ queryKey: keys.tickets(query) }),
    [client, query],
  );
  const reordered = grouping === 'due' ? countMoved(tickets, patches) : 0;
  return {
    rows,
    tickets,
    pages,
    list,
    patches,
    patch,
    unmark,
    news: news.size,
    reordered,
    refresh,
  };
}

/** Whose clock was paused, went on, or is due at another time than when the list was made. */
const countMoved = (tickets: readonly TicketItem[], patches: ReadonlyMap<string, Patch>): number =>
  tickets.filter(({ id, dueAt }) => {
    const changed = patches.get(id)?.ticket;
    return changed != null && changed.dueAt !== dueAt;
  }).length;

type Live = {
  loaded: React.RefObject<Set<string>>;
  patch: (id: string, ticket: TicketItem | null, marked: boolean) => void;
  setNews: (change: (before: ReadonlySet<string>) => ReadonlySet<string>) => void;
  query: Query;
};

function useLiveList({ loaded, patch, setNews, query }: Live): (event: LiveEvent) => void {
  const client = useQueryClient();
  const me = useMe().user.id;
  /** By whom: what I did myself needs no mark. */
  const changed = useRef(new Map<string, boolean>());
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);

  const settle = useCallback(async () => {
    timer.current = undefined;
    const others = new Map(changed.current);
    const ids = [...others.keys()];
    changed.current.clear();
    const known = ids.filter((id) => loaded.current.has(id));
    for (const id of known) {
      const ticket = await client
        .fetchQuery({ ...ticketQuery(id), staleTime: 0 })
        .catch((error: unknown) => (isProblem(error) && error.status === 404 ? null : undefined));
      if (ticket !== undefined) patch(id, ticket, others.get(id) === true);
    }
    if (known.length === ids.length) return;
    const latest = await ticketsPage({ ...query, sort: '-updatedAt', limit: NEWEST }).catch(
      () => null,
    );
    const fresh =
      latest?.items.filter((ticket) => ids.includes(ticket.id) && !loaded.current.has(ticket.id)) ??
      [];
    if (fresh.length > 0)
      setNews((before) => new Set([...before, ...fresh.map((ticket) => ticket.id)]));
  }, [client, loaded, patch, query, setNews]);

  return useCallback(
    (event: LiveEvent) => {
      const id = event.ticketId ?? (event.subject.kind === 'ticket' ? event.subject.id : undefined);
      if (id === undefined) return;
      const byOther = event.actor?.id !== me;
      changed.current.set(id, byOther || changed.current.get(id) === true);
      timer.current ??= setTimeout(() => void settle(), SETTLE_MS);
    },
    [settle, me],
  );
}
