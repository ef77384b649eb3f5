/** The views, with how many tickets each holds: what is mine first, then what nobody has, then queue by queue. */
import { Button } from '@mantine/core';
import {
  IconAlarm,
  IconArchive,
  IconInbox,
  IconPlus,
  IconSquareCheck,
  IconStack2,
  IconUserCircle,
  IconUserQuestion,
  IconUsers,
  type TablerIcon,
} from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useMay } from '#designer/client/me.ts';
import { queuesQuery } from '#designer/client/people.ts';
import { myTasksQuery } from '#designer/client/tasks.ts';
import { ticketCountsQuery } from '#designer/client/tickets.ts';
import type { DeskSearch, View } from '#designer/client/views.ts';
import { useText } from '#designer/ui/locale.ts';
import classes from './ViewsPane.module.css';

const FIXED: { view: View; icon: TablerIcon }[] = [
  { view: 'mine', icon: IconUserCircle },
  { view: 'tasks', icon: IconSquareCheck },
  { view: 'my-groups', icon: IconUsers },
  { view: 'unassigned', icon: IconUserQuestion },
  { view: 'overdue', icon: IconAlarm },
  { view: 'open', icon: IconInbox },
  { view: 'all', icon: IconArchive },
];

export function ViewsPane({
  search,
  onChoose,
}: {
  search: DeskSearch;
  onChoose: (view: string) => void;
}) {
  const t = useText();
  const counts = useQuery(ticketCountsQuery).data;
  const queues = useQuery(queuesQuery()).data?.items ?? [];
  const mayCreate = useMay('ticket.create');
  const tasks = useQuery(myTasksQuery).data?.items.length;
  const current = search.view ?? 'mine';
  return (
    <nav className={classes.pane} aria-label={t('desk.views')}>
      {mayCreate && (
        <Button
          component={Link}
          to="/tickets/new"
          variant="default"
          leftSection={<IconPlus size={15} />}
          className={classes.new}
        >
          {t('desk.new')}
        </Button>
      )}
      {FIXED.map(({ view, icon }) => (
        <ViewButton
          key={view}
          label={t(`desk.view.${view}`)}
          icon={icon}
          count={view === 'tasks' ? tasks : counts?.[view]}
          current={current === view}
          onClick={() => onChoose(view)}
        />
      ))}
      <h2 className={classes.heading}>{t('desk.queues')}</h2>
      {queues.length === 0 && <p className={classes.none}>{t('desk.queues.none')}</p>}
      {queues.map((queue) => (
        <ViewButton
          key={queue.id}
          label={queue.name}
          icon={IconStack2}
          count={counts?.[`queue:${queue.key}`]}
          current={current === `queue:${queue.key}`}
          onClick={() => onChoose(`queue:${queue.key}`)}
        />
      ))}
    </nav>
  );
}

type ViewButtonProps = {
  label: string;
  icon: TablerIcon;
  count: number | undefined;
  current: boolean;
  onClick: () => void;
};

function ViewButton({ label, icon: Icon, count, current, onClick }: ViewButtonProps) {
  return (
    <button
      type="button"
      className={classes.view}
      aria-current={current ? 'page' : undefined}
      onClick={onClick}
    >
      <Icon size={16} stroke={1.7} aria-hidden="true" />
      <span className={classes.label} dir="auto">
        {label}
      </span>
      <span className={classes.count}>{count ?? ''}</span>
    </button>
  );
}
