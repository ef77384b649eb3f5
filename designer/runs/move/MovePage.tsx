/**
 * Moving running work to another version: from which to which, what stands for what, what would become of each run, and
 * how fast. Nothing is done before the button at the end; what it would do is asked anew with every change.
 */
import { IconArrowsExchange } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { type Mapping, previewQuery } from '#designer/client/moves.ts';
import { versionQuery } from '#designer/client/processes.ts';
import { keys } from '#designer/client/query.ts';
import { type Overview, overviewQuery } from '#designer/client/runs.ts';
import { useCrumb } from '#designer/ui/crumb.tsx';
import { EmptyState } from '#designer/ui/EmptyState.tsx';
import { useText } from '#designer/ui/locale.ts';
import { PageSkeleton } from '#designer/ui/PageSkeleton.tsx';
import { ProblemNotice } from '#designer/ui/ProblemNotice.tsx';
import { openOn, VersionPick } from '../live/VersionPick.tsx';
import { useFresh } from '../use-fresh.ts';
import { EarlierMoves } from './EarlierMoves.tsx';
import classes from './MovePage.module.css';
import { MovePlan } from './MovePlan.tsx';
import type { MoveSearch } from './search.ts';

const DAYS = 1;

export function MovePage() {
  const t = useText();
  const { key = '' } = useParams({ strict: false });
  const query = useQuery(overviewQuery(key, { days: DAYS }));
  useFresh(keys.overview(key));
  useCrumb(query.data && `${query.data.name} · ${t('runs.move.open')}`);
  if (query.isError && query.data === undefined)
    return <ProblemNotice error={query.error} onRetry={() => void query.refetch()} />;
  if (query.data === undefined) return <PageSkeleton />;
  return <Versions process={key} overview={query.data} />;
}

function Versions({ process, overview }: { process: string; overview: Overview }) {
  const t = useText();
  const navigate = useNavigate();
  const search: MoveSearch = useSearch({ strict: false });
  const { versions, name } = overview;
  const to = search.to ?? overview.version ?? versions[0]?.version ?? null;
  const others = versions.filter(({ version }) => version !== to);
  const busiest = [...others].sort((one, other) => openOn(other) - openOn(one))[0];
  const from = others.some(({ version }) => version === search.from)
    ? (search.from ?? null)
    : (busiest?.version ?? null);
  const choose = (next: MoveSearch) =>
    void navigate({
      to: '/processes/$key/move',
      params: { key: process },
      search: { from: from ?? undefined, to: to ?? undefined, ...next },
      replace: true,
      resetScroll: false,
    });
  const open = versions.find(({ version }) => version === from);
  return (
    <div className={classes.page}>
      <h1 className={classes.title} dir="auto">
        {t('runs.move.title', { name })}
      </h1>
      <p className={classes.lead}>{t('runs.move.lead')}</p>
      {from === null || to === null ? (
        <EmptyState icon={IconArrowsExchange} title={t('runs.move.one.title')}>
          {t('runs.move.one.text')}
        </EmptyState>
      ) : (
        <>
          <div className={classes.bar}>
            <VersionPick
              label={t('runs.move.from')}
              versions={others}
              value={from}
              onChange={(next) => choose({ from: next })}
            />
            <VersionPick
              label={t('runs.move.to')}
              versions={versions}
              value={to}
              onChange={(next) => choose({ to: next })}
            />
          </div>
          {open && openOn(open) === 0 ? (
            <EmptyState
              icon={IconArrowsExchange}
              title={t('runs.move.none.title', { version: from })}
            >
              {t('runs.move.none.text')}
            </EmptyState>
          ) : (
            <Chosen key={`${from}-${to}`} process={process} from={from} to={to} />
          )}
        </>
      )}
      <EarlierMoves process={process} />
    </div>
  );
}

function Chosen({ process, from, to }: { process: string; from: number; to: number }) {
  const [mapping, setMapping] = useState<Mapping>({});
  const before = useQuery(versionQuery(process, from));
  const after = useQuery(versionQuery(process, to));
  const standing = useQuery(overviewQuery(process, { version: from, days: DAYS }));
  const there = useQuery(overviewQuery(process, { version: to, days: DAYS }));
  const preview = useQuery(previewQuery(process, { from, to, mapping }));
  const failed = [before, after, standing, there].find(({ isError }) => isError);
  if (failed) return <ProblemNotice error={failed.error} onRetry={() => void failed.refetch()} />;
  if (!before.data || !after.data || !standing.data || !there.data) return <PageSkeleton />;
  return (
    <MovePlan
      process={process}
      from={{ definition: before.data.definition, figures: standing.data.elements, version: from }}
      to={{ definition: after.data.definition, figures: there.data.elements, version: to }}
      mapping={mapping}
      onMapping={setMapping}
      preview={preview}
    />
  );
}
