/**
 * What the days ahead may bring, asked with sliders, and beside it what would have been said of the days before and what came.
 * What is changed is asked anew once it rests: held keys and typed numbers come in one. What was last worked out stays until
 * the next is there.
 */
import { Button } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconChartHistogram } from '@tabler/icons-react';
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { askForecast, forecastQuery, forecastsQuery } from '#designer/client/forecasts.ts';
import { queuesQuery } from '#designer/client/people.ts';
import { keys } from '#designer/client/query.ts';
import type { Forecast, ForecastAsked, ForecastResult } from '#designer/client/types/forecasts.ts';
import { EmptyState } from '#designer/ui/EmptyState.tsx';
import { useText } from '#designer/ui/locale.ts';
import { PageSkeleton } from '#designer/ui/PageSkeleton.tsx';
import { ProblemNotice } from '#designer/ui/ProblemNotice.tsx';
import { ReportTabs } from '../ReportTabs.tsx';
import { AskForm } from './AskForm.tsx';
import classes from './forecast.module.css';
import { PolicyCard } from './PolicyCard.tsx';
import { QueueChart } from './QueueChart.tsx';

const SETTLE_MS = 500;
const USUAL: ForecastAsked = { type: 'incident', days: 7, arrivals: 1, staff: {}, targets: 1 };

export function ForecastPage() {
  const t = useText();
  const client = useQueryClient();
  const all = useQuery(forecastsQuery);
  const [chosen, setChosen] = useState<string | null>(null);
  const latest = all.data?.items[0];
  const id = chosen ?? latest?.id ?? null;
  const one = useQuery({
    ...forecastQuery(id ?? ''),
    enabled: id !== null,
    placeholderData: keepPreviousData,
  });
  const [asked, setAsked] = useState<ForecastAsked | null>(null);
  const last = useRef(asked);
  const ask = useMutation({
    mutationFn: askForecast,
    // Answers may come in another order than they were asked for.
    onSuccess: (made, sent) => {
      client.setQueryData(keys.forecasts(made.id), made);
      if (sent === last.current) setChosen(made.id);
    },
  });
  const askSoon = useDebouncedCallback(ask.mutate, SETTLE_MS);
  const now = asked ?? latest?.asked ?? USUAL;
  const put = (next: ForecastAsked) => {
    last.current = next;
    setAsked(next);
    askSoon(next);
  };
  const shown = useLastResult(one.data);
  const queues = useQuery(queuesQuery()).data?.items ?? [];
  const names = new Map(queues.map(({ key, name }) => [key, name]));
  if (all.error && !all.data)
    return <ProblemNotice error={all.error} onRetry={() => void all.refetch()} />;
  if (!all.data) return <PageSkeleton />;
  const isWaiting = asked !== null && asked !== ask.variables;
  const isBusy = isWaiting || ask.isPending || one.data?.state === 'queued';
  return (
    <div className={classes.page}>
      <ReportTabs />
      <div>
        <h1 className={classes.title}>{t('forecast.title')}</h1>
        <p className={classes.quiet}>{t('forecast.text')}</p>
      </div>
      {id === null ? (
        <EmptyState
          icon={IconChartHistogram}
          title={t('forecast.none')}
          action={
            <Button loading={isBusy} onClick={() => put(now)}>
              {t('forecast.ask')}
            </Button>
          }
        >
          {t('forecast.noneWhy')}
        </EmptyState>
      ) : (
        <>
          <AskForm asked={now} result={shown} names={names} onAsk={put} />
          <p className={classes.state} role="status">
            {isBusy
              ? t('forecast.working')
              : shown
                ? t('forecast.learned', { count: shown.tickets })
                : ''}
          </p>
          {ask.error && <ProblemNotice error={ask.error} compact />}
          {one.data?.state === 'failed' && (
            <p className={classes.bad}>{t('forecast.failed', { why: one.data.failure ?? '' })}</p>
          )}
          {shown && (
            <>
              <section className={classes.section} aria-labelledby="forecast-promises">
                <h2 className={classes.heading} id="forecast-promises">
                  {t('forecast.promises')}
                </h2>
                {shown.policies.length === 0 && (
                  <p className={classes.quiet}>{t('forecast.promisesNone')}</p>
                )}
                <div className={classes.cards}>
                  {shown.policies.map((policy) => (
                    <PolicyCard key={policy.key} policy={policy} />
                  ))}
                </div>
                {shown.leftOut.length > 0 && (
                  <p className={classes.quiet}>
                    {t('forecast.leftOut', {
                      names: shown.leftOut.map(({ name }) => name).join(', '),
                    })}
                  </p>
                )}
              </section>
              <section className={classes.section} aria-labelledby="forecast-queues">
                <h2 className={classes.heading} id="forecast-queues">
                  {t('forecast.queues')}
                </h2>
                <p className={shown.queuesHidden ? classes.hidden : classes.quiet}>
                  {t(
                    shown.queuesHidden
                      ? `forecast.queuesHidden.${shown.queuesHidden}`
                      : 'forecast.covered',
                    {
                      count: shown.tickets,
                      share: shown.covered.within / Math.max(1, shown.covered.days),
                    },
                  )}
                </p>
                {shown.queues.length > 0 && (
                  <p className={classes.quiet} aria-hidden="true">
                    {t('forecast.key')}
                  </p>
                )}
                <div className={classes.charts}>
                  {shown.queues.map((queue) => (
                    <QueueChart
                      key={queue.queue}
                      name={names.get(queue.queue) ?? queue.queue}
                      queue={queue}
                      to={shown.period.to}
                    />
                  ))}
                </div>
              </section>
            </>
          )}
        </>
      )}
    </div>
  );
}

/** While the next is worked out, the one before stays. */
function useLastResult(forecast: Forecast | undefined): ForecastResult | null {
  const [last, setLast] = useState<ForecastResult | null>(null);
  const now = forecast?.result ?? null;
  if (now !== null && now !== last) setLast(now);
  return now ?? last;
}
