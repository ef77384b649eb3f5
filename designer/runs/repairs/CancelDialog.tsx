/** Ends a run before its time, and undoes first what it has done where that is wanted. */
import { Checkbox } from '@mantine/core';
import { useState } from 'react';
import { cancelRun } from '#designer/client/runs.ts';
import type { RunDetail } from '#designer/client/types/runs.ts';
import { useText } from '#designer/ui/locale.ts';
import { nameOfRun } from '../name-of-run.ts';
import classes from './ActDialog.module.css';
import { ActDialog } from './ActDialog.tsx';

export function CancelDialog({ detail, onClose }: { detail: RunDetail; onClose: () => void }) {
  const t = useText();
  const [undo, setUndo] = useState(false);
  const { run, tokens } = detail;
  const open = tokens.filter(({ beside }) => !beside).length;
  return (
    <ActDialog
      run={run}
      title={t('runs.cancel.title', { name: nameOfRun(run) })}
      submit={t('runs.cancel.submit')}
      done={t('runs.cancel.done')}
      isReasonNeeded
      isDangerous
      act={(reason, revision) => cancelRun(run.id, { reason, undo }, revision)}
      onClose={onClose}
    >
      <div className={classes.what}>
        <p>{t('runs.cancel.text', { count: open })}</p>
      </div>
      <Checkbox
        label={t('runs.cancel.undo')}
        description={t('runs.cancel.undoHint')}
        checked={undo}
        onChange={(event) => setUndo(event.currentTarget.checked)}
      />
    </ActDialog>
  );
}
