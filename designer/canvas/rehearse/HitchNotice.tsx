/** Says where the happenings no longer fit the drawing, or why it cannot begin, and what can be done about it. */
import { Alert, Button } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useEditor } from '../editor/editor.tsx';
import type { Hitch } from './play.ts';
import styles from './rehearse.module.css';
import { useRehearse } from './rehearse.tsx';
import { hitchWords } from './words.ts';

export const HitchNotice = ({ hitch }: { readonly hitch: Hitch }) => {
  const { say, definition } = useEditor();
  const { session, dispatch } = useRehearse();
  const { happening } = hitch;
  return (
    <Alert
      color="yellow"
      className={styles.notice}
      icon={<IconAlertTriangle size={18} aria-hidden />}
      title={hitchWords(say, definition, session, hitch)}
    >
      <span className={styles.cardActs}>
        {happening === null ? (
          <Button size="xs" variant="default" onClick={() => dispatch({ type: 'beginAnew' })}>
            {say('canvas.rehearse.beginAnew')}
          </Button>
        ) : (
          <>
            <Button
              size="xs"
              variant="default"
              onClick={() => dispatch({ type: 'omit', happening })}
            >
              {say('canvas.rehearse.omit')}
            </Button>
            <Button
              size="xs"
              variant="default"
              onClick={() => dispatch({ type: 'cut', happening })}
            >
              {say('canvas.rehearse.cut')}
            </Button>
          </>
        )}
      </span>
    </Alert>
  );
};
