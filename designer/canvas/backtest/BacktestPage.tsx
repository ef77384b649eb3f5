/**
 * A draft held against the tickets that its process has had: what is asked, how far it is, its numbers, and the tickets
 * behind each number down to the two ways of one on the drawing. What is shown stands in the address.
 */
import { Button, Select } from '@mantine/core';
import { IconTestPipe } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { versionQuery } from '#designer/client/processes.ts';
import { keys } from '#designer/client/query.ts';
import { useIntention } from '#designer/client/use-intention.ts';
import type { BacktestSearch } from '#designer/client/views.ts';
import { useSay } from '#designer/ui/diagram/say.ts';
import { EmptyState } from '#designer/ui/EmptyState.tsx';
import { PageSkeleton } from '#designer/ui/PageSkeleton.tsx';
import { ProblemNotice } from '#designer/ui/ProblemNotice.tsx';
import { draftQuery, processQuery } from '../queries.ts';
import { BacktestForm } from './BacktestForm.tsx';
import { BacktestNumbers } from './BacktestNumbers.tsx';
import styles from './backtest.module.css';
import {
  backtestsQuery,
  cancelBacktest,
  type Shown,
  startBacktest,
  type Wanted,
} from './backtests.ts';
import { TestedTickets } from './TestedTickets.tsx';

export const BacktestPage = () => {
  const say = useSay();
  const { key = '' } = useParams({ strict: false });
  const search: BacktestSearch = useSearch({ strict: false });
  const navigate = useNavigate();
  const client = useQueryClient();
  const process = useQuery(processQuery(key));
  const tests = useQuery(backtestsQuery(key));
  const drawing = useDrawing(key, process.data?.version ?? null);
  const show = (next: BacktestSearch) =>
    void navigate({
      to: '/processes/$key/backtests',
      params: { key },
      search: next,
      replace: true,
    });
  const refresh = () => client.invalidateQueries({ queryKey: keys.process(key, 'backtests') });
  const intention = useIntention();
  const start = useMutation({
    mutationFn: (wanted: Wanted) =>
      intention.send(wanted, (sendKey) => startBacktest(key, wanted, sendKey)),
    onSuccess: async ({ id }) => {
      await refresh();
      show({ test: id });
    },
  });
  const cancel = useMutation({
    mutationFn: (id: string) => cancelBacktest(key, id),
    onSettled: refresh,
  });
  const error = process.error ?? tests.error;
  const again = () => void Promise.all([process.refetch(), tests.refetch()]);
  // What is known stays in sight: a connection comes back.
  if (!process.data || !tests.data)
    return error ? <ProblemNotice error={error} onRetry={again} /> : <PageSkeleton />;
  const test = tests.data.find(({ id }) => id === search.test) ?? tests.data[0];
  const { result, kind, element } = search;
  const shown: Shown = {
    ...(result && { result }),
    ...(kind && { kind }),
    ...(element && { element }),
  };
  const refused = start.error ?? cancel.error;
  return (
    <div className={styles.page}>
      <div className={styles.head}>
        <h1>{say('canvas.backtest.title', { name: process.data.name })}</h1>
        <Button
          variant="default"
          renderRoot={(props) => (
            <Link {...props} to="/processes/$key" params={{ key }} search={{}} />
          )}
        >
          {say('canvas.backtest.back')}
        </Button>
      </div>
      <p className={styles.intro}>{say('canvas.backtest.intro')}</p>
      <BacktestForm busy={start.isPending} onStart={(wanted) => start.mutate(wanted)} />
      {refused && <ProblemNotice error={refused} compact />}
      {error && (
        <div>
          <ProblemNotice error={error} onRetry={again} compact />
          <p className={styles.none}>{say('canvas.backtest.known')}</p>
        </div>
      )}
      {test ? (
        <>
          {tests.data.length > 1 && (
            <Select
              className={styles.which}
              label={say('canvas.backtest.which')}
              allowDeselect={false}
              value={test.id}
              onChange={(id) => id && show({ test: id })}
              data={tests.data.map(({ id, at, by }) => ({
                value: id,
                label: `${say.date(at)}${by ? ` · ${by.name}` : ''}`,
              }))}
            />
          )}
          <BacktestNumbers
            test={test}
            drawing={drawing}
            shown={shown}
            onShow={(next) => show({ test: test.id, ...next })}
            onCancel={() => cancel.mutate(test.id)}
          />
          {test.progress.total === 0 ? (
            <EmptyState icon={IconTestPipe} title={say('canvas.backtest.nothing')}>
              {say('canvas.backtest.nothing.why')}
            </EmptyState>
          ) : (
            <TestedTickets
              process={key}
              test={test}
              drawing={drawing}
              shown={shown}
              opened={search.ticket}
              onOpen={(ticket) => show({ test: test.id, ...shown, ...(ticket && { ticket }) })}
            />
          )}
        </>
      ) : (
        <EmptyState icon={IconTestPipe} title={say('canvas.backtest.empty')}>
          {say('canvas.backtest.empty.why')}
        </EmptyState>
      )}
    </div>
  );
};

/** For the names of elements: the draft, else the present version. */
function useDrawing(key: string, version: number | null) {
  const draft = useQuery(draftQuery(key, 'backtest-names'));
  const present = useQuery({
    ...versionQuery(key, version ?? 0),
    enabled: draft.data === null && version !== null,
  });
  return draft.data?.definition ?? present.data?.definition;
}
