/** What has a border for events to lie on, and how those keep to it. */
import { shownOf } from '#designer/ui/diagram/collapsed.ts';
import { rectsFor } from '#designer/ui/diagram/drawing.ts';
import { borderPlace, holds } from '#designer/ui/diagram/frames.ts';
import type { Point, Rect } from '#designer/ui/diagram/shapes.ts';
import { GRID } from '#designer/ui/diagram/shapes.ts';
import type { Activity } from '#engine/definition/is-activity.ts';
import { isActivity } from '#engine/definition/is-activity.ts';
import type { Definition, Element } from '#engine/definition.ts';
import { beginsByItself } from '#engine/edits.ts';
import type { Positions } from '../placement.ts';

/** An activity that the flow comes to. */
export const canHaveBorder = (element: Element): element is Activity =>
  isActivity(element) && !beginsByItself(element) && !element.forCompensation;

/** The activity at or next to this point, the innermost. */
export const hostAt = (definition: Definition, point: Point): Element | undefined => {
  const rects = rectsFor(definition);
  const found = shownOf(definition).elements.filter((element) => {
    const rect = rects.get(element.id);
    return canHaveBorder(element) && rect && holds(grown(rect, GRID * 3), point);
  });
  const area = ({ id }: Element) => {
    const rect = rects.get(id);
    return rect ? rect.width * rect.height : 0;
  };
  return found.sort((a, b) => area(a) - area(b))[0];
};

const grown = ({ x, y, width, height }: Rect, by: number): Rect => ({
  x: x - by,
  y: y - by,
  width: width + by * 2,
  height: height + by * 2,
});

/** An event on a border that is moved alone keeps to it. */
export const onBorders = (definition: Definition, positions: Positions): Positions => {
  const rects = rectsFor(definition);
  const kept = definition.elements.flatMap((element) => {
    const at = positions[element.id];
    if (!at || element.type !== 'boundaryEvent') return [];
    const host = element.attachedTo in positions ? undefined : rects.get(element.attachedTo);
    return host ? [[element.id, borderPlace(host, at)] as const] : [];
  });
  return { ...positions, ...Object.fromEntries(kept) };
};
