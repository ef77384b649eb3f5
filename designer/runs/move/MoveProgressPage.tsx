/** A move under way: how far it is, what became of each run, and how to let it go on, stop it or take it back. */
import { Button, Group, Modal, Progress, Stack } from '@mantine/core';
import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import {
  continueMove,
  isUnderWay,
  type Move,
  movedRunsQuery,
  moveQuery,
  stopMove,
  undoMove,
} from '#designer/client/moves.ts';
import { versionQuery } from '#designer/client/processes.ts';
import { keys } from '#designer/client/query.ts';
import { Chip } from '#designer/ui/Chip.tsx';
import { useCrumb } from '#designer/ui/crumb.tsx';
import { useText } from '#designer/ui/locale.ts';
import { PageSkeleton } from '#designer/ui/PageSkeleton.tsx';
import { ProblemNotice } from '#designer/ui/ProblemNotice.tsx';
import { MovedRunRow } from './MovedRunRow.tsx';
import classes from './MovePage.module.css';

const STATES = ['moved', 'held', 'skipped', 'undone', 'planned'] as const;

export function MoveProgressPage() {
  const t = useText();
  const { id = '' } = useParams({ strict: false });
  const query = useQuery(moveQuery(id));
  const move = query.data;
  useCrumb(move && `${move.process} · ${t('runs.moves.one', { version: move.to })}`);
  if (query.isError && move === undefined)
    return <ProblemNotice error={query.error} onRetry={() => void query.refetch()} />;
  if (move === undefined) return <PageSkeleton />;
  return (
    <div className={classes.page}>
      <header className={classes.head}>
        <h1 className={classes.title}>
          {t('runs.progress.title', { process: move.process, version: move.to })}
        </h1>
        <Chip tone={isUnderWay(move) ? 'info' : 'neutral'}>
          {t(`runs.moveState.${move.state}`)}
        </Chip>
      </header>
      <p className={classes.lead} dir="auto">
        {move.reason}
      </p>
      <HowFar move={move} />
      <Acts move={move} />
      <MovedRuns move={move} />
      <p>
        <Link
          className={classes.link}
          to="/processes/$key/live"
          params={{ key: move.process }}
          search={{ version: move.to }}
        >
          {t('runs.progress.live', { version: move.to })}
        </Link>
      </p>
    </div>
  );
}

function HowFar({ move }: { move: Move }) {
  const t = useText();
  const count = (state: (typeof STATES)[number]) => move.counts[state] ?? 0;
  const total = STATES.reduce((sum, state) => sum + count(state), 0);
  const done = total - count('planned');
  const text = t('runs.progress.of', { done, total });
  return (
    <section className={classes.section} aria-label={t('runs.progress.label')}>
      <Progress
        value={total === 0 ? 100 : (done / total) * 100}
        aria-label={text}
        transitionDuration={150}
      />
      <p role="status">
        {text}{' '}
        {STATES.filter((state) => count(state) > 0)
          .map((state) => t(`runs.count.${state}`, { count: count(state) }))
          .join(' · ')}
      </p>
    </section>
  );
}

function Acts({ move }: { move: Move }) {
  const t = useText();
  const client = useQueryClient();
  const [busy, setBusy] = useState<'continue' | 'stop' | 'undo' | null>(null);
  const [asking, setAsking] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const [undone, setUndone] = useState<{ undone: number; kept: number } | null>(null);
  const act = async (name: typeof busy, what: () => Promise<unknown>) => {
    setBusy(name);
    setError(null);
    try {
      await what();
    } catch (problem) {
      setError(problem);
    } finally {
      setBusy(null);
      setAsking(false);
      await client.invalidateQueries({ queryKey: keys.move(move.id) });
    }
  };
  const moved = move.counts.moved ?? 0;
  return (
    <>
      {move.state === 'canary' && <p>{t('runs.progress.canary')}</p>}
      {error !== null && <ProblemNotice error={error} compact />}
      {undone !== null && <p role="status">{t('runs.undo.done', undone)}</p>}
      <Group gap="sm">
        {(move.state === 'canary' || move.state === 'stopped') &&
          (move.counts.planned ?? 0) > 0 && (
            <Button
              loading={busy === 'continue'}
              onClick={() => void act('continue', () => continueMove(move))}
            >
              {t('runs.progress.continue', { count: move.counts.planned ?? 0 })}
            </Button>
          )}
        {isUnderWay(move) && (
          <Button
            variant="default"
            loading={busy === 'stop'}
            onClick={() => void act('stop', () => stopMove(move))}
          >
            {t('runs.progress.stop')}
          </Button>
        )}
        {moved > 0 && (
          <Button variant="default" onClick={() => setAsking(true)}>
            {t('runs.undo.open')}
          </Button>
        )}
      </Group>
      <Modal
        opened={asking}
        onClose={() => setAsking(false)}
        title={t('runs.undo.title')}
        closeButtonProps={{ 'aria-label': t('common.close') }}
      >
        <Stack gap="lg">
          <p>{t('runs.undo.text', { count: moved })}</p>
          <Group justify="flex-end" gap="sm">
            <Button variant="default" onClick={() => setAsking(false)}>
              {t('runs.leave')}
            </Button>
            <Button
              loading={busy === 'undo'}
              onClick={() => void act('undo', async () => setUndone(await undoMove(move)))}
            >
              {t('runs.undo.submit', { count: moved })}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </>
  );
}

function MovedRuns({ move }: { move: Move }) {
  const t = useText();
  const query = useInfiniteQuery(movedRunsQuery(move.id, isUnderWay(move)));
  const to = useQuery(versionQuery(move.process, move.to)).data?.definition;
  const runs = query.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <section className={classes.section}>
      <h2 className={classes.heading}>{t('runs.progress.runs')}</h2>
      {query.isError && (
        <ProblemNotice error={query.error} onRetry={() => void query.refetch()} compact />
      )}
      <ul className={classes.runs}>
        {runs.map((run) => (
          <MovedRunRow key={run.run} run={run} process={move.process} to={to} />
        ))}
      </ul>
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
    </section>
  );
}
