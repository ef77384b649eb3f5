/** The drafts that one document has become, each a way to its drawing. */
import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useSay } from '#designer/ui/diagram/say.ts';
import { Dialog } from '../page/Dialog.tsx';
import styles from './process.module.css';

type Props = {
  readonly made: readonly { readonly key: string; readonly name: string }[];
  readonly onClose: () => void;
};

export const Imported = ({ made, onClose }: Props) => {
  const say = useSay();
  return (
    <Dialog onClose={onClose} title={say('canvas.bpmn.done', { count: made.length })} size="md">
      <div className={styles.form}>
        <ul className={styles.made}>
          {made.map(({ key, name }) => (
            <li key={key}>
              <Link to="/processes/$key" params={{ key }}>
                <bdi>{name}</bdi>
              </Link>
            </li>
          ))}
        </ul>
        <footer className={styles.foot}>
          <Button onClick={onClose} data-autofocus>
            {say('canvas.dialog.close')}
          </Button>
        </footer>
      </div>
    </Dialog>
  );
};
