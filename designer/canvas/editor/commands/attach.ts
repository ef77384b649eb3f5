/** Puts a new event onto the border of an activity. */
import { rectsFor } from '#designer/ui/diagram/drawing.ts';
import { borderPlace } from '#designer/ui/diagram/frames.ts';
import type { Point, Rect } from '#designer/ui/diagram/shapes.ts';
import { GRID, sizeOf } from '#designer/ui/diagram/shapes.ts';
import type { Definition, Element } from '#engine/definition.ts';
import type { Template } from '../templates.ts';
import { canHaveBorder } from './borders.ts';
import type { Made } from './new-element.ts';
import { create } from './new-element.ts';

/** A new event on the border of an activity, with room for the next. */
export const attachNew = (
  definition: Definition,
  host: Element,
  template: Template,
  near?: Point,
): Made | undefined => {
  const rect = rectsFor(definition).get(host.id);
  if (!canHaveBorder(host) || !rect) return undefined;
  const fresh = create(definition, template, host.parent);
  if (fresh.type !== 'boundaryEvent') return undefined;
  const element: Element = { ...fresh, attachedTo: host.id };
  const size = sizeOf('boundaryEvent');
  const at = near
    ? borderPlace(rect, { x: near.x - size.width / 2, y: near.y - size.height / 2 })
    : freeBorderPlace(definition, host.id, rect);
  return { element, edit: { type: 'addElement', element, at } };
};

const freeBorderPlace = (definition: Definition, host: string, rect: Rect): Point => {
  const rects = rectsFor(definition);
  const others = definition.elements.flatMap((element) =>
    element.type === 'boundaryEvent' && element.attachedTo === host
      ? (rects.get(element.id) ?? [])
      : [],
  );
  const isFree = ({ x, y }: Point) =>
    others.every((other) => Math.abs(other.x - x) >= GRID * 5 || Math.abs(other.y - y) >= GRID * 5);
  for (let order = 0; order < 8; order += 1) {
    const at = borderPlace(rect, undefined, order);
    if (isFree(at)) return at;
  }
  return borderPlace(rect, { x: rect.x + rect.width / 2, y: rect.y - GRID * 4 });
};
