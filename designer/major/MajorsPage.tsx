/** Major incidents: those under way with all one must know at a glance, and those that are over. */
import { Button } from '@mantine/core';
import { IconUrgent } from '@tabler/icons-react';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { currentMajorsQuery, pastMajorsQuery } from '#designer/client/major.ts';
import type { MajorIncident } from '#designer/client/types/major.ts';
import { EmptyState } from '#designer/ui/EmptyState.tsx';
import { useText } from '#designer/ui/locale.ts';
import { MajorStateChip, SeverityChip } from '#designer/ui/major/severity.tsx';
import { PageSkeleton } from '#designer/ui/PageSkeleton.tsx';
import { ProblemNotice } from '#designer/ui/ProblemNotice.tsx';
import { Time } from '#designer/ui/Time.tsx';
import { MajorCard } from './MajorCard.tsx';
import classes from './major.module.css';

export function MajorsPage() {
  const t = useText();
  const current = useQuery(currentMajorsQuery);
  const past = useInfiniteQuery(pastMajorsQuery);
  const open = current.data?.items ?? [];
  const over = past.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <div className={classes.page}>
      <div className={classes.head}>
        <div>
          <h1 className={classes.title}>{t('shell.majors')}</h1>
          <p className={classes.quiet}>{t('major.text')}</p>
        </div>
        <Button component={Link} to="/status" variant="default">
          {t('major.statusPage')}
        </Button>
      </div>
      {current.isPending && <PageSkeleton />}
      {current.isError && (
        <ProblemNotice error={current.error} onRetry={() => void current.refetch()} />
      )}
      {current.isSuccess && open.length === 0 && (
        <EmptyState icon={IconUrgent} title={t('major.none.title')}>
          {t('major.none.text')}
        </EmptyState>
      )}
      {open.map((major) => (
        <MajorCard key={major.id} major={major} />
      ))}
      {over.length > 0 && (
        <section className={classes.section}>
          <h2 className={classes.heading}>{t('major.past')}</h2>
          <ul className={classes.list}>
            {over.map((major) => (
              <PastLine key={major.id} major={major} />
            ))}
          </ul>
          {past.hasNextPage && (
            <div>
              <Button
                variant="default"
                size="xs"
                loading={past.isFetchingNextPage}
                onClick={() => void past.fetchNextPage()}
              >
                {t('major.earlier')}
              </Button>
            </div>
          )}
        </section>
      )}
    </div>
  );
}

function PastLine({ major }: { major: MajorIncident }) {
  return (
    <li>
      <SeverityChip severity={major.severity} />
      <span className={classes.quiet}>{major.ticket.number}</span>
      <Link
        to="/major-incidents/$id"
        params={{ id: major.id }}
        className={`${classes.link} ${classes.grow}`}
        dir="auto"
      >
        {major.headline}
      </Link>
      <MajorStateChip state={major.state} />
      <Time at={major.endedAt ?? major.declaredAt} short className={classes.quiet} />
    </li>
  );
}
