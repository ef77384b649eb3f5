/**
 * Two versions beside each other while one takes a share of the new runs. Every number leads to the runs it counts, and a
 * number that is too small to judge by says so.
 */
import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useIntl } from 'react-intl';
import { rolloutQuery, type SideFigures } from '#designer/client/rollout.ts';
import { ANY_STATE, OPEN_STATES, type RunFilter } from '#designer/client/runs.ts';
import { useText } from '../locale.ts';
import { ProblemNotice } from '../ProblemNotice.tsx';
import { exact, useDuration } from '../time.ts';
import classes from './rollout.module.css';

/** Of fewer runs a median or a share says more about chance than about a version. */
const FEW = 20;

const COUNTED = ['started', 'open', 'faulted', 'completed', 'cancelled', 'failed'] as const;
type Counted = (typeof COUNTED)[number];

const LISTED: Record<Counted, RunFilter> = {
  started: { state: ANY_STATE },
  open: { state: OPEN_STATES },
  faulted: { state: 'faulted' },
  completed: { state: 'completed' },
  cancelled: { state: 'cancelled' },
  failed: { state: 'failed' },
};

export function RolloutSides({ process }: { process: string }) {
  const t = useText();
  const intl = useIntl();
  const query = useQuery(rolloutQuery(process));
  const duration = useDuration();
  if (query.isError && query.data === undefined)
    return <ProblemNotice error={query.error} onRetry={() => void query.refetch()} compact />;
  if (query.data === undefined) return <Skeleton height={180} />;
  const { since, sides } = query.data;
  const few = sides.filter(({ completed }) => completed < FEW);
  const listed = (version: number): RunFilter => ({ process, version, startedSince: since });
  return (
    <div className={classes.sides}>
      <table className={classes.table}>
        <caption>{t('rollout.sides', { since: exact(intl, Date.parse(since)) })}</caption>
        <thead>
          <tr>
            <th scope="col">
              <span className="p-hidden">{t('rollout.sides.what')}</span>
            </th>
            {sides.map(({ version }) => (
              <th key={version} scope="col">
                {t('rollout.sides.version', { version })}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {COUNTED.map((what) => (
            <tr key={what}>
              <th scope="row">{t(`rollout.sides.${what}`)}</th>
              {sides.map((side) => (
                <td key={side.version} data-bad={isBad(what, side) || undefined}>
                  <Counts
                    what={t(`rollout.sides.${what}`)}
                    side={side}
                    count={side[what]}
                    filter={{ ...listed(side.version), ...LISTED[what] }}
                  />
                </td>
              ))}
            </tr>
          ))}
          <tr>
            <th scope="row">{t('rollout.sides.median')}</th>
            {sides.map(({ version, medianSeconds }) => (
              <td key={version}>{medianSeconds === null ? '–' : duration(medianSeconds)}</td>
            ))}
          </tr>
          {sides.some(({ timed }) => timed > 0) && (
            <tr>
              <th scope="row">{t('rollout.sides.late')}</th>
              {sides.map((side) => (
                <td key={side.version}>
                  <Late
                    side={side}
                    filter={{ ...listed(side.version), state: ANY_STATE, late: true }}
                  />
                </td>
              ))}
            </tr>
          )}
        </tbody>
      </table>
      {few.map(({ version, completed }) => (
        <p key={version} className={classes.few}>
          {t('rollout.sides.few', { version, count: completed })}
        </p>
      ))}
      <p className={classes.hint}>{t('rollout.sides.hint')}</p>
    </div>
  );
}

const isBad = (what: Counted, side: SideFigures): boolean =>
  (what === 'faulted' || what === 'failed') && side[what] > 0;

type CountsProps = { what: string; side: SideFigures; count: number; filter: RunFilter };

function Counts({ what, side: { version }, count, filter }: CountsProps) {
  const t = useText();
  const intl = useIntl();
  if (count === 0) return <span className={classes.none}>{intl.formatNumber(0)}</span>;
  return (
    <Link to="/runs" search={filter} aria-label={t('rollout.sides.see', { what, version, count })}>
      {intl.formatNumber(count)}
    </Link>
  );
}

function Late({ side, filter }: { side: SideFigures; filter: RunFilter }) {
  const t = useText();
  const { late, timed, version } = side;
  if (timed === 0) return <>–</>;
  const words = t('rollout.sides.lateOf', {
    late,
    timed,
    percent: Math.round((late / timed) * 100),
  });
  if (late === 0) return <span className={classes.none}>{words}</span>;
  const label = t('rollout.sides.see', { what: t('rollout.sides.late'), version, count: late });
  return (
    <Link to="/runs" search={filter} aria-label={label}>
      {words}
    </Link>
  );
}
