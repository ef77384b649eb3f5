/** Tries again what has failed. */
import { retryRun } from '#designer/client/runs.ts';
import type { RunDetail } from '#designer/client/types/runs.ts';
import { useSay } from '#designer/ui/diagram/say.ts';
import { nameOf } from '#designer/ui/diagram/words.ts';
import { useText } from '#designer/ui/locale.ts';
import classes from './ActDialog.module.css';
import { ActDialog } from './ActDialog.tsx';

export function RetryDialog({ detail, onClose }: { detail: RunDetail; onClose: () => void }) {
  const t = useText();
  const say = useSay();
  const { run, tokens, definition } = detail;
  const failed = tokens.filter(({ failure }) => failure !== null);
  return (
    <ActDialog
      run={run}
      title={t('runs.retry.title')}
      submit={t('runs.retry.submit')}
      done={t('process.retried')}
      isReasonNeeded={false}
      act={(reason, revision) => retryRun(run.id, reason, revision)}
      onClose={onClose}
    >
      <div className={classes.what}>
        <p>{t('runs.retry.text', { count: failed.length })}</p>
        <ul>
          {failed.map(({ token, element, failure }) => {
            const one = definition.elements.find(({ id }) => id === element);
            return (
              <li key={token} dir="auto">
                {one ? nameOf(say, one) : element}: {failure?.message}
              </li>
            );
          })}
        </ul>
      </div>
    </ActDialog>
  );
}
