/** Opens and closes the comments; says how many threads are open. */
import { IconMessages } from '@tabler/icons-react';
import { useEditor } from '../editor/editor.tsx';
import { HeaderAct } from '../page/HeaderAct.tsx';
import styles from './comments.module.css';
import { useComments } from './comments.tsx';

export const COMMENTS_BUTTON = 'canvas-comments';

export const CommentsButton = () => {
  const { say } = useEditor();
  const { isOpen, open, show, hide } = useComments();
  const label = say('canvas.comments.button', { count: open.length });
  return (
    <HeaderAct
      id={COMMENTS_BUTTON}
      icon={IconMessages}
      label={say('canvas.comments.button', { count: 0 })}
      hint={`${label}   Shift+C`}
      aria-label={label}
      aria-expanded={isOpen}
      aria-keyshortcuts="Shift+C"
      variant={isOpen ? 'light' : 'subtle'}
      onClick={() => (isOpen ? hide() : show())}
    >
      {open.length > 0 && (
        // Drawn, not written: what the button is called says it in words.
        <span className={styles.total} data-count={open.length > 99 ? '99+' : open.length} />
      )}
    </HeaderAct>
  );
};
