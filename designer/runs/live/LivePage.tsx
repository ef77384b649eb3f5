/**
 * A process at work: the drawing of one version with what goes on in it, by layer, and the runs behind every number. What
 * is looked at (version, layer, element, period) stands in the address, so that it can be sent to somebody.
 */
import { Button, SegmentedControl, Select } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconArrowsExchange, IconSchema } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useMay } from '#designer/client/me.ts';
import { recordQuery, versionQuery } from '#designer/client/processes.ts';
import { keys } from '#designer/client/query.ts';
import { type Overview, overviewQuery } from '#designer/client/runs.ts';
import { useCrumb } from '#designer/ui/crumb.tsx';
import { EmptyState } from '#designer/ui/EmptyState.tsx';
import { useText } from '#designer/ui/locale.ts';
import { PageSkeleton } from '#designer/ui/PageSkeleton.tsx';
import { ProblemNotice } from '#designer/ui/ProblemNotice.tsx';
import { RolloutCard } from '#designer/ui/rollout/RolloutCard.tsx';
import { useFresh } from '../use-fresh.ts';
import { FiguresTable } from './FiguresTable.tsx';
import { LiveDrawing } from './LiveDrawing.tsx';
import classes from './LivePage.module.css';
import { LAYERS, toLayer } from './layers.ts';
import { RunsHere } from './RunsHere.tsx';
import { type LiveSearch, PERIODS, toDays } from './search.ts';
import { VersionPick } from './VersionPick.tsx';
import { VersionStrip } from './VersionStrip.tsx';

export function LivePage() {
  const { key = '' } = useParams({ strict: false });
  const search: LiveSearch = useSearch({ strict: false });
  const days = toDays(search.days);
  const query = useQuery(overviewQuery(key, { version: search.version, days }));
  useFresh(keys.overview(key), keys.runs());
  useCrumb(query.data?.name);
  if (query.isError && query.data === undefined)
    return <ProblemNotice error={query.error} onRetry={() => void query.refetch()} />;
  if (query.data === undefined) return <PageSkeleton />;
  return <Live process={key} overview={query.data} search={search} days={days} />;
}

/** A version that takes a share of the new runs is looked at beside the other. */
function OnItsWay({ process }: { process: string }) {
  const { data: record } = useQuery(recordQuery(process));
  const isWide = useMediaQuery('(min-width: 1000px)') ?? true;
  if (!record?.next) return null;
  return <RolloutCard record={record} next={record.next} room={isWide ? 'wide' : 'narrow'} />;
}

type Props = { process: string; overview: Overview; search: LiveSearch; days: number };

function Live({ process, overview, search, days }: Props) {
  const t = useText();
  const navigate = useNavigate();
  const mayOperate = useMay('run.operate');
  const layer = toLayer(search.layer);
  const { version, versions, name } = overview;
  const look = (change: Partial<LiveSearch>) =>
    void navigate({
      to: '/processes/$key/live',
      params: { key: process },
      search: { ...search, ...change },
      replace: true,
      resetScroll: false,
    });
  const drawing = useQuery({ ...versionQuery(process, version ?? 0), enabled: version !== null });
  return (
    <div className={classes.page}>
      <header className={classes.head}>
        <h1 className={classes.title} dir="auto">
          {name}
        </h1>
        <div className={classes.acts}>
          {mayOperate && versions.length > 1 && (
            <Button
              variant="default"
              leftSection={<IconArrowsExchange size={16} aria-hidden="true" />}
              renderRoot={(props) => (
                <Link {...props} to="/processes/$key/move" params={{ key: process }} />
              )}
            >
              {t('runs.move.open')}
            </Button>
          )}
          <Button
            variant="default"
            leftSection={<IconSchema size={16} aria-hidden="true" />}
            renderRoot={(props) => (
              <Link {...props} to="/processes/$key" params={{ key: process }} search={{}} />
            )}
          >
            {t('runs.live.draw')}
          </Button>
        </div>
      </header>
      <OnItsWay process={process} />
      {version === null ? (
        <EmptyState icon={IconSchema} title={t('runs.live.never.title')}>
          {t('runs.live.never.text')}
        </EmptyState>
      ) : (
        <>
          <div className={classes.bar}>
            <VersionPick
              label={t('runs.live.version')}
              versions={versions}
              value={version}
              onChange={(next) => look({ version: next, element: undefined })}
            />
            <Select
              label={t('runs.live.period')}
              value={String(days)}
              onChange={(next) => look({ days: Number(next) })}
              allowDeselect={false}
              data={PERIODS.map((one) => ({
                value: String(one),
                label: t('runs.live.days', { days: one }),
              }))}
              className={classes.period}
            />
            <VersionStrip
              process={process}
              figures={versions.find((one) => one.version === version)}
              days={days}
            />
          </div>
          <div className={classes.layers}>
            <SegmentedControl
              aria-label={t('runs.live.layer')}
              value={layer}
              onChange={(next) => look({ layer: toLayer(next) })}
              data={LAYERS.map((one) => ({ value: one, label: t(`runs.layer.${one}`) }))}
            />
            <p className={classes.legend}>{t(`runs.legend.${layer}`, { days })}</p>
          </div>
          {drawing.isError && (
            <ProblemNotice error={drawing.error} onRetry={() => void drawing.refetch()} compact />
          )}
          {drawing.data === undefined ? (
            !drawing.isError && <PageSkeleton />
          ) : (
            <div className={classes.sides}>
              <div className={classes.drawing}>
                <LiveDrawing
                  key={version}
                  definition={drawing.data.definition}
                  layer={layer}
                  figures={overview.elements}
                  selected={search.element}
                  onSelect={(element) => look({ element })}
                />
              </div>
              <RunsHere
                process={process}
                version={version}
                definition={drawing.data.definition}
                element={search.element}
                figures={overview.elements}
              />
              <div className={classes.figures}>
                <FiguresTable
                  definition={drawing.data.definition}
                  figures={overview.elements}
                  selected={search.element}
                  onSelect={(element) => look({ element })}
                />
              </div>
            </div>
          )}
        </>
      )}
    </div>
  );
}
