/** Says whether a sub-process stands in the flow or begins by an event. */
import type { Definition, ElementOf } from '#engine/definition.ts';
import type { Edit } from '#engine/edits.ts';
import { applyEdit } from '#engine/edits.ts';
import { batch } from './batch.ts';
import { triggerIn } from './new-element.ts';

/** Begun by an event it stands beside the flow: without flows of its own and without a border. */
export const setTriggered = (
  definition: Definition,
  sub: ElementOf<'subProcess'>,
  byEvent: boolean,
): Edit => {
  const { triggeredByEvent: _, ...bare } = sub;
  const edits: Edit[] = [];
  if (byEvent) {
    const flows = definition.flows.filter(({ from, to }) => from === sub.id || to === sub.id);
    const borders = definition.elements.filter(
      (element) => element.type === 'boundaryEvent' && element.attachedTo === sub.id,
    );
    edits.push(
      { type: 'disconnect', ids: flows.map(({ id }) => id) },
      { type: 'removeElements', ids: borders.map(({ id }) => id) },
    );
  }
  const changed = byEvent ? { ...bare, triggeredByEvent: true } : bare;
  edits.push({ type: 'updateElement', id: sub.id, element: changed });
  const after = applyEdit(definition, batch(edits));
  for (const start of definition.elements) {
    if (start.type !== 'startEvent' || start.parent !== sub.id) continue;
    const fitted = { ...start, trigger: triggerIn(after, sub.id) };
    edits.push({ type: 'updateElement', id: start.id, element: fitted });
  }
  return batch(edits);
};
