/** A colleague has published since this draft was begun: asked before anything of theirs is undone unseen. */
import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useEditor } from '../editor/editor.tsx';
import { Dialog } from './Dialog.tsx';
import styles from './page.module.css';

type Props = {
  readonly process: string;
  readonly version: number;
  readonly base: number | null;
  readonly onClose: () => void;
  readonly onPublish: () => void;
};

/** Their publication would be undone unseen; the author looks at it first, or says that this draft takes its place. */
export const Behind = ({ process, version, base, onClose, onPublish }: Props) => {
  const { say } = useEditor();
  return (
    <Dialog onClose={onClose} title={say('canvas.publish.behind', { version })} size="md">
      <div className={styles.dialog}>
        <p className={styles.dialogText}>
          {say('canvas.publish.behindText', { version, base: base ?? 0 })}
        </p>
        <footer className={styles.dialogFoot}>
          <Button
            variant="default"
            renderRoot={(props) => (
              <Link
                {...props}
                to="/processes/$key"
                params={{ key: process }}
                search={{ version }}
                target="_blank"
              />
            )}
          >
            {say('canvas.publish.look', { version })}
          </Button>
          <Button onClick={onPublish}>
            {say('canvas.publish.over', { version: version + 1 })}
          </Button>
        </footer>
      </div>
    </Dialog>
  );
};
