/** Puts a new element on the drawing that no flow leads to yet. */
import { rectsFor } from '#designer/ui/diagram/drawing.ts';
import { frameAt } from '#designer/ui/diagram/frames.ts';
import type { Point } from '#designer/ui/diagram/shapes.ts';
import type { Definition } from '#engine/definition.ts';
import { placeNear, withRoom } from '../placement.ts';
import type { Template } from '../templates.ts';
import { attachNew } from './attach.ts';
import { batch } from './batch.ts';
import { hostAt } from './borders.ts';
import type { Made } from './new-element.ts';
import { contentsOf, create } from './new-element.ts';

/** Where it was dropped: inside of the sub-process there, an event for a border onto the activity there. */
export const addAt = (
  definition: Definition,
  template: Template,
  center: Point,
): Made | undefined => {
  if (template.group === 'borders') {
    const host = hostAt(definition, center);
    return host && attachNew(definition, host, template, center);
  }
  return addIn(definition, template, center, frameAt(definition, rectsFor(definition), center));
};

/** Near this place, inside this sub-process. */
export const addIn = (
  definition: Definition,
  template: Template,
  center: Point,
  scope: string | undefined,
): Made => {
  const element = create(definition, template, scope);
  const at = placeNear(definition, element.type, center, scope);
  const edit = batch([
    { type: 'addElement', element, at },
    ...contentsOf(definition, element, template, at),
  ]);
  return { element, edit: withRoom(definition, edit, scope) };
};
