/**
 * Walking the drawing by arrow keys: right and left follow flows, up and down go to the element drawn there. Where no
 * flow leads on, right and left also go to the nearest element on that side, so that no element is out of reach.
 */
import { isCollapsed, shownFor } from '#designer/ui/diagram/collapsed.ts';
import { rectsFor } from '#designer/ui/diagram/drawing.ts';
import type { Rect } from '#designer/ui/diagram/shapes.ts';
import { centerOf } from '#designer/ui/diagram/shapes.ts';
import type { Definition, Element } from '#engine/definition.ts';

export type Direction = 'left' | 'right' | 'up' | 'down';

/** The element to go to, or `undefined` at the rim of the drawing. */
export const findNeighbour = (
  definition: Definition,
  from: string,
  direction: Direction,
): string | undefined => {
  const at = shownFor(definition, from);
  const element = definition.elements.find(({ id }) => id === at);
  if (!element) return undefined;
  // Down leads into a sub-process, up and back out of it.
  const isOpen = element.type === 'subProcess' && !isCollapsed(definition, element.id);
  if (isOpen && direction === 'down') {
    const first = firstIn(definition, element.id);
    if (first) return first;
  }
  return (
    besideIn(definition, element, direction) ??
    (element.type === 'boundaryEvent' ? element.attachedTo : undefined) ??
    outOf(definition, element, direction)
  );
};

const firstIn = (definition: Definition, scope: string): string | undefined => {
  const inside = definition.elements.filter(({ parent }) => parent === scope);
  return (inside.find(({ type }) => type === 'startEvent') ?? inside[0])?.id;
};

const outOf = (
  definition: Definition,
  { parent }: Element,
  direction: Direction,
): string | undefined => {
  const scope = definition.elements.find(({ id }) => id === parent);
  if (!scope || direction === 'up' || direction === 'left') return scope?.id;
  return besideIn(definition, scope, direction) ?? outOf(definition, scope, direction);
};

/** In the same scope: along a flow, else to what is drawn there. */
const besideIn = (
  definition: Definition,
  { id: from, parent }: Element,
  direction: Direction,
): string | undefined => {
  const rects = rectsFor(definition);
  const start = rects.get(from);
  if (!start) return undefined;
  const linked = linkedElements(definition, from, direction).filter((id) => rects.has(id));
  if (linked.length > 0) return nearest(rects, start, linked, 'up');
  const others = definition.elements.flatMap((other) => {
    const rect = rects.get(other.id);
    const isThere = other.parent === parent && other.id !== from && rect;
    return isThere && liesTowards(start, rect, direction) ? [other.id] : [];
  });
  return nearest(rects, start, others, direction);
};

/** Where a walk starts when nothing is selected. */
export const firstElement = (definition: Definition): string | undefined =>
  definition.elements.find(({ type }) => type === 'startEvent')?.id ?? definition.elements[0]?.id;

const linkedElements = (definition: Definition, from: string, direction: Direction): string[] => {
  if (direction === 'right')
    return definition.flows.filter((f) => f.from === from).map((f) => f.to);
  if (direction === 'left') return definition.flows.filter((f) => f.to === from).map((f) => f.from);
  return [];
};

const liesTowards = (from: Rect, to: Rect, direction: Direction): boolean => {
  const a = centerOf(from);
  const b = centerOf(to);
  switch (direction) {
    case 'left':
      return b.x < a.x - 8;
    case 'right':
      return b.x > a.x + 8;
    case 'up':
      return b.y < a.y - 8;
    case 'down':
      return b.y > a.y + 8;
  }
};

const nearest = (
  rects: ReadonlyMap<string, Rect>,
  start: Rect,
  candidates: readonly string[],
  direction: Direction,
): string | undefined => {
  const a = centerOf(start);
  const vertical = direction === 'up' || direction === 'down';
  let best: string | undefined;
  let bestCost = Infinity;
  for (const id of candidates) {
    const rect = rects.get(id);
    if (!rect) continue;
    const b = centerOf(rect);
    const cost =
      Math.abs(b.x - a.x) * (vertical ? 2 : 1) + Math.abs(b.y - a.y) * (vertical ? 1 : 2);
    if (cost < bestCost) {
      best = id;
      bestCost = cost;
    }
  }
  return best;
};
