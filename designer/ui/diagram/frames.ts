/**
 * Where everything stands. Places in `layout` are absolute, also inside a sub-process: its frame is drawn around what lies in
 * it, so nothing can lie outside of its frame and no size is kept; what lies in a collapsed one keeps its place, unseen. An event on a border stands on the nearest point of it.
 */
import type { Definition, Element, ElementOf } from '#engine/definition.ts';
import { foldingOf, isCollapsed, shownOf } from './collapsed.ts';
import type { Point, Rect } from './shapes.ts';
import { boundsOf, FRAME_PADDING, GRID, rectOf, sizeOf, snap } from './shapes.ts';

/** Positions of elements that are being dragged and are not part of the definition yet. */
export type Moved = ReadonlyMap<string, Point>;
export type Rects = ReadonlyMap<string, Rect>;

/** From here on there is room for the names of the events on a border. */
const WIDE = GRID * 60;

type Boundary = ElementOf<'boundaryEvent'>;

type Kept = { readonly layout: unknown; readonly collapsed: unknown; readonly rects: Rects };

const kept = new WeakMap<readonly Element[], Kept>();

export const rectsFor = (definition: Definition, moved?: Moved): Rects => {
  if (moved && moved.size > 0) return measure(definition, moved);
  const known = kept.get(definition.elements);
  const { layout, collapsed } = definition;
  if (known && known.layout === layout && known.collapsed === collapsed) return known.rects;
  const rects = measure(definition);
  kept.set(definition.elements, { layout, collapsed, rects });
  return rects;
};

export const placeOf = (definition: Definition, element: Element, moved?: Moved): Point =>
  moved?.get(element.id) ?? definition.layout?.[element.id] ?? { x: 0, y: 0 };

/** How deep it lies: 0 in the process itself. */
export const depthsOf = (definition: Definition): ReadonlyMap<string, number> => {
  const elements = new Map(definition.elements.map((element) => [element.id, element]));
  const depths = new Map<string, number>();
  const depthOf = (element: Element): number => {
    const known = depths.get(element.id);
    if (known !== undefined) return known;
    // Held while its parents are asked, so that a circle of parents ends.
    depths.set(element.id, 0);
    const parent = element.parent === undefined ? undefined : elements.get(element.parent);
    const depth = parent ? depthOf(parent) + 1 : 0;
    depths.set(element.id, depth);
    return depth;
  };
  for (const element of definition.elements) depthOf(element);
  return depths;
};

/** Frames before what lies in them, and events on a border last: what comes later is drawn on top. */
export const inDrawingOrder = (definition: Definition): readonly Element[] => {
  const depths = depthsOf(definition);
  const shown = shownOf(definition).elements;
  const isFrame = ({ id, type }: Element) => type === 'subProcess' && !isCollapsed(definition, id);
  const frames = shown
    .filter(isFrame)
    .sort((a, b) => (depths.get(a.id) ?? 0) - (depths.get(b.id) ?? 0));
  const others = shown.filter((one) => !isFrame(one) && one.type !== 'boundaryEvent');
  const borders = shown.filter(({ type }) => type === 'boundaryEvent');
  return [...frames, ...others, ...borders];
};

const measure = (definition: Definition, moved?: Moved): Rects => {
  const children = new Map<string, Element[]>();
  for (const element of definition.elements) {
    if (element.parent === undefined || element.type === 'boundaryEvent') continue;
    const known = children.get(element.parent);
    if (known) known.push(element);
    else children.set(element.parent, [element]);
  }
  // What is dragged out of a frame does not pull the frame along.
  const settled = moved ? rectsFor(definition) : undefined;
  const rectInside = (element: Element): Rect =>
    (moved?.has(element.id) && !moved.has(element.parent ?? '') && settled?.get(element.id)) ||
    rectFor(element);
  const rects = new Map<string, Rect>();
  const rectFor = (element: Element): Rect => {
    const known = rects.get(element.id);
    if (known) return known;
    const at = placeOf(definition, element, moved);
    // Held while its children are asked, so that a circle of parents ends.
    rects.set(element.id, rectOf(element, at));
    const inner = element.type === 'subProcess' ? (children.get(element.id) ?? []) : [];
    if (inner.length > 0) {
      const isPlaced = moved?.has(element.id) || definition.layout?.[element.id] !== undefined;
      rects.set(element.id, frameAround(inner.map(rectInside), isPlaced ? at : undefined));
    }
    const frame = rects.get(element.id);
    if (frame && isCollapsed(definition, element.id)) rects.set(element.id, boxFor(frame));
    return rects.get(element.id) ?? rectOf(element, at);
  };
  for (const element of definition.elements) {
    if (element.type !== 'boundaryEvent') rectFor(element);
  }
  const counts = new Map<string, number>();
  for (const element of definition.elements) {
    if (element.type !== 'boundaryEvent') continue;
    const host = rects.get(element.attachedTo);
    const order = counts.get(element.attachedTo) ?? 0;
    counts.set(element.attachedTo, order + 1);
    rects.set(element.id, borderRect(definition, element, host, order, moved));
  }
  return rects;
};

/** Sizes are whole double steps of the grid, so that frames share a centre line with boxes. */
export const frameAround = (inner: readonly Rect[], at?: Point): Rect => {
  const bounds = boundsOf(inner);
  const x = Math.min(bounds.x - FRAME_PADDING.left, at?.x ?? Number.POSITIVE_INFINITY);
  const y = Math.min(bounds.y - FRAME_PADDING.top, at?.y ?? Number.POSITIVE_INFINITY);
  const even = (length: number) => Math.ceil(length / (GRID * 2)) * GRID * 2;
  const least = sizeOf('subProcess');
  return {
    x,
    y,
    width: Math.max(least.width, even(bounds.x + bounds.width + FRAME_PADDING.right - x)),
    height: Math.max(least.height, even(bounds.y + bounds.height + FRAME_PADDING.bottom - y)),
  };
};

/** The box of a collapsed frame: at its left edge, on its middle line, where the flows come to it. */
export const boxFor = ({ x, y, height }: Rect): Rect => {
  const size = sizeOf('callActivity');
  return { x, y: y + (height - size.height) / 2, ...size };
};

const borderRect = (
  definition: Definition,
  element: Boundary,
  host: Rect | undefined,
  order: number,
  moved?: Moved,
): Rect => {
  const at = moved?.get(element.id) ?? definition.layout?.[element.id];
  if (!host) return rectOf(element, at ?? { x: 0, y: 0 });
  return { ...borderPlace(host, at, order), ...sizeOf('boundaryEvent') };
};

/** The corner of an event on this border nearest to `at`; without one the next from the right on the lower border. */
export const borderPlace = (host: Rect, at: Point | undefined, order = 0): Point => {
  const { width, height } = sizeOf('boundaryEvent');
  const half = { x: width / 2, y: height / 2 };
  if (!at) {
    const step = host.width < WIDE ? GRID * 7 : GRID * 15;
    const x = host.x + host.width - step - order * step;
    return { x: Math.max(host.x, x), y: host.y + host.height - half.y };
  }
  const center = { x: at.x + half.x, y: at.y + half.y };
  const x = clamp(center.x, host.x + half.x, host.x + host.width - half.x);
  const y = clamp(center.y, host.y + half.y, host.y + host.height - half.y);
  const sides = [
    { x, y: host.y + host.height },
    { x, y: host.y },
    { x: host.x + host.width, y },
    { x: host.x, y },
  ];
  const far = (point: Point) => (point.x - center.x) ** 2 + (point.y - center.y) ** 2;
  const [nearest = center] = sides.sort((a, b) => far(a) - far(b));
  return { x: snap(nearest.x - half.x), y: snap(nearest.y - half.y) };
};

/** Whether an event lies on the upper border, where its name would lie on what it belongs to. */
export const liesAbove = (element: Element, rects: Rects): boolean => {
  if (element.type !== 'boundaryEvent') return false;
  const [own, host] = [rects.get(element.id), rects.get(element.attachedTo)];
  return own !== undefined && host !== undefined && own.y + own.height / 2 <= host.y;
};

/** What waits on its border is called above it, and all of it: what is said of the element itself goes below. */
export const isNamedAbove = ({ elements }: Definition, { id }: Element, rects: Rects): boolean => {
  const onBorder = elements.filter(
    (element) => element.type === 'boundaryEvent' && element.attachedTo === id,
  );
  return onBorder.length > 0 && onBorder.every((element) => liesAbove(element, rects));
};

/** The innermost frame that this point lies in, among those that are no part of `without`. */
export const frameAt = (
  definition: Definition,
  rects: Rects,
  point: Point,
  without: ReadonlySet<string> = new Set(),
): string | undefined => {
  const depths = depthsOf(definition);
  const { boxes, collapsed } = foldingOf(definition);
  const holding = definition.elements.filter(({ id, type }) => {
    const rect = rects.get(id);
    const isOpen = type === 'subProcess' && !without.has(id) && !collapsed.has(id);
    return isOpen && !boxes.has(id) && rect !== undefined && holds(rect, point);
  });
  holding.sort((a, b) => (depths.get(b.id) ?? 0) - (depths.get(a.id) ?? 0));
  return holding[0]?.id;
};

export const holds = (rect: Rect, point: Point): boolean =>
  point.x >= rect.x &&
  point.x <= rect.x + rect.width &&
  point.y >= rect.y &&
  point.y <= rect.y + rect.height;

const clamp = (value: number, least: number, most: number) =>
  Math.min(Math.max(value, least), Math.max(least, most));
