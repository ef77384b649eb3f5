/**
 * One run, also where no ticket is about it: the way it took on its drawing, what it waits for and what can be done about
 * that, what it works with, and all that happened to it.
 */
import { Button } from '@mantine/core';
import { IconAlertTriangle, IconBan, IconBookmark, IconRefresh } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useMay } from '#designer/client/me.ts';
import { keys } from '#designer/client/query.ts';
import { runQuery } from '#designer/client/runs.ts';
import type { RunDetail } from '#designer/client/types/runs.ts';
import { useCrumb } from '#designer/ui/crumb.tsx';
import { RunDiagram } from '#designer/ui/diagram/RunDiagram.tsx';
import { useSay } from '#designer/ui/diagram/say.ts';
import { plainKey } from '#designer/ui/diagram/words.ts';
import { useText } from '#designer/ui/locale.ts';
import { PageSkeleton } from '#designer/ui/PageSkeleton.tsx';
import { ProblemNotice } from '#designer/ui/ProblemNotice.tsx';
import { Time } from '#designer/ui/Time.tsx';
import { nameOfRun } from '../name-of-run.ts';
import { RunStateChip } from '../RunStateChip.tsx';
import { RepairDialog, type RepairWish } from '../repairs/RepairDialog.tsx';
import { useFresh } from '../use-fresh.ts';
import { AsScenario } from './AsScenario.tsx';
import { RunEvents } from './RunEvents.tsx';
import classes from './RunPage.module.css';
import { RunPath } from './RunPath.tsx';
import { RunTokens } from './RunTokens.tsx';
import { RunVariables } from './RunVariables.tsx';

export function RunPage() {
  const { id = '' } = useParams({ strict: false });
  const query = useQuery(runQuery(id));
  useFresh(keys.run(id));
  useCrumb(query.data && `${query.data.run.processName} · ${nameOfRun(query.data.run)}`);
  if (query.isError && query.data === undefined)
    return <ProblemNotice error={query.error} onRetry={() => void query.refetch()} />;
  if (query.data === undefined) return <PageSkeleton />;
  return <Shown key={id} detail={query.data} />;
}

function Shown({ detail }: { detail: RunDetail }) {
  const t = useText();
  const [selected, setSelected] = useState<string>();
  const [wish, setWish] = useState<RepairWish | null>(null);
  const { run, definition, names, elements, tokens, flowsTaken } = detail;
  return (
    <div className={classes.page}>
      <RunHead detail={detail} onWish={setWish} />
      <div className={classes.sides}>
        <div className={classes.column}>
          <div className={classes.drawing}>
            <RunDiagram
              definition={definition}
              names={names}
              elements={elements}
              tokens={tokens}
              flowsTaken={flowsTaken}
              selected={selected}
              onSelect={(element) => setSelected(element === selected ? undefined : element)}
            />
          </div>
          <RunPath
            definition={definition}
            path={detail.path}
            selected={selected}
            onAll={() => setSelected(undefined)}
          />
        </div>
        <div className={classes.column}>
          <RunTokens detail={detail} onWish={setWish} />
          <RunVariables
            variables={run.variables}
            onCorrect={
              run.allowed.includes('repair') ? () => setWish({ kind: 'correct' }) : undefined
            }
          />
        </div>
      </div>
      <section className={classes.section}>
        <h2 className={classes.heading}>{t('runs.events.title')}</h2>
        <RunEvents id={run.id} />
      </section>
      {wish !== null && (
        <RepairDialog
          key={JSON.stringify(wish)}
          wish={wish}
          detail={detail}
          onClose={() => setWish(null)}
        />
      )}
    </div>
  );
}

function RunHead({ detail, onWish }: { detail: RunDetail; onWish: (wish: RepairWish) => void }) {
  const t = useText();
  const { run, definition } = detail;
  const mayAuthor = useMay('process.author');
  const [isKeeping, setKeeping] = useState(false);
  const say = useSay();
  const stopped = definition.elements.find(({ id }) => id === run.failure?.element);
  return (
    <>
      <header className={classes.head}>
        <h1 className={classes.title} dir="auto">
          {run.processName}
        </h1>
        <RunStateChip state={run.state} />
        <div className={classes.acts}>
          {run.allowed.includes('retry') && (
            <Button
              leftSection={<IconRefresh size={16} aria-hidden="true" />}
              onClick={() => onWish({ kind: 'retry' })}
            >
              {t('runs.act.retry')}
            </Button>
          )}
          {run.allowed.includes('cancel') && (
            <Button
              variant="default"
              leftSection={<IconBan size={16} aria-hidden="true" />}
              onClick={() => onWish({ kind: 'cancel' })}
            >
              {t('runs.act.cancel')}
            </Button>
          )}
          {mayAuthor && (
            <Button
              variant="default"
              leftSection={<IconBookmark size={16} aria-hidden="true" />}
              onClick={() => setKeeping(true)}
            >
              {t('runs.act.scenario')}
            </Button>
          )}
        </div>
      </header>
      <p className={classes.meta}>
        <Link
          to="/processes/$key/live"
          params={{ key: run.process }}
          search={{ version: run.version }}
        >
          {t('runs.run.version', { version: run.version })}
        </Link>
        {run.ticket ? (
          <Link to="/tickets/$id" params={{ id: run.ticket.number }} search={{ tab: 'process' }}>
            <bdi>
              {run.ticket.number} {run.ticket.title}
            </bdi>
          </Link>
        ) : (
          <span>{t('runs.noTicket')}</span>
        )}
        <span>
          {t('runs.run.started')} <Time at={run.startedAt} />
        </span>
        {run.endedAt !== null && (
          <span>
            {t('runs.run.ended')} <Time at={run.endedAt} />
          </span>
        )}
        {run.outcome !== null && (
          <span>{t('runs.run.outcome', { outcome: plainKey(say, run.outcome) })}</span>
        )}
        <code className={classes.id} dir="ltr">
          {run.id}
        </code>
      </p>
      {run.failure !== null && (
        <div className={classes.failure} role="alert">
          <IconAlertTriangle size={18} aria-hidden="true" />
          <p dir="auto">
            {t('process.failed', {
              element: stopped?.name ?? run.failure.element,
              message: run.failure.message,
            })}
          </p>
        </div>
      )}
      {isKeeping && <AsScenario detail={detail} onClose={() => setKeeping(false)} />}
    </>
  );
}
