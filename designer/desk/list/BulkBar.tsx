/** Changing all selected tickets in one call. Each has an answer of its own; what was changed can be taken back at once. */
import { ActionIcon, Button, Menu, Tooltip } from '@mantine/core';
import { IconChevronUp, IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useMe } from '#designer/client/me.ts';
import { queuesQuery } from '#designer/client/people.ts';
import type { TicketChange } from '#designer/client/tickets.ts';
import type { TicketItem } from '#designer/client/types/tickets.ts';
import { useText } from '#designer/ui/locale.ts';
import { PeoplePick } from '#designer/ui/PeoplePick.tsx';
import { PriorityMark } from '#designer/ui/PriorityMark.tsx';
import { StatusChip } from '#designer/ui/StatusChip.tsx';
import { usePeopleSearch } from '../use-people-search.ts';
import classes from './BulkBar.module.css';
import { LinkToMajor } from './LinkToMajor.tsx';
import { useBulkChange } from './use-bulk-change.tsx';

const STATUSES = ['in_progress', 'on_hold', 'resolved', 'closed', 'cancelled'] as const;
const PRIORITIES = [1, 2, 3, 4] as const;

type Props = {
  tickets: TicketItem[];
  onClear: () => void;
  onChanged: (tickets: TicketItem[]) => void;
};

export function BulkBar({ tickets, onClear, onChanged }: Props) {
  const t = useText();
  const me = useMe();
  const queues = useQuery(queuesQuery()).data?.items ?? [];
  const { change, busy } = useBulkChange(onChanged);
  const search = usePeopleSearch();
  const apply = (part: TicketChange) =>
    void change(tickets, part).then((allDone) => allDone && onClear());
  const count = tickets.length;
  return (
    <section className={classes.bar} aria-label={t('desk.bulk', { count })}>
      <span className={classes.count} role="status">
        {t('common.selected', { count })}
      </span>
      <Button
        size="xs"
        variant="default"
        loading={busy}
        onClick={() => apply({ assignee: me.user.email })}
      >
        {t('act.assignToMe')}
      </Button>
      <PeoplePick
        search={search}
        onPick={(person) => apply({ assignee: person?.email ?? null })}
        position="top-start"
        nobody
      >
        {(toggle) => (
          <Button
            size="xs"
            variant="default"
            disabled={busy}
            onClick={toggle}
            rightSection={<IconChevronUp size={13} />}
          >
            {t('desk.bulk.assign')}
          </Button>
        )}
      </PeoplePick>
      <BulkMenu label={t('desk.bulk.priority')} disabled={busy}>
        {PRIORITIES.map((priority) => (
          <Menu.Item key={priority} onClick={() => apply({ priority })}>
            <PriorityMark priority={priority} words />
          </Menu.Item>
        ))}
      </BulkMenu>
      <BulkMenu label={t('desk.bulk.status')} disabled={busy}>
        {STATUSES.map((status) => (
          <Menu.Item key={status} onClick={() => apply({ status })}>
            <StatusChip status={status} />
          </Menu.Item>
        ))}
      </BulkMenu>
      {queues.length > 0 && (
        <BulkMenu label={t('desk.bulk.queue')} disabled={busy}>
          {queues.map((queue) => (
            <Menu.Item key={queue.id} onClick={() => apply({ queue: queue.key })}>
              {queue.name}
            </Menu.Item>
          ))}
        </BulkMenu>
      )}
      <LinkToMajor tickets={tickets} onDone={onClear} />
      <Tooltip label={t('desk.bulk.clear')}>
        <ActionIcon aria-label={t('desk.bulk.clear')} onClick={onClear}>
          <IconX size={16} />
        </ActionIcon>
      </Tooltip>
    </section>
  );
}

function BulkMenu({
  label,
  disabled,
  children,
}: {
  label: string;
  disabled: boolean;
  children: React.ReactNode;
}) {
  return (
    <Menu position="top-start">
      <Menu.Target>
        <Button
          size="xs"
          variant="default"
          disabled={disabled}
          rightSection={<IconChevronUp size={13} />}
        >
          {label}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>{children}</Menu.Dropdown>
    </Menu>
  );
}
