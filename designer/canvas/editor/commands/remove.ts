/** Takes elements and flows away, and mends the flow where they stood. */

import { isActivity } from '#engine/definition/is-activity.ts';
import type { Definition } from '#engine/definition.ts';
import type { Edit } from '#engine/edits.ts';
import { applyEdit, withBelongings } from '#engine/edits.ts';
import { batch } from './batch.ts';

/** With what lies in them and on their borders, and with what would undo nothing any more. */
export const remove = (
  definition: Definition,
  elements: readonly string[],
  flows: readonly string[],
  notes: readonly string[] = [],
): Edit | undefined => {
  const edits: Edit[] = [];
  if (flows.length > 0) edits.push({ type: 'disconnect', ids: flows });
  const idle = idleAfter(definition, elements);
  if (elements.length > 0) edits.push({ type: 'removeElements', ids: elements, heal: true });
  if (idle.length > 0) edits.push({ type: 'removeElements', ids: idle });
  edits.push(...notes.map((id): Edit => ({ type: 'removeNote', id })));
  const edit = batch(edits);
  return applyEdit(definition, edit) === definition ? undefined : edit;
};

const idleAfter = (definition: Definition, removed: readonly string[]): readonly string[] => {
  const gone = new Set(withBelongings(definition, removed).map(({ id }) => id));
  const activities = definition.elements.filter(isActivity);
  const was = activities.filter(({ id }) => gone.has(id)).flatMap(({ undo }) => undo ?? []);
  const still = new Set(activities.filter(({ id }) => !gone.has(id)).map(({ undo }) => undo));
  return was.filter((id) => !still.has(id) && !gone.has(id));
};

/** How many elements go when these are removed. */
export const removedWith = (definition: Definition, elements: readonly string[]): number =>
  withBelongings(definition, elements).length;
