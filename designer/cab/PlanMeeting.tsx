/** A meeting that is planned by hand, beside those a board has by itself. */
import { NumberInput, Select, Switch, TextInput } from '@mantine/core';
import { useState } from 'react';
import { type NewMeeting, planMeeting } from '#designer/client/cab.ts';
import { fieldError } from '#designer/client/problem.ts';
import { keys } from '#designer/client/query.ts';
import type { Board } from '#designer/client/types/cab.ts';
import { useLocale, useText } from '#designer/ui/locale.ts';
import { SaveDialog } from '#designer/ui/SaveDialog.tsx';
import { fromWall, nextHour, toWall } from '#designer/ui/wall-time.ts';
import { ChangesPick } from './ChangesPick.tsx';

const CHANGES_MAX = 200;

type Props = { boards: readonly Board[]; first: string | undefined; onClose: () => void };

export function PlanMeetingDialog({ boards, first, onClose }: Props) {
  const t = useText();
  const { timeZone } = useLocale();
  const [key, setKey] = useState(first ?? boards[0]?.key ?? '');
  const board = boards.find((one) => one.key === key);
  const [name, setName] = useState('');
  const [begins, setBegins] = useState(() => toWall(timeZone, nextHour(timeZone, Date.now())));
  const [minutes, setMinutes] = useState<number | null>(null);
  const [virtual, setVirtual] = useState<boolean | null>(null);
  const [changes, setChanges] = useState<string[]>([]);
  const scheduledAt = fromWall(timeZone, begins);
  const body: NewMeeting = {
    board: key,
    scheduledAt: scheduledAt ?? '',
    ...(name.trim() === '' ? {} : { name: name.trim() }),
    ...(minutes === null ? {} : { minutes }),
    ...(virtual === null ? {} : { virtual }),
    ...(changes.length === 0 ? {} : { changes }),
  };
  return (
    <SaveDialog
      title={t('cab.plan')}
      submit={t('cab.plan')}
      what={body}
      save={(sendKey) => planMeeting(body, sendKey)}
      saved={t('cab.plan.done')}
      touches={[keys.cab()]}
      disabled={board === undefined || scheduledAt === undefined}
      onClose={onClose}
    >
      {(problem) => (
        <>
          <Select
            label={t('cab.board')}
            data={boards.map((one) => ({ value: one.key, label: one.name }))}
            value={key}
            onChange={(next) => next && setKey(next)}
            allowDeselect={false}
            error={fieldError(problem, '/board')}
          />
          <TextInput
            type="datetime-local"
            label={t('cab.begins')}
            description={t('changes.plan.zone', { zone: timeZone })}
            value={begins}
            onChange={(event) => setBegins(event.currentTarget.value)}
            error={fieldError(problem, '/scheduledAt')}
            data-autofocus
          />
          <TextInput
            label={t('settings.name')}
            placeholder={board?.name}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            maxLength={200}
            error={fieldError(problem, '/name')}
            dir="auto"
          />
          <NumberInput
            label={t('cab.minutesLong')}
            value={minutes ?? board?.minutes ?? ''}
            min={5}
            max={44_640}
            onChange={(value) => setMinutes(typeof value === 'number' ? value : null)}
            error={fieldError(problem, '/minutes')}
          />
          <Switch
            label={t('cab.virtual.switch')}
            description={t('cab.virtual.help')}
            checked={virtual ?? board?.virtual ?? false}
            onChange={(event) => setVirtual(event.currentTarget.checked)}
          />
          <ChangesPick
            label={t('cab.changes')}
            value={changes}
            onChange={setChanges}
            max={CHANGES_MAX}
            error={fieldError(problem, '/changes') ?? fieldError(problem, '/changes/0')}
          />
        </>
      )}
    </SaveDialog>
  );
}
