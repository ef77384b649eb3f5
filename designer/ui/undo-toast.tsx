/** Says what was done, with the way back beside it for as long as it is shown. */
import { Button, Group } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useCallback } from 'react';
import { useText } from './locale.ts';

const SHOWN_MS = 8_000;

export function useUndoToast(): (message: string, undo: () => void) => void {
  const t = useText();
  return useCallback(
    (message, undo) => {
      const id = notifications.show({
        color: 'green',
        withBorder: true,
        autoClose: SHOWN_MS,
        closeButtonProps: { 'aria-label': t('common.close') },
        message: (
          <Group justify="space-between" gap="sm">
            <span dir="auto">{message}</span>
            <Button
              size="xs"
              variant="subtle"
              onClick={() => {
                notifications.hide(id);
                undo();
              }}
            >
              {t('common.undo')}
            </Button>
          </Group>
        ),
      });
    },
    [t],
  );
}
