/**
 * A screen on a wall: read from five metres by people who pass by, and touched by nobody. It asks again by itself, keeps what
 * it knew while the connection is away, and says then how old that is. Dark unless its address says otherwise.
 */
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';
import { useEffect, useLayoutEffect } from 'react';
import { useIntl } from 'react-intl';
import { isProblem } from '#designer/client/problem.ts';
import { wallboardQuery } from '#designer/client/wallboard.ts';
import { useText } from '#designer/ui/locale.ts';
import { PageSkeleton } from '#designer/ui/PageSkeleton.tsx';
import { ProblemNotice } from '#designer/ui/ProblemNotice.tsx';
import { useTicking } from '#designer/ui/ticker.ts';
import { useDuration } from '#designer/ui/time.ts';
import { tokenIn, type WallSearch } from './search.ts';
import { isOld } from './totals.ts';
import { Wall } from './Wall.tsx';
import classes from './wallboard.module.css';

const bySecond = () => 1_000;

export function WallboardPage() {
  const t = useText();
  const search: WallSearch = useSearch({ strict: false });
  const token = tokenIn(window.location.hash);
  const query = useQuery(wallboardQuery(search.queues, token));
  useScheme(search.theme ?? 'dark');
  useEffect(() => {
    document.title = t('wall.title');
  }, [t]);
  const mayNot = isProblem(query.error) && [401, 403].includes(query.error.status);
  // What was known stays while nothing can be reached, and goes when it may not be read any more.
  if (query.data !== undefined && !mayNot)
    return (
      <main className={classes.screen}>
        <Head readAt={query.dataUpdatedAt} />
        <Wall board={query.data} />
      </main>
    );
  return (
    <main className={classes.screen}>
      <h1 className={classes.title}>{t('wall.title')}</h1>
      {query.error === null && <PageSkeleton />}
      {mayNot && (
        <div className={classes.refused}>
          <p>{t(token === undefined ? 'wall.refused.session' : 'wall.refused.token')}</p>
          {token === undefined && (
            <Button
              renderRoot={(props) => (
                <Link
                  {...props}
                  to="/sign-in"
                  search={{ next: location.pathname + location.search }}
                />
              )}
            >
              {t('shell.signIn')}
            </Button>
          )}
        </div>
      )}
      {query.error !== null && !mayNot && (
        <ProblemNotice error={query.error} onRetry={() => void query.refetch()} />
      )}
    </main>
  );
}

function Head({ readAt }: { readAt: number }) {
  const t = useText();
  const intl = useIntl();
  const duration = useDuration();
  const now = useTicking(bySecond);
  const old = isOld(readAt, now);
  const at = intl.formatTime(readAt, { timeStyle: 'medium' });
  return (
    <header className={classes.head}>
      <h1 className={classes.title}>{t('wall.title')}</h1>
      <p className={classes.age} role="status" data-old={old || undefined}>
        {old
          ? t('wall.old', { at, age: duration((now - readAt) / 1_000, { rough: true }) })
          : t('wall.asOf', { at })}
      </p>
      <time className={classes.clock}>
        {intl.formatTime(now, { hour: '2-digit', minute: '2-digit' })}
      </time>
    </header>
  );
}

/** While the screen is shown, from its first picture on; what the person chose for the rest of the app stays as it is. */
function useScheme(scheme: 'light' | 'dark'): void {
  useLayoutEffect(() => {
    const root = document.documentElement;
    const before = root.getAttribute('data-mantine-color-scheme');
    root.setAttribute('data-mantine-color-scheme', scheme);
    return () => {
      if (before !== null) root.setAttribute('data-mantine-color-scheme', before);
    };
  }, [scheme]);
}
