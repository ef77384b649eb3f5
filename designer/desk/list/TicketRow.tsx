/** One ticket on one line (two on a phone): state, priority, number, title, promise, who. */
import { Link } from '@tanstack/react-router';
import { type MouseEvent, memo, useMemo } from 'react';
import type { TicketItem } from '#designer/client/types/tickets.ts';
import { Avatar } from '#designer/ui/Avatar.tsx';
import { ClockBadge } from '#designer/ui/ClockBadge.tsx';
import { useText } from '#designer/ui/locale.ts';
import { PriorityMark } from '#designer/ui/PriorityMark.tsx';
import { clockOrDue } from '#designer/ui/read-clock.ts';
import { StatusIcon } from '#designer/ui/StatusIcon.tsx';
import { Time } from '#designer/ui/Time.tsx';
import classes from './TicketRow.module.css';

type Props = {
  ticket: TicketItem;
  index: number;
  showPriority: boolean;
  gone: boolean;
  marked: boolean;
  atCursor: boolean;
  open: boolean;
  selected: boolean;
  selecting: boolean;
  onOpen: (ticket: TicketItem) => void;
  onCursor: (index: number) => void;
  onToggle: (id: string) => void;
};

export const TicketRow = memo(function TicketRow(props: Props) {
  const t = useText();
  const { ticket, index } = props;
  const clock = useMemo(() => clockOrDue(ticket, t('field.dueAt')), [ticket, t]);
  const open = (event: MouseEvent) => {
    // A new tab is the browser's own business.
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    props.onCursor(index);
    props.onOpen(ticket);
  };
  return (
    <div
      className={classes.row}
      data-open={props.open}
      data-selected={props.selected}
      data-selecting={props.selecting}
      data-cursor={props.atCursor}
      data-gone={props.gone}
    >
      {/* biome-ignore lint/a11y/useSemanticElements: a cell of the virtual grid */}
      <div role="gridcell" className={classes.check} tabIndex={-1}>
        <input
          type="checkbox"
          className={classes.box}
          checked={props.selected}
          onChange={() => props.onToggle(ticket.id)}
          aria-label={t('desk.select', { number: ticket.number })}
          tabIndex={props.atCursor ? 0 : -1}
        />
        {props.marked && <span className={classes.dot} />}
      </div>
      {/* biome-ignore lint/a11y/useSemanticElements: a cell of the virtual grid */}
      <div role="gridcell" className={classes.cell} tabIndex={-1}>
        <Link
          to="/tickets/$id"
          params={{ id: ticket.number }}
          preload={false}
          className={classes.link}
          tabIndex={props.atCursor ? 0 : -1}
          onClick={open}
          onFocus={() => props.onCursor(index)}
        >
          <span className={classes.state} title={t(`status.${ticket.status}`)}>
            <StatusIcon status={ticket.status} />
            <span className="p-hidden">{t(`status.${ticket.status}`)}</span>
          </span>
          {props.showPriority ? (
            <span className={classes.priority}>
              <PriorityMark priority={ticket.priority} />
            </span>
          ) : (
            <span className="p-hidden">{t(`priority.${ticket.priority}`)}</span>
          )}
          <span className={classes.number}>{ticket.number}</span>
          <span className={classes.title} dir="auto">
            {ticket.title || t('desk.untitled')}
          </span>
          {props.marked && <span className="p-hidden">{t('desk.changed')}</span>}
          {props.gone && <span className={classes.note}>{t('desk.gone')}</span>}
          {ticket.tags.slice(0, 2).map((tag) => (
            <span key={tag} className={classes.tag}>
              {tag}
            </span>
          ))}
          <span className={classes.requester} dir="auto">
            {ticket.requester.name}
          </span>
          <span className={classes.queue} dir="auto">
            {ticket.queue?.name}
          </span>
          <span className={classes.clock}>
            <ClockBadge clock={clock} />
          </span>
          <span className={classes.updated}>
            <Time at={ticket.updatedAt} short />
          </span>
          <Avatar person={ticket.assignee} size={20} named />
        </Link>
      </div>
    </div>
  );
});
