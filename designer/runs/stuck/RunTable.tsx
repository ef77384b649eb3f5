/** Runs as rows that can be chosen; each leads to its page. */
import { Checkbox } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { Run } from '#designer/client/types/runs.ts';
import { useText } from '#designer/ui/locale.ts';
import { Time } from '#designer/ui/Time.tsx';
import { nameOfRun } from '../name-of-run.ts';
import { RunStateChip } from '../RunStateChip.tsx';
import classes from './RunsPage.module.css';

type Props = {
  runs: readonly Run[];
  chosen: ReadonlySet<string>;
  onChoose: (chosen: ReadonlySet<string>) => void;
};

export function RunTable({ runs, chosen, onChoose }: Props) {
  const t = useText();
  const open = runs.filter(({ allowed }) => allowed.length > 0);
  const count = open.filter(({ id }) => chosen.has(id)).length;
  const toggle = (id: string) => {
    const next = new Set(chosen);
    if (!next.delete(id)) next.add(id);
    onChoose(next);
  };
  return (
    <div className={classes.list}>
      {open.length > 0 && (
        <div className={classes.all}>
          <Checkbox
            size="xs"
            label={t('runs.list.chooseAll', { count: open.length })}
            checked={count === open.length}
            indeterminate={count > 0 && count < open.length}
            onChange={() =>
              onChoose(count === open.length ? new Set() : new Set(open.map(({ id }) => id)))
            }
          />
        </div>
      )}
      <ul className={classes.rows}>
        {runs.map((run) => (
          <li key={run.id} className={classes.row} data-chosen={chosen.has(run.id) || undefined}>
            {run.allowed.length > 0 && (
              <Checkbox
                size="xs"
                aria-label={t('runs.list.choose', { name: nameOfRun(run) })}
                checked={chosen.has(run.id)}
                onChange={() => toggle(run.id)}
              />
            )}
            <Link to="/runs/$id" params={{ id: run.id }} className={classes.name}>
              {nameOfRun(run)}
            </Link>
            <span className={classes.what} dir="auto">
              {run.ticket?.title ?? t('runs.noTicket')}
              <span className={classes.quiet}>
                {' · '}
                {t('process.version', { name: run.processName, version: run.version })}
              </span>
              {run.failure && <span className={classes.message}> {run.failure.message}</span>}
            </span>
            <RunStateChip state={run.state} />
            <Time
              at={run.endedAt ?? run.here?.since ?? run.startedAt}
              short
              className={classes.time}
            />
          </li>
        ))}
      </ul>
    </div>
  );
}
