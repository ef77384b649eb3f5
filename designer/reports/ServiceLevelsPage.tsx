/**
 * How promises were kept: in all, month by month, and by what one is responsible for. Every number leads to its tickets. What
 * is looked at stands in the address, so that it can be sent to somebody.
 */
import { Button, Select, Switch } from '@mantine/core';
import { IconChartBar, IconDeviceTv, IconFileSpreadsheet } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useIntl } from 'react-intl';
import { useMay } from '#designer/client/me.ts';
import {
  type Attainment,
  attainmentQuery,
  DIMENSIONS,
  type Outcome,
} from '#designer/client/service-levels.ts';
import { EmptyState } from '#designer/ui/EmptyState.tsx';
import { useText } from '#designer/ui/locale.ts';
import { PageSkeleton } from '#designer/ui/PageSkeleton.tsx';
import { ProblemNotice } from '#designer/ui/ProblemNotice.tsx';
import { download, toCsv } from './csv.ts';
import { HoldersTable } from './HoldersTable.tsx';
import { LevelsTable } from './LevelsTable.tsx';
import { PromiseList } from './PromiseList.tsx';
import { ReportTabs } from './ReportTabs.tsx';
import classes from './reports.module.css';
import {
  KINDS,
  type LevelsSearch,
  PERIODS,
  periodOf,
  toAsked,
  toPeriod,
  toPromisesAsked,
} from './search.ts';
import { useNames } from './use-names.ts';

export function ServiceLevelsPage() {
  const t = useText();
  const mayWatch = useMay('wallboard.read');
  const search: LevelsSearch = useSearch({ strict: false });
  const navigate = useNavigate();
  const look = (change: Partial<LevelsSearch>) =>
    void navigate({
      to: '/reports/service-levels',
      search: { ...search, ...change },
      replace: true,
      resetScroll: false,
    });
  const narrow = (change: Partial<LevelsSearch>) =>
    look({ row: undefined, month: undefined, outcome: undefined, ...change });
  const asked = useMemo(() => toAsked(search), [search]);
  const query = useQuery(attainmentQuery(asked));
  const by = search.by ?? 'policy';
  return (
    <div className={classes.page}>
      <ReportTabs />
      <header className={classes.head}>
        <h1 className={classes.title}>{t('levels.title')}</h1>
        {mayWatch && (
          <Button
            variant="default"
            size="xs"
            leftSection={<IconDeviceTv size={15} aria-hidden="true" />}
            renderRoot={(props) => <Link {...props} to="/wallboard" search={{}} target="_blank" />}
          >
            {t('wall.title')}
          </Button>
        )}
      </header>
      <div className={classes.filters}>
        <Select
          label={t('levels.by')}
          value={by}
          allowDeselect={false}
          onChange={(value) => narrow({ by: DIMENSIONS.find((one) => one === value) })}
          data={DIMENSIONS.map((value) => ({ value, label: t(`levels.by.${value}`) }))}
        />
        <Select
          label={t('levels.period')}
          value={String(periodOf(search))}
          allowDeselect={false}
          onChange={(value) => narrow({ months: Number(value) })}
          data={PERIODS.map((months) => ({
            value: String(months),
            label: t('levels.months', { months }),
          }))}
        />
        <Select
          label={t('levels.kind')}
          value={search.kind ?? 'sla'}
          allowDeselect={false}
          onChange={(value) => narrow({ kind: KINDS.find((one) => one === value) })}
          data={KINDS.map((value) => ({ value, label: t(`levels.kind.${value}`) }))}
        />
        <Switch
          className={classes.judged}
          label={t('levels.judged')}
          checked={search.judged === true}
          onChange={(event) => narrow({ judged: event.currentTarget.checked || undefined })}
        />
      </div>
      {query.isError && query.data === undefined && (
        <ProblemNotice error={query.error} onRetry={() => void query.refetch()} />
      )}
      {query.isPending && <PageSkeleton />}
      {query.data !== undefined && (
        <Report
          report={query.data}
          search={search}
          onChoose={look}
          onClose={() => look({ row: undefined, month: undefined, outcome: undefined })}
          asked={toPromisesAsked(search, asked)}
        />
      )}
      <HoldersTable period={toPeriod(search)} />
    </div>
  );
}

type ReportProps = {
  report: Attainment;
  search: LevelsSearch;
  asked: ReturnType<typeof toPromisesAsked>;
  onChoose: (part: Partial<LevelsSearch>) => void;
  onClose: () => void;
};

function Report({ report, search, asked, onChoose, onClose }: ReportProps) {
  const t = useText();
  const intl = useIntl();
  const names = useNames();
  const { totals, by } = report;
  const rows = report.rows.map((row) => ({
    id: row.key ?? 'none',
    name: names.row(by, row),
    counts: row,
  }));
  const months = report.months.map((row) => ({
    id: row.month,
    name: names.month(row.month),
    counts: row,
  }));
  if (rows.length === 0)
    return (
      <EmptyState icon={IconChartBar} title={t('levels.none.title')}>
        {t('levels.none.text')}
      </EmptyState>
    );
  const percent = (share: number | null) =>
    share === null ? '–' : intl.formatNumber(share, { style: 'percent', maximumFractionDigits: 1 });
  const file = () => {
    const head = [t(`levels.by.${by}`), t('levels.share')];
    const columns = (['met', 'breached', 'open', 'excluded'] as const).map((one) =>
      t(`levels.${one}`),
    );
    download(
      `service-levels-${by}-${report.from}-${report.to}.csv`,
      toCsv([
        [...head, ...columns],
        ...rows.map(({ name, counts }) => [
          name,
          counts.share,
          counts.met,
          counts.breached,
          counts.open,
          counts.excluded,
        ]),
      ]),
    );
  };
  const chosen = search.row ?? search.month;
  const chosenName =
    search.month === undefined
      ? rows.find(({ id }) => id === search.row)?.name
      : names.month(search.month);
  return (
    <>
      <p className={classes.summary}>
        {totals.share === null ? (
          t('levels.undecided')
        ) : (
          <>
            <strong className={classes.whole}>{percent(totals.share)}</strong>{' '}
            {t('levels.summary', { met: totals.met, decided: totals.met + totals.breached })}
          </>
        )}{' '}
        {t('levels.apart', { open: totals.open, excluded: totals.excluded })}
        {totals.revised > 0 && <> {t('levels.revised', { count: totals.revised })}</>}
      </p>
      <LevelsTable
        caption={t('levels.byName', { by: t(`levels.by.${by}`) })}
        head={t(`levels.by.${by}`)}
        rows={rows}
        chosen={{ row: search.row, outcome: search.outcome }}
        onChoose={(row, outcome: Outcome) => onChoose({ row, month: undefined, outcome })}
      />
      <div>
        <Button
          variant="default"
          size="xs"
          leftSection={<IconFileSpreadsheet size={15} aria-hidden="true" />}
          onClick={file}
        >
          {t('levels.csv')}
        </Button>
      </div>
      {chosen !== undefined && search.outcome !== undefined && (
        <PromiseList
          asked={asked}
          title={t('levels.list', {
            name: chosenName ?? chosen,
            outcome: t(`levels.${search.outcome}`),
          })}
          onClose={onClose}
        />
      )}
      <LevelsTable
        caption={t('levels.trend', { zone: report.timeZone })}
        head={t('levels.month')}
        rows={months}
        outcomes={['met', 'breached', 'excluded']}
        chosen={{ row: search.month, outcome: search.outcome }}
        onChoose={(month, outcome) => onChoose({ month, row: undefined, outcome })}
      />
      <p className={classes.how}>{t('levels.how')}</p>
    </>
  );
}
