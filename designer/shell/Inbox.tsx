/** What one was told, behind a bell: the latest first, what is new marked, each leading to its ticket or meeting. */
import { ActionIcon, Button, Popover } from '@mantine/core';
import { IconBell } from '@tabler/icons-react';
import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import {
  type Notification,
  readNotifications,
  toldQuery,
  UNREAD_MOST,
  unreadQuery,
} from '#designer/client/notifications.ts';
import { keys } from '#designer/client/query.ts';
import { useText } from '#designer/ui/locale.ts';
import { ProblemNotice } from '#designer/ui/ProblemNotice.tsx';
import { Time } from '#designer/ui/Time.tsx';
import { useToast } from '#designer/ui/toast.ts';
import classes from './Inbox.module.css';

export function Inbox() {
  const t = useText();
  const [open, setOpen] = useState(false);
  const count = useQuery(unreadQuery).data?.items.length ?? 0;
  return (
    <Popover
      opened={open}
      onChange={setOpen}
      position="bottom-end"
      width="min(400px, calc(100vw - 24px))"
      trapFocus
      returnFocus
      withRoles={false}
    >
      <span className={classes.bell}>
        <Popover.Target>
          <ActionIcon
            size="lg"
            aria-label={t('inbox.bell', { count })}
            aria-expanded={open}
            aria-haspopup="dialog"
            onClick={() => setOpen(!open)}
          >
            <IconBell size={18} stroke={1.8} aria-hidden="true" />
          </ActionIcon>
        </Popover.Target>
        {count > 0 && (
          <span className={classes.count} aria-hidden="true">
            {count > UNREAD_MOST ? `${UNREAD_MOST}+` : count}
          </span>
        )}
      </span>
      <Popover.Dropdown role="dialog" aria-label={t('inbox.title')} p={0}>
        {open && <Told hasUnread={count > 0} onLeave={() => setOpen(false)} />}
      </Popover.Dropdown>
    </Popover>
  );
}

function Told({ hasUnread, onLeave }: { hasUnread: boolean; onLeave: () => void }) {
  const t = useText();
  const toast = useToast();
  const client = useQueryClient();
  const heading = useRef<HTMLHeadingElement>(null);
  const told = useInfiniteQuery(toldQuery);
  const items = told.data?.pages.flatMap((page) => page.items) ?? [];
  const read = async (which: { ids: string[] } | { until: string }) => {
    try {
      await readNotifications(which);
      await client.invalidateQueries({ queryKey: keys.notifications() });
    } catch (error) {
      toast.failed(error);
    }
  };
  const [latest] = items;
  return (
    <>
      <header className={classes.head}>
        <h2 ref={heading} tabIndex={-1}>
          {t('inbox.title')}
        </h2>
        {hasUnread && latest !== undefined && (
          <Button
            variant="subtle"
            size="compact-sm"
            onClick={() => {
              // The button goes away when nothing is new any more.
              heading.current?.focus();
              void read({ until: latest.at });
            }}
          >
            {t('inbox.readAll')}
          </Button>
        )}
      </header>
      {told.isError && told.data === undefined && (
        <ProblemNotice error={told.error} compact onRetry={() => void told.refetch()} />
      )}
      {told.isSuccess && items.length === 0 && <p className={classes.empty}>{t('inbox.empty')}</p>}
      <ul className={classes.list}>
        {items.map((item) => (
          <li key={item.id}>
            <One
              item={item}
              onOpen={() => {
                if (item.readAt === null) void read({ ids: [item.id] });
                onLeave();
              }}
            />
          </li>
        ))}
      </ul>
      {told.hasNextPage && (
        <Button
          variant="subtle"
          size="sm"
          fullWidth
          loading={told.isFetchingNextPage}
          onClick={() => void told.fetchNextPage()}
        >
          {t('inbox.more')}
        </Button>
      )}
    </>
  );
}

function One({ item, onOpen }: { item: Notification; onOpen: () => void }) {
  const t = useText();
  const said = (
    <>
      <span className={classes.text} dir="auto">
        {item.readAt === null && <span className="p-hidden">{t('inbox.new')} </span>}
        {item.text}
      </span>
      <span className={classes.when}>
        <Time at={item.at} />
      </span>
    </>
  );
  const look = { className: classes.one, 'data-unread': item.readAt === null || undefined };
  if (item.meeting !== null)
    return (
      <Link {...look} to="/cab/$id" params={{ id: item.meeting.id }} search={{}} onClick={onOpen}>
        {said}
      </Link>
    );
  if (item.ticket === null)
    return item.readAt === null ? (
      <button type="button" {...look} onClick={onOpen}>
        {said}
      </button>
    ) : (
      <div {...look}>{said}</div>
    );
  return (
    <Link {...look} to="/tickets/$id" params={{ id: item.ticket.number }} onClick={onOpen}>
      {said}
    </Link>
  );
}
