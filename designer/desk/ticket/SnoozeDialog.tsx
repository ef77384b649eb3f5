/** Letting an escalation rest: until when, and why. Nobody else is asked until then. */
import { Button, Group, Modal, Stack, Textarea, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { snoozeEscalation } from '#designer/client/escalations.ts';
import { fieldError } from '#designer/client/problem.ts';
import { keys } from '#designer/client/query.ts';
import { useLocale, useText } from '#designer/ui/locale.ts';
import { ProblemNotice } from '#designer/ui/ProblemNotice.tsx';
import { fromWall, nextHour, toWall } from '#designer/ui/wall-time.ts';

type Props = { ticket: string; escalation: string; onClose: () => void };

export function SnoozeDialog({ ticket, escalation, onClose }: Props) {
  const t = useText();
  const client = useQueryClient();
  const { timeZone } = useLocale();
  const [until, setUntil] = useState(() => toWall(timeZone, nextHour(timeZone, Date.now())));
  const [reason, setReason] = useState('');
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const send = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setProblem(null);
    try {
      const body = { until: fromWall(timeZone, until) ?? '', reason: reason.trim() };
      await snoozeEscalation(ticket, escalation, body);
      await client.invalidateQueries({ queryKey: keys.ticket(ticket) });
      onClose();
    } catch (error) {
      setProblem(error);
      setBusy(false);
    }
  };
  const said = fieldError(problem, '/until') ?? fieldError(problem, '/reason');
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('escalation.snooze.title')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <form onSubmit={(event) => void send(event)}>
        <Stack gap="md">
          <p>{t('escalation.snooze.text')}</p>
          <TextInput
            type="datetime-local"
            label={t('escalation.snooze.until')}
            value={until}
            onChange={(event) => setUntil(event.currentTarget.value)}
            error={fieldError(problem, '/until')}
            required
            withAsterisk={false}
          />
          <Textarea
            label={t('escalation.snooze.reason')}
            value={reason}
            autosize
            minRows={2}
            maxLength={500}
            onChange={(event) => setReason(event.currentTarget.value)}
            error={fieldError(problem, '/reason')}
            required
            withAsterisk={false}
            data-autofocus
          />
          {problem !== null && said === undefined && <ProblemNotice error={problem} compact />}
          <Group justify="flex-end" gap="sm">
            <Button variant="default" onClick={onClose}>
              {t('common.cancel')}
            </Button>
            <Button type="submit" loading={busy}>
              {t('escalation.snooze.do')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
