/** Two people changed the same field: what was, what is there now, and what one wanted, side by side. Nothing is lost. */
import { Button, Group, getDefaultZIndex, Modal, Stack } from '@mantine/core';
import { useRef } from 'react';
import { useFieldWords } from '#designer/ui/field-words.ts';
import { useText } from '#designer/ui/locale.ts';
import classes from './ConflictDialog.module.css';
import type { Conflict } from './conflict.ts';

type Props = {
  /** Nothing: it is closed. It stays there, to give the focus back to where it was. */
  conflict: Conflict | null;
  onKeepYours: (conflict: Conflict) => void;
  onKeepTheirs: () => void;
};

export function ConflictDialog({ conflict, onKeepYours, onKeepTheirs }: Props) {
  const t = useText();
  /** What it is about is read until it has gone. */
  const last = useRef(conflict);
  last.current = conflict ?? last.current;
  return (
    <Modal
      opened={conflict !== null}
      onClose={onKeepTheirs}
      size="lg"
      // Above the dialog of the act that has met it, which came into the page later.
      zIndex={getDefaultZIndex('modal') + 1}
      title={last.current && t('conflict.title', { number: last.current.now.number })}
      closeButtonProps={{ 'aria-label': t('conflict.keepTheirs') }}
    >
      <Stack gap="lg">
        {last.current && <Sides conflict={last.current} />}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onKeepTheirs}>
            {t('conflict.keepTheirs')}
          </Button>
          <Button onClick={() => conflict !== null && onKeepYours(conflict)}>
            {t('conflict.keepYours')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

function Sides({ conflict }: { conflict: Conflict }) {
  const t = useText();
  const words = useFieldWords();
  const field = words.field(conflict.field);
  const sides = [
    { label: t('conflict.was'), value: conflict.was, strong: false },
    { label: t('conflict.theirs'), value: conflict.theirs, strong: true },
    { label: t('conflict.yours'), value: conflict.yours, strong: true },
  ];
  return (
    <>
      <p>{t('conflict.detail', { field })}</p>
      <dl className={classes.sides}>
        {sides.map((side) => (
          <div key={side.label} className={classes.side} data-strong={side.strong}>
            <dt>{side.label}</dt>
            <dd>{words.value(conflict.field, side.value)}</dd>
          </div>
        ))}
      </dl>
      {conflict.others.length > 0 && (
        <p className={classes.others}>
          {t('conflict.other', { fields: conflict.others.map(words.field).join(', ') })}
        </p>
      )}
    </>
  );
}
