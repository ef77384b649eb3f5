/** All that happened to a run, the oldest first, with why where somebody gave a reason. */
import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { runEventsQuery } from '#designer/client/runs.ts';
import type { TicketEvent } from '#designer/client/types/tickets.ts';
import { EventLine } from '#designer/ui/EventLine.tsx';
import { useText } from '#designer/ui/locale.ts';
import { PageSkeleton } from '#designer/ui/PageSkeleton.tsx';
import { ProblemNotice } from '#designer/ui/ProblemNotice.tsx';
import classes from './parts.module.css';

export function RunEvents({ id }: { id: string }) {
  const t = useText();
  const query = useInfiniteQuery(runEventsQuery(id));
  if (query.isError && query.data === undefined)
    return <ProblemNotice error={query.error} onRetry={() => void query.refetch()} compact />;
  if (query.data === undefined) return <PageSkeleton />;
  const events = query.data.pages.flatMap(({ items }) => items);
  if (events.length === 0) return <p className={classes.quiet}>{t('runs.events.none')}</p>;
  return (
    <>
      <ol className={classes.events}>
        {events.map((event) => (
          <li key={event.id}>
            <EventLine event={withReason(event)} />
          </li>
        ))}
      </ol>
      {query.hasNextPage && (
        <div>
          <Button
            size="xs"
            variant="default"
            loading={query.isFetchingNextPage}
            onClick={() => void query.fetchNextPage()}
          >
            {t('common.loadMore')}
          </Button>
        </div>
      )}
    </>
  );
}

/** The reason somebody gave is what they said. */
const withReason = (event: TicketEvent): TicketEvent =>
  event.text === null && typeof event.data.reason === 'string'
    ? { ...event, text: event.data.reason }
    : event;
