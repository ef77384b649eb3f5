/** What has become of a publication: said with what starts the process from now on, and where to look next. */
import { Button } from '@mantine/core';
import { IconCircleCheckFilled } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useMay } from '#designer/client/me.ts';
import type { NextVersion } from '#designer/client/types/processes.ts';
import { useText } from '#designer/ui/locale.ts';
import { useEditor } from '../editor/editor.tsx';
import { Dialog } from './Dialog.tsx';
import styles from './page.module.css';

export type Done = {
  readonly kind: 'done';
  readonly version: number;
  /** The version that took new runs before has only been drawn anew. */
  readonly isDrawn: boolean;
  readonly next: NextVersion | null;
};

type Props = {
  readonly process: string;
  readonly state: Done;
  /** What takes new work as long as it does not take all of it. */
  readonly rest: number | null;
  readonly starts: string;
  readonly children: string;
  readonly onClose: () => void;
};

export const Published = ({ process, state, rest, starts, children, onClose }: Props) => {
  const { say } = useEditor();
  const { version, isDrawn, next } = state;
  const t = useText();
  const mayRead = useMay('run.read');
  const isLater = next !== null && !next.begun;
  const title = isDrawn ? 'drawn' : isLater ? 'scheduled' : 'done';
  return (
    <Dialog onClose={onClose} title={say(`canvas.publish.${title}`, { version })} size="md">
      <div className={styles.dialog}>
        <p className={styles.done}>
          <IconCircleCheckFilled size={18} aria-hidden />
          <span>{`${children} ${starts}`.trim()}</span>
        </p>
        {next && rest !== null && (
          <p className={styles.dialogText}>
            {say('canvas.publish.stillShown', { rest, version, begun: String(next.begun) })}
          </p>
        )}
        <footer className={styles.dialogFoot}>
          {mayRead && !isDrawn && !isLater && (
            <Button
              variant="default"
              renderRoot={(props) => (
                <Link {...props} to="/processes/$key/live" params={{ key: process }} />
              )}
            >
              {t('runs.live.open')}
            </Button>
          )}
          <Button onClick={onClose} data-autofocus>
            {say(next ? 'canvas.dialog.close' : 'canvas.publish.goOn')}
          </Button>
        </footer>
      </div>
    </Dialog>
  );
};
