/** Stands a major incident down: one note for it, for what follows it and, if wanted, for the stakeholders. */
import { Checkbox, Text, Textarea } from '@mantine/core';
import { useState } from 'react';
import { majorTouches, resolveMajor } from '#designer/client/major.ts';
import type { MajorIncident } from '#designer/client/types/major.ts';
import { useText } from '#designer/ui/locale.ts';
import { SaveDialog } from '#designer/ui/SaveDialog.tsx';

export function ResolveDialog({ major, onClose }: { major: MajorIncident; onClose: () => void }) {
  const t = useText();
  const { id, ticket, version, children } = major;
  const [note, setNote] = useState('');
  const [tells, setTells] = useState(true);
  const save = async (idempotencyKey: string) => {
    await resolveMajor(id, { note: note.trim(), tells }, { version, idempotencyKey });
    return t('major.resolve.done', { number: ticket.number });
  };
  return (
    <SaveDialog
      title={t('major.resolve.title', { number: ticket.number })}
      submit={t('major.act.resolve')}
      disabled={note.trim() === ''}
      what={[note, tells]}
      touches={majorTouches(ticket)}
      save={save}
      onClose={onClose}
    >
      {() => (
        <>
          <Textarea
            label={t('major.resolve.note')}
            description={t('major.resolve.note.help')}
            value={note}
            maxLength={10_000}
            autosize
            minRows={4}
            maxRows={12}
            dir="auto"
            onChange={(event) => setNote(event.currentTarget.value)}
            data-autofocus
          />
          <Checkbox
            label={t('major.resolve.tells')}
            checked={tells}
            onChange={(event) => setTells(event.currentTarget.checked)}
          />
          <Text size="sm">{t('major.resolve.text', { count: children })}</Text>
        </>
      )}
    </SaveDialog>
  );
}
