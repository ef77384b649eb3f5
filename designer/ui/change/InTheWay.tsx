/** What stands in the way of a change at a time, each with its reason, and a way through a freeze for whoever has one. */
import { Button, Text, Textarea } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { useState } from 'react';
import { overrideFreeze } from '#designer/client/changes.ts';
import { fieldError } from '#designer/client/problem.ts';
import { keys } from '#designer/client/query.ts';
import type { Change, ChangeConflict } from '#designer/client/types/changes.ts';
import { useText } from '../locale.ts';
import { SaveDialog } from '../SaveDialog.tsx';
import { ConflictList } from './ConflictList.tsx';
import classes from './InTheWay.module.css';

type Props = {
  change: Change;
  conflicts: ChangeConflict[] | undefined;
  /** What is shown is what is saved: a change is let through as it is planned, not as it may be. */
  isSaved: boolean;
};

export function InTheWay({ change, conflicts, isSaved }: Props) {
  const t = useText();
  const [asking, setAsking] = useState(false);
  if (conflicts === undefined) return <div className={classes.waiting} aria-busy="true" />;
  const isHeld = conflicts.some(({ kind, isOverridden }) => kind === 'freeze' && !isOverridden);
  return (
    <div aria-live="polite">
      {conflicts.length === 0 ? (
        <p className={classes.free}>
          <IconCheck size={15} aria-hidden="true" />
          {t('changes.plan.free')}
        </p>
      ) : (
        <ConflictList conflicts={conflicts} />
      )}
      {change.overrides.map((one) => (
        <p key={one.freeze.id} className={classes.quiet} dir="auto">
          {t('changes.override.by', {
            name: one.by.name,
            freeze: one.freeze.name,
            reason: one.reason,
          })}
        </p>
      ))}
      {isHeld && isSaved && change.allowed.includes('overrideFreeze') && (
        <Button variant="subtle" color="red" size="xs" onClick={() => setAsking(true)}>
          {t('changes.override')}
        </Button>
      )}
      {asking && <OverrideDialog change={change} onClose={() => setAsking(false)} />}
    </div>
  );
}

function OverrideDialog({ change, onClose }: { change: Change; onClose: () => void }) {
  const t = useText();
  const [reason, setReason] = useState('');
  return (
    <SaveDialog
      title={t('changes.override')}
      submit={t('changes.override')}
      color="red"
      what={reason}
      save={(sendKey) => overrideFreeze(change.id, reason, sendKey)}
      saved={t('changes.override.done', { number: change.number })}
      touches={[keys.ticket(change.id)]}
      disabled={reason.trim() === ''}
      onClose={onClose}
    >
      {(problem) => (
        <>
          <Text size="sm">{t('changes.override.text')}</Text>
          <Textarea
            label={t('changes.override.reason')}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
            error={fieldError(problem, '/reason') ?? fieldError(problem, '/freeze')}
            autosize
            minRows={2}
            data-autofocus
          />
        </>
      )}
    </SaveDialog>
  );
}
