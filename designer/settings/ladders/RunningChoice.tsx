/** Before a ladder is saved that escalations climb: whether they go on by the version they began on, or by the new one. */
import { Button, Group, Modal, Radio, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ladderUseQuery } from '#designer/client/ladders.ts';
import { useText } from '#designer/ui/locale.ts';

type Props = { ladderKey: string; onSave: (running: boolean) => void; onClose: () => void };

export function RunningChoice({ ladderKey, onSave, onClose }: Props) {
  const t = useText();
  const count = useQuery(ladderUseQuery(ladderKey)).data?.running ?? 0;
  const [running, setRunning] = useState(false);
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('ladders.choice')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          onSave(running);
        }}
      >
        <Stack gap="md">
          <Radio.Group
            label={t('ladders.choice.text', { count })}
            value={running ? 'follow' : 'leave'}
            onChange={(next) => setRunning(next === 'follow')}
          >
            <Stack gap={6} mt={6}>
              <Radio value="leave" label={t('ladders.choice.leave')} data-autofocus />
              <Radio value="follow" label={t('ladders.choice.follow')} />
            </Stack>
          </Radio.Group>
          <Group justify="flex-end" gap="sm">
            <Button variant="default" onClick={onClose}>
              {t('common.cancel')}
            </Button>
            <Button type="submit">{t('common.save')}</Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
