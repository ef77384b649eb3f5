/** Tabbing to an element selects it, so that keys act on what one sees marked. */
import { useEffect } from 'react';
import { useEditor } from '../editor/editor.tsx';
import { isNoteNode, noteIdOf } from '../editor/note-id.ts';

export const SelectionFollowsFocus = () => {
  const { selection, select } = useEditor();
  useEffect(() => {
    const onFocus = (event: FocusEvent) => {
      const node = event.target instanceof HTMLElement ? event.target : null;
      const id = node?.classList.contains('react-flow__node') ? node.dataset.id : undefined;
      if (!id || !node?.matches(':focus-visible')) return;
      if (isNoteNode(id)) {
        const note = noteIdOf(id);
        if (!selection.notes?.includes(note)) select({ elements: [], flows: [], notes: [note] });
      } else if (!selection.elements.includes(id)) select({ elements: [id], flows: [] });
    };
    document.addEventListener('focusin', onFocus);
    return () => document.removeEventListener('focusin', onFocus);
  }, [selection, select]);
  return null;
};
