/** How long each team had the tickets that were finished in the period: in all, for the middle ticket and for the slow one. */
import { useQuery } from '@tanstack/react-query';
import { useIntl } from 'react-intl';
import type { Query } from '#designer/client/http.ts';
import { type HolderRow, holdersQuery, type Spent } from '#designer/client/service-levels.ts';
import { useText } from '#designer/ui/locale.ts';
import { PageSkeleton } from '#designer/ui/PageSkeleton.tsx';
import { ProblemNotice } from '#designer/ui/ProblemNotice.tsx';
import { useDuration } from '#designer/ui/time.ts';
import classes from './reports.module.css';

const AMOUNTS = ['sum', 'median', 'p90'] as const;

export function HoldersTable({ period }: { period: Query }) {
  const t = useText();
  const intl = useIntl();
  const query = useQuery(holdersQuery(period));
  if (query.isError && query.data === undefined)
    return <ProblemNotice error={query.error} onRetry={() => void query.refetch()} compact />;
  if (query.data === undefined) return <PageSkeleton />;
  const { rows, tickets } = query.data;
  const caption = t('levels.holders', { tickets });
  if (rows.length === 0) return <p className={classes.how}>{t('levels.holders.none')}</p>;
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what is wider than the screen is scrolled by keys as well */}
      <section className={classes.scroll} aria-label={caption} tabIndex={0}>
        <table className={classes.table}>
          <caption className={classes.caption}>{caption}</caption>
          <thead>
            <tr>
              <th scope="col" rowSpan={2}>
                {t('levels.holder')}
              </th>
              <th scope="col" rowSpan={2}>
                {t('levels.holders.tickets')}
              </th>
              <th scope="colgroup" colSpan={3}>
                {t('levels.business')}
              </th>
              <th scope="colgroup" colSpan={3}>
                {t('levels.wall')}
              </th>
              <th scope="col" rowSpan={2}>
                {t('levels.alone')}
              </th>
            </tr>
            <tr>
              {(['business', 'wall'] as const).flatMap((of) =>
                AMOUNTS.map((amount) => (
                  <th key={`${of}.${amount}`} scope="col">
                    {t(`levels.${amount}`)}
                  </th>
                )),
              )}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={`${row.kind}:${row.key}`}>
                <th scope="row">
                  <bdi>
                    <HolderName row={row} />
                  </bdi>
                </th>
                <td>{intl.formatNumber(row.tickets)}</td>
                <Amounts spent={row.business} isWorking />
                <Amounts spent={row.wall} isWorking={false} />
                <td>
                  {row.kind === 'group' && row.wall.sum > 0
                    ? intl.formatNumber(row.unassignedSeconds / row.wall.sum, {
                        style: 'percent',
                        maximumFractionDigits: 0,
                      })
                    : '–'}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <p className={classes.how}>{t('levels.holders.how')}</p>
    </>
  );
}

function HolderName({ row: { kind, name } }: { row: HolderRow }) {
  const t = useText();
  if (kind === 'requester') return t('levels.holder.requester');
  if (kind === 'nobody') return t('levels.holder.nobody');
  return name ?? t('levels.holder.apart');
}

function Amounts({ spent, isWorking }: { spent: Spent | null; isWorking: boolean }) {
  const duration = useDuration();
  return AMOUNTS.map((amount) => (
    <td key={amount}>{spent === null ? '–' : duration(spent[amount], { working: isWorking })}</td>
  ));
}
