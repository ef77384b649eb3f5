/** The ticket's process as a drawing with where it stands, and as steps in words. */
import { Button } from '@mantine/core';
import { IconSitemap } from '@tabler/icons-react';
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useMay } from '#designer/client/me.ts';
import { keys } from '#designer/client/query.ts';
import { retryRun } from '#designer/client/runs.ts';
import { progressQuery, runsOfQuery } from '#designer/client/tickets.ts';
import type { Progress, Run } from '#designer/client/types/runs.ts';
import type { Ticket } from '#designer/client/types/tickets.ts';
import { RunDiagram } from '#designer/ui/diagram/RunDiagram.tsx';
import { EmptyState } from '#designer/ui/EmptyState.tsx';
import { useText } from '#designer/ui/locale.ts';
import { PageSkeleton } from '#designer/ui/PageSkeleton.tsx';
import { ProblemNotice } from '#designer/ui/ProblemNotice.tsx';
import { RunTabs } from '#designer/ui/RunTabs.tsx';
import { Steps } from '#designer/ui/Steps.tsx';
import { useToast } from '#designer/ui/toast.ts';
import classes from './ProcessTab.module.css';

export function ProcessTab({ ticket }: { ticket: Ticket }) {
  const t = useText();
  const mayRead = useMay('run.read');
  const [chosen, setChosen] = useState<string>();
  const progress = useQuery({
    ...progressQuery(ticket.id, chosen),
    placeholderData: keepPreviousData,
  });
  const runs = useQuery(runsOfQuery(ticket.id)).data ?? [];
  if (progress.isError && progress.data === undefined) {
    return (
      <div className={classes.tab}>
        <ProblemNotice error={progress.error} onRetry={() => void progress.refetch()} />
      </div>
    );
  }
  if (progress.data === undefined) return <PageSkeleton />;
  if (progress.data === null) {
    return (
      <EmptyState icon={IconSitemap} title={t('process.none.title')}>
        {t('process.none.detail')}
      </EmptyState>
    );
  }
  const { run, definition, names, version, elements, tokens, flowsTaken, steps } = progress.data;
  return (
    <div className={classes.tab}>
      <RunTabs runs={runs} shown={run.id} onShow={setChosen}>
        <div className={classes.run}>
          <p className={classes.name}>
            {t('process.version', { name: run.processName, version })}
            {mayRead && (
              <Link to="/runs/$id" params={{ id: run.id }} className={classes.open}>
                {t('runs.run.open')}
              </Link>
            )}
          </p>
          {runs
            .filter(({ id }) => id === run.id)
            .map((one) => (
              <Failure key={one.id} run={one} ticket={ticket} names={namesOf(definition)} />
            ))}
          {definition !== null && (
            <div className={classes.drawing}>
              <RunDiagram
                definition={definition}
                names={names}
                elements={elements}
                tokens={tokens}
                flowsTaken={flowsTaken}
              />
            </div>
          )}
          <h2 className={classes.heading}>{t('process.steps')}</h2>
          <Steps steps={steps} />
        </div>
      </RunTabs>
    </div>
  );
}

const namesOf = (definition: Progress['definition']) =>
  new Map(definition?.elements.map((element) => [element.id, element.name ?? element.id]));

function Failure({ run, ticket, names }: { run: Run; ticket: Ticket; names: Map<string, string> }) {
  const t = useText();
  const toast = useToast();
  const client = useQueryClient();
  if (run.failure === null) return null;
  const retry = () => {
    void retryRun(run.id)
      .then(() => {
        toast.done(t('process.retried'));
        return client.invalidateQueries({ queryKey: keys.ticket(ticket.id) });
      })
      .catch(toast.failed);
  };
  return (
    <div className={classes.failure} role="alert">
      <p>
        {t('process.failed', {
          element: names.get(run.failure.element) ?? run.failure.element,
          message: run.failure.message,
        })}
      </p>
      {run.allowed.includes('retry') && (
        <Button size="xs" variant="default" onClick={retry}>
          {t('process.retry')}
        </Button>
      )}
    </div>
  );
}
