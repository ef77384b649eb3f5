/** The key for a comment on what is selected; `C` alone connects. */
import { useShortcuts } from '#designer/ui/keyboard.tsx';
import { useEditor } from '../editor/editor.tsx';
import { useComments } from './comments.tsx';

export const CommentKeys = () => {
  const { say } = useEditor();
  const { show } = useComments();
  useShortcuts([
    { keys: 'Shift+c', label: say('canvas.key.comment'), run: () => show({ toWrite: true }) },
  ]);
  return null;
};
