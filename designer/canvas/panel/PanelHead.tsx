/** What the panel is about, and the acts that any one thing of a drawing has. */
import { ActionIcon, Tooltip } from '@mantine/core';
import { type Icon, IconCopy, IconTrash } from '@tabler/icons-react';
import { useActs } from '../editor/acts.tsx';
import { useEditor } from '../editor/editor.tsx';
import styles from './panel.module.css';

type Props = { readonly icon: Icon; readonly title: string };

export const PanelHead = ({ icon: Kind, title }: Props) => {
  const { say, readOnly } = useEditor();
  const { remove, duplicate } = useActs();
  return (
    <header className={styles.head}>
      <span className={styles.headIcon}>
        <Kind size={16} stroke={1.75} aria-hidden />
      </span>
      <h2 className={styles.kindTitle}>{title}</h2>
      {!readOnly && (
        <>
          <Tooltip label={say('canvas.act.duplicate')}>
            <ActionIcon aria-label={say('canvas.act.duplicate')} onClick={duplicate}>
              <IconCopy size={16} />
            </ActionIcon>
          </Tooltip>
          <Tooltip label={say('canvas.act.delete')}>
            <ActionIcon aria-label={say('canvas.act.delete')} onClick={remove}>
              <IconTrash size={16} />
            </ActionIcon>
          </Tooltip>
        </>
      )}
    </header>
  );
};
