/** What is asked before a meeting ends, is moved, or is cancelled: what will happen then, in words. */
import { Stack, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { cancelMeeting, changeMeeting, endMeeting } from '#designer/client/cab.ts';
import { fieldError } from '#designer/client/problem.ts';
import { keys } from '#designer/client/query.ts';
import type { Meeting } from '#designer/client/types/cab.ts';
import { useLocale, useText } from '#designer/ui/locale.ts';
import { SaveDialog } from '#designer/ui/SaveDialog.tsx';
import { fromWall, toWall } from '#designer/ui/wall-time.ts';
import { isUndecided } from './agenda.ts';
import { useTakeMeeting } from './use-act.ts';

type Props = { meeting: Meeting; onClose: () => void };

export function EndDialog({ meeting, onClose, onEnded }: Props & { onEnded: () => void }) {
  const t = useText();
  const take = useTakeMeeting();
  const undecided = meeting.items.filter(isUndecided).length;
  const end = async (key: string) => {
    take(await endMeeting(meeting, key));
    onEnded();
  };
  return (
    <SaveDialog
      title={t('cab.end')}
      submit={t('cab.end')}
      what={['end', meeting.id]}
      save={end}
      saved={t('cab.end.done')}
      touches={[keys.cab()]}
      onClose={onClose}
    >
      {() => (
        <Stack gap="xs">
          <p>{t('cab.end.undecided', { count: undecided })}</p>
          <p>{t('cab.end.text')}</p>
        </Stack>
      )}
    </SaveDialog>
  );
}

export function CancelDialog({ meeting, onClose }: Props) {
  const t = useText();
  const take = useTakeMeeting();
  const [reason, setReason] = useState('');
  return (
    <SaveDialog
      title={t('cab.cancel')}
      submit={t('cab.cancel')}
      color="red"
      what={reason}
      save={async (key) => take(await cancelMeeting(meeting, reason.trim(), key))}
      saved={t('cab.cancel.done')}
      touches={[keys.cab()]}
      disabled={reason.trim() === ''}
      onClose={onClose}
    >
      {(problem) => (
        <>
          <p>{t('cab.cancel.text', { count: meeting.items.length })}</p>
          <Textarea
            label={t('cab.cancel.reason')}
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

/** Another name, another hour. */
export function MoveDialog({ meeting, onClose }: Props) {
  const t = useText();
  const take = useTakeMeeting();
  const { timeZone } = useLocale();
  const [name, setName] = useState(meeting.name);
  const [begins, setBegins] = useState(toWall(timeZone, meeting.scheduledAt));
  const scheduledAt = fromWall(timeZone, begins);
  const mayMove = meeting.allowed.includes('move');
  const isMoved = mayMove && begins !== toWall(timeZone, meeting.scheduledAt);
  const body = {
    ...(name.trim() === meeting.name ? {} : { name: name.trim() }),
    ...(isMoved ? { scheduledAt: scheduledAt ?? '' } : {}),
  };
  return (
    <SaveDialog
      title={t('cab.move')}
      submit={t('common.save')}
      what={body}
      save={async () => take(await changeMeeting(meeting, body))}
      saved={t('settings.saved')}
      touches={[keys.cab()]}
      disabled={name.trim() === '' || (isMoved && !scheduledAt) || Object.keys(body).length === 0}
      onClose={onClose}
    >
      {(problem) => (
        <>
          <TextInput
            label={t('settings.name')}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            error={fieldError(problem, '/name')}
            maxLength={200}
            dir="auto"
            data-autofocus
          />
          {mayMove && (
            <TextInput
              type="datetime-local"
              label={t('cab.begins')}
              description={t('changes.plan.zone', { zone: timeZone })}
              value={begins}
              onChange={(event) => setBegins(event.currentTarget.value)}
              error={fieldError(problem, '/scheduledAt')}
            />
          )}
        </>
      )}
    </SaveDialog>
  );
}
