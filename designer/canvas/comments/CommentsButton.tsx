/** Opens and closes the comments; says how many threads are open. */
import { ActionIcon, Tooltip } from '@mantine/core';
import { IconMessages } from '@tabler/icons-react';
import { useEditor } from '../editor/editor.tsx';
import styles from './comments.module.css';
import { useComments } from './comments.tsx';

export const COMMENTS_BUTTON = 'canvas-comments';

export const CommentsButton = () => {
  const { say } = useEditor();
  const { isOpen, open, show, hide } = useComments();
  const label = say('canvas.comments.button', { count: open.length });
  return (
    <Tooltip label={`${label}   Shift+C`}>
      <ActionIcon
        id={COMMENTS_BUTTON}
        size="lg"
        className={styles.button}
        aria-expanded={isOpen}
        aria-keyshortcuts="Shift+C"
        variant={isOpen ? 'light' : undefined}
        onClick={() => (isOpen ? hide() : show())}
      >
        <IconMessages size={18} aria-hidden />
        <span className="p-hidden">{label}</span>
        {open.length > 0 && (
          <span className={styles.total} aria-hidden>
            {open.length > 99 ? '99+' : open.length}
          </span>
        )}
      </ActionIcon>
    </Tooltip>
  );
};
