/** Whether what one sees is saved, in a few words; silent movement is worse than a word too many here. */
import { UnstyledButton } from '@mantine/core';
import { IconAlertTriangleFilled, IconCheck, IconLoader2 } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { isProblem } from '#designer/client/problem.ts';
import { useSay } from '#designer/ui/diagram/say.ts';
import type { Autosave } from '../editor/autosave.ts';
import styles from './page.module.css';

export const SavedState = ({ autosave, short }: { autosave: Autosave; short: boolean }) => {
  const say = useSay();
  const { state, flush } = autosave;
  const seconds = useSecondsSince(state.kind === 'saved' ? state.at : null);
  switch (state.kind) {
    case 'saved':
      return (
        <span className={styles.saved}>
          <IconCheck size={14} aria-hidden />
          {!short && (seconds === null ? say('canvas.saved') : agoWords(say, seconds))}
        </span>
      );
    case 'unsaved':
    case 'saving':
      return (
        <span className={styles.saved}>
          <IconLoader2 className={styles.spin} size={14} aria-hidden />
          {!short && say('canvas.saving')}
        </span>
      );
    case 'conflict':
      return (
        <span className={styles.unsaved}>
          <IconAlertTriangleFilled size={14} aria-hidden />
          {say('canvas.saved.conflict')}
        </span>
      );
    case 'failed': {
      const detail = isProblem(state.error)
        ? (state.error.errors[0]?.detail ?? state.error.detail)
        : undefined;
      return (
        <UnstyledButton
          className={styles.unsaved}
          title={detail}
          onClick={() => void flush()}
          role="alert"
        >
          <IconAlertTriangleFilled size={14} aria-hidden />
          {say(
            isProblem(state.error) && state.error.status === 0
              ? 'canvas.saved.offline'
              : 'canvas.saved.failed',
          )}
        </UnstyledButton>
      );
    }
  }
};

const agoWords = (say: ReturnType<typeof useSay>, seconds: number): string =>
  seconds < 60
    ? say('canvas.saved.seconds', { seconds })
    : say('canvas.saved.minutes', { minutes: Math.floor(seconds / 60) });

const useSecondsSince = (at: number | null): number | null => {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    if (at === null) return;
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), Date.now() - at < 60_000 ? 3_000 : 30_000);
    return () => clearInterval(timer);
  }, [at]);
  return at === null ? null : Math.max(1, Math.round((now - at) / 1_000));
};
