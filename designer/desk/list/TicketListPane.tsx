/**
 * The list and what is done with it: narrowing, selecting, changing many at once, moving by keyboard. Focus follows the
 * cursor, so a screen reader says the row one is on and Enter opens it.
 */
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { TicketItem } from '#designer/client/types/tickets.ts';
import { type DeskSearch, toView } from '#designer/client/views.ts';
import { useShortcuts } from '#designer/ui/keyboard.tsx';
import { type Say, useText } from '#designer/ui/locale.ts';
import { ProblemNotice } from '#designer/ui/ProblemNotice.tsx';
import { useTicketActs } from '../ticket/use-ticket-acts.ts';
import { BulkBar } from './BulkBar.tsx';
import { EmptyList } from './EmptyList.tsx';
import { ListToolbar } from './ListToolbar.tsx';
import { NewsBar } from './NewsBar.tsx';
import classes from './TicketListPane.module.css';
import type { useTicketList } from './use-ticket-list.ts';
import { ListSkeleton, VirtualTickets } from './VirtualTickets.tsx';

/** The ticket that the cursor is on, and where it stood. */
type Mark = { readonly id: string | undefined; readonly index: number };

type Props = {
  search: DeskSearch;
  list: ReturnType<typeof useTicketList>;
  onChange: (part: Partial<DeskSearch>, replace?: boolean) => void;
};

export function TicketListPane({ search, list, onChange }: Props) {
  const t = useText();
  const [mark, setMark] = useState<Mark>({ id: undefined, index: 0 });
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [focusWanted, setFocusWanted] = useState(0);
  const searchField = useRef<HTMLInputElement>(null);
  const acts = useTicketActs((ticket) => list.patch(ticket.id, ticket, false));

  const order = useMemo(
    () => list.rows.flatMap((row) => (row.kind === 'ticket' ? [row.ticket.id] : [])),
    [list.rows],
  );
  const at = (index: number): TicketItem | undefined => {
    const id = order[index];
    if (id === undefined) return undefined;
    return list.patches.get(id)?.ticket ?? list.tickets.find((ticket) => ticket.id === id);
  };
  // Rows that come and go do not move the cursor off its ticket; where the ticket itself has gone, its place remains.
  const found = mark.id === undefined ? -1 : order.indexOf(mark.id);
  const cursor = found >= 0 ? found : Math.max(0, Math.min(mark.index, order.length - 1));
  const setCursor = useCallback((index: number) => setMark({ id: order[index], index }), [order]);
  const openId = search.ticket;
  const openIndex =
    openId === undefined
      ? -1
      : list.tickets.findIndex((ticket) => ticket.number === openId || ticket.id === openId);
  const openedId = list.tickets[openIndex]?.id;
  useEffect(() => {
    if (openedId !== undefined) setMark({ id: openedId, index: openIndex });
  }, [openedId, openIndex]);

  const open = useCallback(
    (ticket: TicketItem | undefined, replace = false) => {
      if (ticket === undefined) return;
      list.unmark(ticket.id);
      onChange({ ticket: ticket.number }, replace);
    },
    [list, onChange],
  );
  const move = (step: number) => {
    const next = Math.min(Math.max(cursor + step, 0), order.length - 1);
    setCursor(next);
    setFocusWanted((count) => count + 1);
    if (openId !== undefined) open(at(next), true);
  };
  const toggle = useCallback((id: string) => {
    setSelected((before) => {
      const after = new Set(before);
      if (!after.delete(id)) after.add(id);
      return after;
    });
  }, []);

  const current = at(cursor);
  const close = () => {
    if (selected.size > 0) setSelected(new Set());
    else if (openId !== undefined) onChange({ ticket: undefined, tab: undefined });
  };
  useShortcuts([
    { keys: 'j', label: t('desk.key.next'), run: () => move(1) },
    { keys: 'k', label: t('desk.key.previous'), run: () => move(-1) },
    { keys: 'Enter', label: t('desk.key.open'), run: () => open(current), passive: true },
    { keys: 'x', label: t('desk.key.select'), run: () => current && toggle(current.id) },
    { keys: 'a', label: t('desk.key.assign'), run: () => current && void acts.assignToMe(current) },
    { keys: '/', label: t('desk.key.search'), run: () => searchField.current?.focus() },
    { keys: '.', label: t('desk.key.refresh'), run: () => void list.refresh() },
    { keys: 'Escape', label: t('desk.key.close'), run: close },
  ]);

  const chosen = [...selected].flatMap((id) => at(order.indexOf(id)) ?? []);
  const empty = list.list.isSuccess && order.length === 0;
  return (
    <section className={classes.pane} aria-label={t('desk.list', { view: viewName(t, search) })}>
      <ListToolbar
        search={search}
        onChange={onChange}
        searchField={searchField}
        count={order.length}
        complete={!list.list.hasNextPage}
        onRefresh={() => void list.refresh()}
      />
      <NewsBar count={list.news} reordered={list.reordered} onShow={() => void list.refresh()} />
      {list.list.isError && order.length === 0 && (
        <div className={classes.problem}>
          <ProblemNotice error={list.list.error} onRetry={() => void list.list.refetch()} />
        </div>
      )}
      {list.list.isPending && <ListSkeleton />}
      {empty && <EmptyList search={search} onChange={onChange} />}
      {order.length > 0 && (
        <VirtualTickets
          rows={list.rows}
          patches={list.patches}
          cursor={cursor}
          focusWanted={focusWanted}
          selected={selected}
          openId={openId}
          hasMore={list.list.hasNextPage}
          loadingMore={list.list.isFetchingNextPage}
          onMore={() => void list.list.fetchNextPage()}
          onMove={move}
          onOpen={open}
          onCursor={setCursor}
          onToggle={toggle}
          groupedBy={search.group ?? 'priority'}
        />
      )}
      {chosen.length > 0 && (
        <BulkBar
          tickets={chosen}
          onClear={() => setSelected(new Set())}
          onChanged={(tickets) => {
            for (const ticket of tickets) list.patch(ticket.id, ticket, false);
          }}
        />
      )}
    </section>
  );
}

function viewName(t: Say, search: DeskSearch): string {
  if (search.view?.startsWith('queue:')) return search.view.slice('queue:'.length);
  return t(`desk.view.${toView(search.view)}`);
}
