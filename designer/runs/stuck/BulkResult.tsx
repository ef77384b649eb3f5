/** What became of each run of a bulk act: how many it was done to, and why not to the others. */
import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { BulkAnswer } from '#designer/client/runs.ts';
import type { Run } from '#designer/client/types/runs.ts';
import { useText } from '#designer/ui/locale.ts';
import { nameOfRun, shortId } from '../name-of-run.ts';
import classes from './RunsPage.module.css';

type Props = { runs: readonly Run[]; answers: readonly BulkAnswer[]; onClose: () => void };

export function BulkResult({ runs, answers, onClose }: Props) {
  const t = useText();
  const refused = answers.filter(({ status }) => status !== 200);
  const named = (id: string) => {
    const run = runs.find((one) => one.id === id);
    return run ? nameOfRun(run) : shortId(id);
  };
  return (
    <section className={classes.result} aria-label={t('runs.bulk.result')}>
      <header className={classes.head}>
        <p role="status">
          {t('runs.bulk.done', { done: answers.length - refused.length, refused: refused.length })}
        </p>
        <Button size="compact-xs" variant="subtle" onClick={onClose}>
          {t('runs.bulk.putAway')}
        </Button>
      </header>
      {refused.length > 0 && (
        <ul className={classes.rows}>
          {refused.map(({ id, problem }) => (
            <li key={id} className={classes.row}>
              <Link to="/runs/$id" params={{ id }} className={classes.name}>
                {named(id)}
              </Link>
              <span className={classes.message}>{problem?.detail ?? problem?.title}</span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
