/** A node for each note. */
import type { DrawnNote } from '#designer/ui/diagram/notes.ts';
import { noteNodeId } from '../editor/note-id.ts';
import type { NoteNode, Subject } from './drawn.ts';
import type { Said } from './said.ts';

type Known = {
  readonly said: Said;
  readonly notes: readonly DrawnNote[];
  readonly alone: string | undefined;
};

export const noteNodes = (
  { say, selection, moved, readOnly = false }: Subject,
  { said, notes, alone }: Known,
): readonly NoteNode[] => {
  const chosen = new Set(selection?.notes);
  return notes.map(({ note, rect }): NoteNode => {
    const { x, y, ...size } = rect;
    const about = note.about === undefined ? undefined : said.elements.get(note.about)?.name;
    const text = note.text.trim() || say('canvas.note.empty');
    return {
      id: noteNodeId(note.id),
      type: 'note',
      position: { x, y },
      ...size,
      measured: size,
      zIndex: 1,
      selected: chosen.has(note.id),
      dragging: moved?.has(note.id) ?? false,
      focusable: selection?.notes?.at(-1) === note.id,
      ariaRole: 'group',
      ariaLabel:
        about === undefined
          ? say('canvas.note.says', { text })
          : say('canvas.note.saysAbout', { text, name: about }),
      data: { note, readOnly, alone: alone === note.id },
    };
  });
};
