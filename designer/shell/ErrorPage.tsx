/**
 * What is left when a page breaks. An unreachable server is no broken page: it is asked again until it answers. The
 * request id is shown so that whoever is asked for help finds the line in the log.
 */
import { Button, Group } from '@mantine/core';
import { Link, useRouter } from '@tanstack/react-router';
import { useEffect } from 'react';
import { isProblem } from '#designer/client/problem.ts';
import { useText } from '#designer/ui/locale.ts';
import { Mark } from '#designer/ui/Mark.tsx';
import classes from './ErrorPage.module.css';

const RETRY_MS = 3_000;

export function ErrorPage({ error }: { error: unknown }) {
  const t = useText();
  const router = useRouter();
  const offline = isProblem(error) && error.retryable;
  useEffect(() => {
    if (!offline) return;
    const timer = setTimeout(() => void router.invalidate(), RETRY_MS);
    return () => clearTimeout(timer);
  }, [offline, router]);
  return (
    <div className={classes.page} role="alert">
      <Mark size={36} />
      <h1 className={classes.title}>{t(offline ? 'error.offline.title' : 'error.title')}</h1>
      <p>{t(offline ? 'error.offline.detail' : 'error.detail')}</p>
      {isProblem(error) && error.requestId !== undefined && (
        <p className={classes.request}>{t('problem.request', { id: error.requestId })}</p>
      )}
      {!isProblem(error) && error instanceof Error && (
        <p className={classes.request}>{error.message}</p>
      )}
      <Group justify="center" gap="sm">
        <Button onClick={() => (offline ? void router.invalidate() : window.location.reload())}>
          {t(offline ? 'common.retry' : 'common.reload')}
        </Button>
        {!offline && (
          <Button component="a" href="/" variant="default">
            {t('error.home')}
          </Button>
        )}
      </Group>
    </div>
  );
}

export function NotFoundPage() {
  const t = useText();
  return (
    <div className={classes.page}>
      <Mark size={36} />
      <h1 className={classes.title}>{t('error.notFound.title')}</h1>
      <p>{t('error.notFound.detail')}</p>
      <Button component={Link} to="/">
        {t('error.home')}
      </Button>
    </div>
  );
}
