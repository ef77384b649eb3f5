/** The runs that stand at the element that was chosen, each with since when and why it does not go on. */
import { Button } from '@mantine/core';
import { IconHandFinger, IconMapPinOff } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { runsQuery } from '#designer/client/runs.ts';
import type { Run } from '#designer/client/types/runs.ts';
import { useSay } from '#designer/ui/diagram/say.ts';
import { kindOf, nameOf } from '#designer/ui/diagram/words.ts';
import { EmptyState } from '#designer/ui/EmptyState.tsx';
import { useText } from '#designer/ui/locale.ts';
import { PageSkeleton } from '#designer/ui/PageSkeleton.tsx';
import { ProblemNotice } from '#designer/ui/ProblemNotice.tsx';
import { Time } from '#designer/ui/Time.tsx';
import type { Definition, Element } from '#engine/definition.ts';
import { nameOfRun } from '../name-of-run.ts';
import { RunStateChip } from '../RunStateChip.tsx';
import type { Figures } from './layers.ts';
import classes from './RunsHere.module.css';

type Props = {
  process: string;
  version: number;
  definition: Definition;
  element: string | undefined;
  figures: Figures;
};

export function RunsHere({ definition, element: id, figures, ...where }: Props) {
  const t = useText();
  const say = useSay();
  const element = definition.elements.find((one) => one.id === id);
  const isAnybodyThere = Object.values(figures).some(({ runs }) => runs > 0);
  return (
    <section className={classes.panel} aria-label={t('runs.here.title')} aria-live="polite">
      {element ? (
        <>
          <header className={classes.head}>
            <h2 className={classes.name} dir="auto">
              {nameOf(say, element)}
            </h2>
            <p className={classes.kind}>{kindOf(say, element)}</p>
          </header>
          <RunList key={element.id} element={element} {...where} />
        </>
      ) : (
        <EmptyState
          icon={isAnybodyThere ? IconHandFinger : IconMapPinOff}
          title={t(isAnybodyThere ? 'runs.here.choose' : 'runs.here.nobody')}
        >
          {t(isAnybodyThere ? 'runs.here.chooseText' : 'runs.here.nobodyText')}
        </EmptyState>
      )}
    </section>
  );
}

function RunList({
  element,
  process,
  version,
}: { element: Element } & Pick<Props, 'process' | 'version'>) {
  const t = useText();
  const query = useInfiniteQuery(runsQuery({ process, version, element: element.id }));
  if (query.isError && query.data === undefined)
    return <ProblemNotice error={query.error} onRetry={() => void query.refetch()} compact />;
  if (query.data === undefined) return <PageSkeleton />;
  const runs = query.data.pages.flatMap(({ items }) => items);
  if (runs.length === 0) return <p className={classes.none}>{t('runs.here.none')}</p>;
  const failed = runs.filter(({ here }) => here?.failure).length;
  return (
    <>
      {failed > 0 && (
        <Link
          to="/runs"
          search={{ state: 'faulted', process, version, element: element.id }}
          className={classes.together}
        >
          {t('runs.here.together', { count: failed })}
        </Link>
      )}
      <ul className={classes.list}>
        {runs.map((run) => (
          <RunHere key={run.id} run={run} />
        ))}
      </ul>
      {query.hasNextPage && (
        <Button
          variant="default"
          size="xs"
          loading={query.isFetchingNextPage}
          onClick={() => void query.fetchNextPage()}
        >
          {t('common.loadMore')}
        </Button>
      )}
    </>
  );
}

function RunHere({ run }: { run: Run }) {
  const t = useText();
  const since = run.here?.since ?? run.startedAt;
  return (
    <li>
      <Link to="/runs/$id" params={{ id: run.id }} className={classes.run}>
        <span className={classes.first}>
          <span className={classes.number}>{nameOfRun(run)}</span>
          <RunStateChip state={run.state} />
          <span className={classes.since}>
            <span className="p-hidden">{t('runs.here.since')} </span>
            <Time at={since} short />
          </span>
        </span>
        <span className={classes.what} dir="auto">
          {run.ticket?.title ?? t('runs.noTicket')}
        </span>
        {run.here?.failure && (
          <span className={classes.failure} dir="auto">
            {run.here.failure.message}
          </span>
        )}
      </Link>
    </li>
  );
}
