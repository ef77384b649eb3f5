/** The promises behind the number that was chosen; each leads to its ticket, where its strip shows every second of it. */
import { Button } from '@mantine/core';
import { IconListSearch, IconX } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import type { Query } from '#designer/client/http.ts';
import { type Promised, promisesQuery } from '#designer/client/service-levels.ts';
import { EmptyState } from '#designer/ui/EmptyState.tsx';
import { useText } from '#designer/ui/locale.ts';
import { PageSkeleton } from '#designer/ui/PageSkeleton.tsx';
import { PriorityMark } from '#designer/ui/PriorityMark.tsx';
import { ProblemNotice } from '#designer/ui/ProblemNotice.tsx';
import { Time } from '#designer/ui/Time.tsx';
import { useDuration } from '#designer/ui/time.ts';
import classes from './reports.module.css';

type Props = { asked: Query; title: string; onClose: () => void };

export function PromiseList({ asked, title, onClose }: Props) {
  const t = useText();
  const query = useInfiniteQuery(promisesQuery(asked));
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    // Said again for each number that is chosen.
    if (title) heading.current?.focus();
  }, [title]);
  const rows = query.data?.pages.flatMap(({ items }) => items);
  return (
    <section className={classes.list} aria-label={title}>
      <div className={classes.listHead}>
        <h2 className={classes.heading} ref={heading} tabIndex={-1}>
          {title}
        </h2>
        <Button
          variant="subtle"
          color="gray"
          size="xs"
          leftSection={<IconX size={14} aria-hidden="true" />}
          onClick={onClose}
        >
          {t('levels.close')}
        </Button>
      </div>
      {query.isError && rows === undefined && (
        <ProblemNotice error={query.error} onRetry={() => void query.refetch()} compact />
      )}
      {query.isPending && <PageSkeleton />}
      {rows?.length === 0 && <EmptyState icon={IconListSearch} title={t('levels.list.none')} />}
      {rows !== undefined && rows.length > 0 && (
        <ul className={classes.promises}>
          {rows.map((row) => (
            <PromiseRow key={`${row.clock.id}:${row.clock.cycle}`} row={row} />
          ))}
        </ul>
      )}
      {query.hasNextPage && (
        <Button
          variant="default"
          loading={query.isFetchingNextPage}
          onClick={() => void query.fetchNextPage()}
        >
          {t('levels.more')}
        </Button>
      )}
    </section>
  );
}

function PromiseRow({ row: { clock, ticket, outcome, at, revised } }: { row: Promised }) {
  const t = useText();
  const duration = useDuration();
  return (
    <li>
      <Link to="/tickets/$id" params={{ id: ticket.number }} className={classes.promise}>
        <PriorityMark priority={ticket.priority} />
        <span className={classes.ticketNumber}>{ticket.number}</span>
        <span className={classes.ticketTitle} dir="auto">
          {ticket.title || t('desk.untitled')}
        </span>
        <span className={classes.promiseName}>
          <bdi>{clock.name}</bdi> · {duration(clock.targetSeconds, { working: true })}
        </span>
        <span className={classes.with} dir="auto">
          {[ticket.queue, ticket.assignee].filter((one) => one !== null).join(' · ')}
        </span>
        <span className={classes.outcome} data-outcome={outcome}>
          {t(`levels.one.${outcome}`)}
          {revised && ` ${t('levels.one.revised')}`}
        </span>
        {at !== null && <Time at={at} short className={classes.at} />}
      </Link>
    </li>
  );
}
