/** Takes a declaration back that was a mistake, and says why. */
import { Text, Textarea } from '@mantine/core';
import { useState } from 'react';
import { majorTouches, withdrawMajor } from '#designer/client/major.ts';
import type { MajorIncident } from '#designer/client/types/major.ts';
import { useText } from '#designer/ui/locale.ts';
import { SaveDialog } from '#designer/ui/SaveDialog.tsx';

export function WithdrawDialog({ major, onClose }: { major: MajorIncident; onClose: () => void }) {
  const t = useText();
  const { id, ticket, version } = major;
  const [reason, setReason] = useState('');
  const save = async (idempotencyKey: string) => {
    await withdrawMajor(id, { reason: reason.trim() }, { version, idempotencyKey });
    return t('major.withdraw.done', { number: ticket.number });
  };
  return (
    <SaveDialog
      title={t('major.withdraw.title', { number: ticket.number })}
      submit={t('major.act.withdraw')}
      color="red"
      disabled={reason.trim() === ''}
      what={reason}
      touches={majorTouches(ticket)}
      save={save}
      onClose={onClose}
    >
      {() => (
        <>
          <Text size="sm">{t('major.withdraw.text', { number: ticket.number })}</Text>
          <Textarea
            label={t('major.reason')}
            value={reason}
            maxLength={2_000}
            autosize
            minRows={2}
            dir="auto"
            onChange={(event) => setReason(event.currentTarget.value)}
            data-autofocus
          />
        </>
      )}
    </SaveDialog>
  );
}
