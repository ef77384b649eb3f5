/** The steps that wait for me or for one of my groups, the most important on top and of those the one due first; opening one shows its ticket beside it. */
import { IconSquareCheck } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type MouseEvent, useRef } from 'react';
import { myTasksQuery } from '#designer/client/tasks.ts';
import type { Task } from '#designer/client/types/tasks.ts';
import type { DeskSearch } from '#designer/client/views.ts';
import { Avatar } from '#designer/ui/Avatar.tsx';
import { EmptyState } from '#designer/ui/EmptyState.tsx';
import { useShortcuts } from '#designer/ui/keyboard.tsx';
import { useText } from '#designer/ui/locale.ts';
import { PriorityMark } from '#designer/ui/PriorityMark.tsx';
import { ProblemNotice } from '#designer/ui/ProblemNotice.tsx';
import { Time } from '#designer/ui/Time.tsx';
import { ViewMenu } from './list/ViewMenu.tsx';
import { ListSkeleton } from './list/VirtualTickets.tsx';
import classes from './TaskListPane.module.css';

type Props = { search: DeskSearch; onChange: (part: Partial<DeskSearch>) => void };

export function TaskListPane({ search, onChange }: Props) {
  const t = useText();
  const list = useRef<HTMLUListElement>(null);
  const tasks = useQuery(myTasksQuery);
  const items = [...(tasks.data?.items ?? [])].sort(byTurn);
  const move = (step: number) => {
    const links = [...(list.current?.querySelectorAll('a') ?? [])];
    const at = links.findIndex((link) => link.matches(':focus'));
    links[Math.min(Math.max(at + step, 0), links.length - 1)]?.focus();
  };
  useShortcuts([
    { keys: 'j', label: t('desk.key.nextTask'), run: () => move(1) },
    { keys: 'k', label: t('desk.key.previousTask'), run: () => move(-1) },
    {
      keys: 'Escape',
      label: t('desk.key.close'),
      run: () => onChange({ ticket: undefined, tab: undefined }),
    },
  ]);
  return (
    <section className={classes.pane} aria-label={t('desk.tasks.label')}>
      <div className={classes.bar}>
        <ViewMenu search={search} onChange={onChange} />
        <span className={classes.count} role="status">
          {t('desk.taskCount', { count: items.length })}
        </span>
      </div>
      {tasks.isPending && <ListSkeleton />}
      {tasks.isError && items.length === 0 && (
        <ProblemNotice error={tasks.error} onRetry={() => void tasks.refetch()} />
      )}
      {tasks.isSuccess && items.length === 0 && (
        <EmptyState icon={IconSquareCheck} title={t('desk.empty.tasks.title')}>
          {t('desk.empty.tasks.text')}
        </EmptyState>
      )}
      <ul ref={list} className={classes.list}>
        {items.map((task) => (
          <li key={task.id}>
            <TaskRow
              task={task}
              open={task.ticket !== null && task.ticket.number === search.ticket}
              onOpen={(ticket) => onChange({ ticket })}
            />
          </li>
        ))}
      </ul>
    </section>
  );
}

function TaskRow({
  task,
  open,
  onOpen,
}: {
  task: Task;
  open: boolean;
  onOpen: (ticket: string) => void;
}) {
  if (task.ticket === null) return null;
  const { number, title, priority, requester } = task.ticket;
  const choose = (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    onOpen(number);
  };
  return (
    <Link
      to="/tickets/$id"
      params={{ id: number }}
      preload={false}
      className={classes.row}
      data-open={open}
      onClick={choose}
    >
      <span className={classes.priority}>
        <PriorityMark priority={priority} />
      </span>
      <span className={classes.number}>{number}</span>
      <span className={classes.title} dir="auto">
        {title}
      </span>
      <span className={classes.name} dir="auto">
        {task.name}
      </span>
      <span className={classes.requester} dir="auto">
        {requester.name}
      </span>
      <span className={classes.queue} dir="auto">
        {task.queue?.name ?? task.group?.name}
      </span>
      <span className={classes.due}>{task.dueAt !== null && <Time at={task.dueAt} short />}</span>
      <span className={classes.who}>
        <Avatar person={task.assignee} size={20} named />
      </span>
    </Link>
  );
}

const byTurn = (a: Task, b: Task): number =>
  (a.ticket?.priority ?? 9) - (b.ticket?.priority ?? 9) ||
  (a.dueAt ?? '9').localeCompare(b.dueAt ?? '9') ||
  a.openedAt.localeCompare(b.openedAt);
