/** Takes away what is selected, and keeps the keyboard’s place in the drawing. */
import type { Definition, Element } from '#engine/definition.ts';
import type { Edit } from '#engine/edits.ts';
import { applyEdit } from '#engine/edits.ts';
import { remove, removedWith } from '../commands/remove.ts';
import { NOTHING } from '../editor.tsx';
import type { Bench } from './bench.ts';

export type RemovingActs = { readonly remove: () => void };

export const createRemovingActs = ({ now, called, focusOn }: Bench): RemovingActs => ({
  remove: () => {
    const { definition, selection, change, say } = now();
    const { elements, flows, notes = [] } = selection;
    const edit = remove(definition, elements, flows, notes);
    const [first] = elements;
    const inside = removedWith(definition, elements) - 1;
    const label =
      elements.length === 1 && first && inside > 0 && notes.length === 0
        ? say('canvas.did.removedWith', { name: called(first), count: inside })
        : elements.length === 1 && first && notes.length === 0
          ? say('canvas.did.removed', { name: called(first) })
          : notes.length === 1 && elements.length + flows.length === 0
            ? say('canvas.did.noteRemoved')
            : say('canvas.did.removedMany', {
                count: elements.length + flows.length + notes.length,
              });
    const next = first ? survivor(definition, first, edit) : undefined;
    change(edit, label, { select: next ? { elements: [next], flows: [] } : NOTHING });
    if (next) requestAnimationFrame(() => focusOn(next));
  },
});

/** What is selected after a removal: the element before the removed one, so that the keyboard keeps its place. */
const survivor = (definition: Definition, removed: string, edit: Edit | undefined) => {
  if (!edit) return undefined;
  const after: readonly Element[] = applyEdit(definition, edit).elements;
  const gone = definition.elements.find(({ id }) => id === removed);
  const host = gone?.type === 'boundaryEvent' ? gone.attachedTo : undefined;
  const before = host ?? definition.flows.find(({ to }) => to === removed)?.from ?? gone?.parent;
  return after.some(({ id }) => id === before) ? before : undefined;
};
