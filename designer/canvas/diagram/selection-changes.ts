/** The selection after React Flow's changes to it. */
import type { Selection } from '../editor/editor.tsx';
import { isNoteNode, noteIdOf } from '../editor/note-id.ts';

type SelectChange = { readonly type: string; readonly id?: string; readonly selected?: boolean };

/** `undefined` when they change nothing in it. */
export const applySelection = (
  selected: readonly string[],
  changes: readonly SelectChange[],
): readonly string[] | undefined => {
  const next = new Set(selected);
  let touched = false;
  for (const { type, id, selected: on } of changes) {
    if (type !== 'select' || id === undefined || next.has(id) === on) continue;
    touched = true;
    if (on) next.add(id);
    else next.delete(id);
  }
  return touched ? [...next] : undefined;
};

/** The same of nodes, of which some are notes. */
export const applyToNodes = (
  { elements, flows, notes = [] }: Selection,
  changes: readonly SelectChange[],
): Selection | undefined => {
  const isNote = ({ id }: SelectChange) => id !== undefined && isNoteNode(id);
  const chosen = applySelection(
    elements,
    changes.filter((change) => !isNote(change)),
  );
  const chosenNotes = applySelection(
    notes,
    changes.filter(isNote).map((change) => ({ ...change, id: noteIdOf(change.id ?? '') })),
  );
  if (!chosen && !chosenNotes) return undefined;
  return { elements: chosen ?? elements, flows, notes: chosenNotes ?? notes };
};
