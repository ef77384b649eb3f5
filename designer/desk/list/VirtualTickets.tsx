/**
 * Only the rows that can be seen are drawn, however long the list: three thousand tickets scroll as thirty. To assistive
 * technology it is one grid with all its rows counted.
 */
import { Skeleton } from '@mantine/core';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useEffect, useRef } from 'react';
import type { Priority, TicketItem, TicketStatus } from '#designer/client/types/tickets.ts';
import type { Grouping } from '#designer/client/views.ts';
import { useText } from '#designer/ui/locale.ts';
import { PriorityMark } from '#designer/ui/PriorityMark.tsx';
import { StatusChip } from '#designer/ui/StatusChip.tsx';
import type { DueGroup, GroupRow, Row } from './rows.ts';
import { TicketRow } from './TicketRow.tsx';
import type { Patch } from './use-ticket-list.ts';
import classes from './VirtualTickets.module.css';

const ROW_PX = 32;
const TALL_ROW_PX = 60;
const NARROW = '(max-width: 700px)';
const AHEAD = 12;

type Props = {
  rows: Row[];
  patches: ReadonlyMap<string, Patch>;
  cursor: number;
  /** Goes up when the keyboard moved the cursor and the focus should follow. */
  focusWanted: number;
  selected: ReadonlySet<string>;
  openId: string | undefined;
  hasMore: boolean;
  loadingMore: boolean;
  onMore: () => void;
  onMove: (step: number) => void;
  onOpen: (ticket: TicketItem) => void;
  onCursor: (index: number) => void;
  onToggle: (id: string) => void;
  /** Said by the heading already, so not by every row. */
  groupedBy: Grouping;
};

export function VirtualTickets(props: Props) {
  const t = useText();
  const { rows, patches, cursor, focusWanted, hasMore, loadingMore, onMore, openId } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) =>
      rows[index]?.kind === 'ticket' && window.matchMedia(NARROW).matches ? TALL_ROW_PX : ROW_PX,
    getItemKey: (index) => rows[index]?.key ?? index,
    overscan: AHEAD,
  });
  const items = virtual.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (hasMore && !loadingMore && last >= rows.length - AHEAD * 2) onMore();
  }, [hasMore, loadingMore, last, rows.length, onMore]);

  const answered = useRef(0);
  useEffect(() => {
    // Once for each wish: a list that changes by itself takes nobody's focus away.
    if (focusWanted === answered.current) return;
    const place = rows.findIndex((row) => row.kind === 'ticket' && row.index === cursor);
    if (place < 0) return;
    answered.current = focusWanted;
    virtual.scrollToIndex(place, { align: 'auto' });
    const focus = (): boolean => {
      const link = scroller.current?.querySelector<HTMLElement>(`[data-index="${cursor}"] a`);
      link?.focus({ preventScroll: true });
      return link != null;
    };
    // A row far away is drawn only after the scrolling.
    if (!focus()) requestAnimationFrame(focus);
  }, [focusWanted, cursor, rows, virtual]);

  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10, Home: -1e9, End: 1e9 }[
      event.key
    ];
    if (step === undefined) return;
    event.preventDefault();
    props.onMove(step);
  };

  return (
    <div ref={scroller} className={classes.scroller}>
      {/* biome-ignore lint/a11y/useSemanticElements: a table cannot be drawn in part */}
      <div
        role="grid"
        aria-rowcount={hasMore ? -1 : rows.length}
        aria-label={t('desk.list', { view: '' })}
        onKeyDown={onKeyDown}
        tabIndex={-1}
      >
        {/* biome-ignore lint/a11y/useSemanticElements: the grid is virtual */}
        <div
          role="rowgroup"
          className={classes.sheet}
          style={{ blockSize: virtual.getTotalSize() }}
        >
          {items.map((item) => {
            const row = rows[item.index];
            if (row === undefined) return null;
            return (
              // biome-ignore lint/a11y/useSemanticElements: the grid is virtual
              <div
                key={item.key}
                role="row"
                aria-rowindex={item.index + 1}
                aria-selected={
                  row.kind === 'ticket' ? props.selected.has(row.ticket.id) : undefined
                }
                className={classes.place}
                data-index={row.kind === 'ticket' ? row.index : undefined}
                style={{ blockSize: item.size, transform: `translateY(${item.start}px)` }}
                tabIndex={-1}
              >
                {row.kind === 'group' ? (
                  <GroupHeading row={row} />
                ) : (
                  <TicketRow
                    ticket={patches.get(row.ticket.id)?.ticket ?? row.ticket}
                    gone={patches.get(row.ticket.id)?.ticket === null}
                    marked={patches.get(row.ticket.id)?.marked === true}
                    atCursor={row.index === cursor}
                    open={openId === row.ticket.number || openId === row.ticket.id}
                    selected={props.selected.has(row.ticket.id)}
                    selecting={props.selected.size > 0}
                    showPriority={
                      props.groupedBy !== 'priority' ||
                      (patches.get(row.ticket.id)?.ticket ?? row.ticket).priority !==
                        row.ticket.priority
                    }
                    index={row.index}
                    onOpen={props.onOpen}
                    onCursor={props.onCursor}
                    onToggle={props.onToggle}
                  />
                )}
              </div>
            );
          })}
        </div>
      </div>
      {loadingMore && (
        <p className={classes.more} role="status">
          {t('desk.loadingMore')}
        </p>
      )}
    </div>
  );
}

function GroupHeading({ row }: { row: GroupRow }) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: the grid is virtual
    <div role="gridcell" className={classes.heading} tabIndex={-1}>
      <GroupName row={row} />
      {row.count !== null && <span className={classes.count}>{row.count}</span>}
    </div>
  );
}

function GroupName({ row: { by, value } }: { row: GroupRow }) {
  const t = useText();
  switch (by) {
    case 'priority':
      return <PriorityMark priority={Number(value) as Priority} words />;
    case 'status':
      return <StatusChip status={value as TicketStatus} />;
    case 'due':
      return t(`desk.due.${value as DueGroup}`);
  }
}

const SKELETON_ROWS = ['62%', '48%', '71%', '55%', '66%', '40%', '58%', '73%', '50%', '64%'];

export function ListSkeleton() {
  const t = useText();
  return (
    <div role="status" aria-label={t('common.loading')} className={classes.skeleton}>
      {SKELETON_ROWS.map((width) => (
        <div key={width} className={classes.bone}>
          <Skeleton height={14} width={14} circle />
          <Skeleton height={12} width={78} />
          <Skeleton height={12} width={width} />
        </div>
      ))}
    </div>
  );
}
