/**
 * Two versions beside each other while one takes a share of the new runs. Every number leads to the runs it counts, and a
 * number that is too small to judge by says so.
 */
import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
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

type Props = {
  readonly process: string;
  /** Where there is room each version has a line, else a column. */
  readonly wide: boolean;
};

export function RolloutSides({ process, wide }: Props) {
  const t = useText();
  const intl = useIntl();
  const query = useQuery(rolloutQuery(process));
  const duration = useDuration();
  if (query.isError && query.data === undefined)
    return <ProblemNotice error={query.error} onRetry={() => void query.refetch()} compact />;
  if (query.data === undefined) return <Skeleton height={wide ? 130 : 300} />;
  const { since, sides } = query.data;
  const few = sides.filter(({ completed }) => completed < FEW);
  const listed = (version: number): RunFilter => ({ process, version, startedSince: since });
  const rows: readonly Row[] = [
    ...COUNTED.map((what) => ({
      key: what,
      label: t(`rollout.sides.${what}`),
      isBad: (side: SideFigures) => isBad(what, side),
      cell: (side: SideFigures) => (
        <Counts
          what={t(`rollout.sides.${what}`)}
          side={side}
          count={side[what]}
          filter={{ ...listed(side.version), ...LISTED[what] }}
        />
      ),
    })),
    {
      key: 'median',
      label: t('rollout.sides.median'),
      cell: ({ medianSeconds }) => (medianSeconds === null ? '–' : duration(medianSeconds)),
    },
    ...(sides.some(({ timed }) => timed > 0)
      ? [
          {
            key: 'late',
            label: t('rollout.sides.late'),
            cell: (side: SideFigures) => (
              <Late
                side={side}
                filter={{ ...listed(side.version), state: ANY_STATE, late: true }}
              />
            ),
          },
        ]
      : []),
  ];
  const caption = t('rollout.sides', { since: exact(intl, Date.parse(since)) });
  const ofSides = sides.map((side) => ({
    key: String(side.version),
    side,
    label: t('rollout.sides.version', { version: side.version }),
  }));
  return (
    <div className={classes.sides} data-wide={wide}>
      <table className={classes.table}>
        <caption>{caption}</caption>
        <thead>
          <tr>
            <th scope="col">
              <span className="p-hidden">{t('rollout.sides.what')}</span>
            </th>
            {(wide ? rows : ofSides).map(({ key, label }) => (
              <th key={key} scope="col">
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {wide
            ? ofSides.map(({ key, label, side }) => (
                <tr key={key}>
                  <th scope="row">{label}</th>
                  {rows.map((row) => (
                    <Cell key={row.key} row={row} side={side} />
                  ))}
                </tr>
              ))
            : rows.map((row) => (
                <tr key={row.key}>
                  <th scope="row">{row.label}</th>
                  {ofSides.map(({ key, side }) => (
                    <Cell key={key} row={row} side={side} />
                  ))}
                </tr>
              ))}
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

type Row = {
  readonly key: string;
  readonly label: string;
  readonly isBad?: (side: SideFigures) => boolean;
  readonly cell: (side: SideFigures) => ReactNode;
};

const Cell = ({ row, side }: { row: Row; side: SideFigures }) => (
  <td data-bad={row.isBad?.(side) || undefined}>{row.cell(side)}</td>
);

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
    <Link to="/runs" search={filter}>
      {words}
      <span className="p-hidden">. {label}</span>
    </Link>
  );
}
