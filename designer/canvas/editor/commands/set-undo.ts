/** What undoes an activity. An element that was there only to undo it goes when it no longer does. */

import type { Activity } from '#engine/definition/is-activity.ts';
import { isActivity } from '#engine/definition/is-activity.ts';
import type { Definition, Element } from '#engine/definition.ts';
import type { Edit } from '#engine/edits.ts';
import { placeNear, pointBelow, withRoom } from '../placement.ts';
import type { Template } from '../templates.ts';
import { TEMPLATES } from '../templates.ts';
import { batch } from './batch.ts';
import { create } from './new-element.ts';

/** Says what undoes this activity: another that is there for it, a new one (`null`), or nothing. */
export const setUndo = (
  definition: Definition,
  element: Activity,
  handler: string | null | undefined,
): Edit => {
  const { undo, ...bare } = element;
  const edits: Edit[] = [];
  if (handler === null) {
    const task = TEMPLATES.find(({ id }) => id === 'userTask') as Template;
    const fresh = create(definition, { ...task, id: 'undo' }, element.parent);
    const at = placeNear(definition, fresh.type, pointBelow(definition, element), element.parent);
    edits.push(
      { type: 'addElement', element: { ...fresh, forCompensation: true } as Element, at },
      { type: 'updateElement', id: element.id, element: { ...bare, undo: fresh.id } as Element },
    );
    return withRoom(definition, batch(edits), element.parent);
  }
  edits.push({
    type: 'updateElement',
    id: element.id,
    element: (handler === undefined ? bare : { ...bare, undo: handler }) as Element,
  });
  const isIdle = definition.elements.every(
    (one) => one.id === element.id || !isActivity(one) || one.undo !== undo,
  );
  if (undo !== undefined && undo !== handler && isIdle) {
    edits.push({ type: 'removeElements', ids: [undo] });
  }
  return batch(edits);
};
