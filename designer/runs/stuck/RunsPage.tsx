/**
 * Runs in a list. Those that need help come first by what stops them, so that what has one cause is handled in one go; any
 * other list of runs that a number leads to is shown here as well.
 */
import { Button } from '@mantine/core';
import { IconCircleCheck, IconListSearch } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { keys } from '#designer/client/query.ts';
import { runsQuery } from '#designer/client/runs.ts';
import { EmptyState } from '#designer/ui/EmptyState.tsx';
import { useText } from '#designer/ui/locale.ts';
import { PageSkeleton } from '#designer/ui/PageSkeleton.tsx';
import { ProblemNotice } from '#designer/ui/ProblemNotice.tsx';
import { useFresh } from '../use-fresh.ts';
import { BulkBar } from './BulkBar.tsx';
import { Causes } from './Causes.tsx';
import { Filters } from './Filters.tsx';
import classes from './RunsPage.module.css';
import { RunTable } from './RunTable.tsx';
import type { RunsSearch } from './search.ts';

export function RunsPage() {
  const t = useText();
  const search: RunsSearch = useSearch({ strict: false });
  const navigate = useNavigate();
  const state = search.state ?? 'faulted';
  const isStuck = state === 'faulted';
  const query = useInfiniteQuery(runsQuery({ ...search, state }));
  useFresh(keys.runs());
  const runs = query.data?.pages.flatMap(({ items }) => items) ?? [];
  const look = (next: RunsSearch) => void navigate({ to: '/runs', search: next, replace: true });
  return (
    <div className={classes.page}>
      <header className={classes.head}>
        <h1 className={classes.title}>{t(isStuck ? 'runs.stuck.title' : 'runs.list.title')}</h1>
        {search.process && (
          <Button
            variant="default"
            size="xs"
            renderRoot={(props) => (
              <Link
                {...props}
                to="/processes/$key/live"
                params={{ key: search.process ?? '' }}
                search={{ version: search.version, element: search.element }}
              />
            )}
          >
            {t('runs.list.onDrawing')}
          </Button>
        )}
      </header>
      {isStuck && <Causes search={search} onChoose={look} />}
      <Filters search={{ ...search, state }} onChange={look} />
      {query.isError && query.data === undefined ? (
        <ProblemNotice error={query.error} onRetry={() => void query.refetch()} />
      ) : query.data === undefined ? (
        <PageSkeleton />
      ) : (
        <Chosen
          key={JSON.stringify(search)}
          runs={runs}
          isStuck={isStuck}
          element={search.element}
          hasMore={query.hasNextPage}
          isLoadingMore={query.isFetchingNextPage}
          onMore={() => void query.fetchNextPage()}
        />
      )}
    </div>
  );
}

type ChosenProps = {
  runs: Parameters<typeof RunTable>[0]['runs'];
  isStuck: boolean;
  element: string | undefined;
  hasMore: boolean;
  isLoadingMore: boolean;
  onMore: () => void;
};

/** What is done with runs, and what became of each, stays in sight also when that has emptied the list. */
function Chosen({ runs, isStuck, element, hasMore, isLoadingMore, onMore }: ChosenProps) {
  const t = useText();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const picked = runs.filter(({ id, allowed }) => chosen.has(id) && allowed.length > 0);
  return (
    <>
      <BulkBar
        runs={picked}
        isOpen={runs.some(({ allowed }) => allowed.length > 0)}
        element={element}
        onDone={() => setChosen(new Set())}
      />
      {runs.length === 0 ? (
        <EmptyState
          icon={isStuck ? IconCircleCheck : IconListSearch}
          title={t(isStuck ? 'runs.stuck.none' : 'runs.list.none')}
        >
          {t(isStuck ? 'runs.stuck.noneText' : 'runs.list.noneText')}
        </EmptyState>
      ) : (
        <RunTable runs={runs} chosen={chosen} onChoose={setChosen} />
      )}
      {hasMore && (
        <div>
          <Button variant="default" size="xs" loading={isLoadingMore} onClick={onMore}>
            {t('common.loadMore')}
          </Button>
        </div>
      )}
    </>
  );
}
