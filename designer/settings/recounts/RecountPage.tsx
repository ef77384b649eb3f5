/**
 * One recount, at an address of its own: how far it has come, which tickets would change and which would flip, and applying it or
 * leaving it. It goes on in the server, so the page may be left and come back to.
 */
import { Button, Group, Loader, SegmentedControl } from '@mantine/core';
import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import {
  actOnRecount,
  isAtWork,
  recountedQuery,
  recountQuery,
  type Shown,
} from '#designer/client/recounts.ts';
import type { Recount } from '#designer/client/types/calendars.ts';
import { useCrumb } from '#designer/ui/crumb.tsx';
import { useText } from '#designer/ui/locale.ts';
import { PageSkeleton } from '#designer/ui/PageSkeleton.tsx';
import { ProblemNotice } from '#designer/ui/ProblemNotice.tsx';
import { Time } from '#designer/ui/Time.tsx';
import classes from '../service/Service.module.css';
import { RecountedClocks } from './RecountedClocks.tsx';
import { StateChip, useScopeWords } from './words.tsx';

const SHOWN = ['all', 'flips', 'missed', 'met'] as const;

export function RecountPage() {
  const t = useText();
  const { recount: id } = useParams({ from: '/app/settings/recounts/$recount' });
  const recount = useQuery(recountQuery(id));
  useCrumb(t('recounts.title'));
  return (
    <div className={classes.page}>
      <Link to="/settings/{-$section}" params={{ section: 'recounts' }} className={classes.back}>
        {t('settings.recounts')}
      </Link>
      <h1 className={classes.title}>{t('recounts.title')}</h1>
      {recount.isPending && <PageSkeleton />}
      {recount.isError && (
        <ProblemNotice error={recount.error} onRetry={() => void recount.refetch()} />
      )}
      {recount.data && <Standing recount={recount.data} />}
    </div>
  );
}

function Standing({ recount }: { recount: Recount }) {
  const t = useText();
  const client = useQueryClient();
  const scopeWords = useScopeWords();
  const [problem, setProblem] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const { id, state, tickets, clocks, flips, applied, allowed, createdBy, createdAt } = recount;
  const act = async (what: 'apply' | 'cancel') => {
    setBusy(true);
    setProblem(null);
    try {
      client.setQueryData(recountQuery(id).queryKey, await actOnRecount(id, what));
      await client.invalidateQueries({ queryKey: recountQuery(id).queryKey });
    } catch (error) {
      setProblem(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <p className={classes.help}>
        {scopeWords(recount)}
        {recount.reason !== '' && <span dir="auto"> · {recount.reason}</span>}
        {' · '}
        {createdBy?.name} <Time at={createdAt} />
      </p>
      <Group gap="sm" role="status" mb="sm">
        {isAtWork(recount) && <Loader size="xs" />}
        <StateChip recount={recount} />
        <span>
          {state === 'applying' || state === 'completed'
            ? t('recounts.applied', { count: applied, of: clocks })
            : t('recounts.looked', { count: tickets })}
        </span>
        <span>{t('recounts.figures', { clocks, flips })}</span>
      </Group>
      <p className={classes.help}>{t(`recounts.help.${state}`)}</p>
      {problem !== null && <ProblemNotice error={problem} compact />}
      <Group gap="sm" mb="lg">
        {allowed.includes('apply') && clocks > 0 && (
          <Button loading={busy} onClick={() => void act('apply')}>
            {t('recounts.apply', { count: clocks })}
          </Button>
        )}
        {allowed.includes('cancel') && (
          <Button variant="default" disabled={busy} onClick={() => void act('cancel')}>
            {t(state === 'ready' ? 'recounts.leave' : 'recounts.stop')}
          </Button>
        )}
      </Group>
      {clocks > 0 && <Changes recount={recount} />}
    </>
  );
}

function Changes({ recount }: { recount: Recount }) {
  const t = useText();
  const [shown, setShown] = useState<Shown>('all');
  const { id, state, clocks, applied } = recount;
  const changes = useInfiniteQuery(recountedQuery(id, shown, `${state} ${clocks} ${applied}`));
  const items = changes.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      <SegmentedControl
        mb="sm"
        aria-label={t('recounts.shown')}
        data={SHOWN.map((value) => ({ value, label: t(`recounts.shown.${value}`) }))}
        value={shown}
        onChange={(next) => setShown(SHOWN.find((one) => one === next) ?? 'all')}
      />
      {changes.isPending && <PageSkeleton />}
      {changes.isError && (
        <ProblemNotice error={changes.error} onRetry={() => void changes.refetch()} />
      )}
      {changes.isSuccess && items.length === 0 && <p>{t('recounts.shown.none')}</p>}
      {items.length > 0 && <RecountedClocks items={items} />}
      {changes.hasNextPage && (
        <Button mt={12} variant="default" onClick={() => void changes.fetchNextPage()}>
          {t('common.loadMore')}
        </Button>
      )}
    </>
  );
}
