/** Suspending, resuming or retiring a standard change, each with a reason that stays with it. */
import { Textarea } from '@mantine/core';
import { useState } from 'react';
import { fieldError } from '#designer/client/problem.ts';
import { keys } from '#designer/client/query.ts';
import { type StandardAct, turnStandard } from '#designer/client/standard-changes.ts';
import type { StandardChange } from '#designer/client/types/standard-changes.ts';
import { useText } from '#designer/ui/locale.ts';
import { SaveDialog } from '#designer/ui/SaveDialog.tsx';

type Props = {
  standard: StandardChange;
  act: StandardAct;
  onClose: () => void;
  onDone: (standard: StandardChange) => void;
};

export function TurnDialog({ standard, act, onClose, onDone }: Props) {
  const t = useText();
  const [reason, setReason] = useState('');
  return (
    <SaveDialog
      title={t(`standards.act.${act}`)}
      submit={t(`standards.act.${act}`)}
      color={act === 'retire' ? 'red' : undefined}
      what={[act, standard.key, reason]}
      save={async (sendKey) => onDone(await turnStandard(standard, act, reason.trim(), sendKey))}
      saved={t(`standards.done.${act}`)}
      touches={[keys.standards()]}
      disabled={reason.trim() === ''}
      onClose={onClose}
    >
      {(problem) => (
        <>
          <p>{t(`standards.act.${act}.text`)}</p>
          <Textarea
            label={t('standards.reason')}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
            error={fieldError(problem, '/reason')}
            maxLength={2_000}
            minRows={2}
            dir="auto"
            data-autofocus
          />
        </>
      )}
    </SaveDialog>
  );
}
