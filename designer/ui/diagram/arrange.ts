/**
 * Places elements from left to right, on rows like railway tracks: the main way through the process runs straight,
 * each branch takes the nearest free row above or below it and comes back to where it joins. Elements stand as far left
 * as what comes before them allows. Only the order of elements and flows decides (in rows also where they are broken already),
 * so tidying twice changes nothing.
 */
import type { Definition, Element, ElementOf } from '#engine/definition.ts';
import type { Arrangement, Layout } from './arrange-scope.ts';
import { layScope } from './arrange-scope.ts';
import { isCollapsed } from './collapsed.ts';
import type { Rects } from './frames.ts';
import { boxFor, frameAround, rectsFor } from './frames.ts';
import type { Point, Rect, Size } from './shapes.ts';
import { boundsOf, FRAME_PADDING, GRID, sizeOf } from './shapes.ts';

export const MARGIN = GRID * 4;

export const arrange = (
  definition: Definition,
  { labelOf = () => '', inRows = false }: Partial<Arrangement> = {},
): Layout => {
  const places: Layout = {};
  const known = new Set(
    definition.elements.filter(({ type }) => type === 'subProcess').map(({ id }) => id),
  );
  // What lies in something that is no sub-process is drawn outside, so that it is seen.
  const scopeOf = ({ parent }: Element) =>
    parent !== undefined && known.has(parent) ? parent : undefined;
  const open = new Set<string>();
  /** From the corner of a box to that of its frame, which is not drawn. */
  const corners = new Map<string, Point>();

  /** Places a scope with its corner at nought, and all that lies in it; answers how large it is. */
  const lay = (scope: string | undefined): Rect => {
    const own = definition.elements.filter((element) => scopeOf(element) === scope);
    const sizes = new Map<string, Size>();
    for (const element of own) {
      sizes.set(element.id, sizeOf(element.type));
      if (element.type !== 'subProcess' || open.has(element.id)) continue;
      open.add(element.id);
      const inner = lay(element.id);
      if (inner.width > 0) sizes.set(element.id, frameAround([inner]));
      const frame = { ...(sizes.get(element.id) ?? sizeOf('subProcess')), x: 0, y: 0 };
      if (!isCollapsed(definition, element.id)) continue;
      const box = boxFor(frame);
      sizes.set(element.id, box);
      corners.set(element.id, { x: -box.x, y: -box.y });
    }
    const laid = Object.fromEntries(
      Object.entries(layScope(definition, own, sizes, { labelOf, inRows })).map(([id, at]) => [
        id,
        moved(at, corners.get(id) ?? NOWHERE),
      ]),
    );
    for (const [id, at] of Object.entries(laid)) {
      places[id] = at;
      shift(id, { x: at.x + FRAME_PADDING.left, y: at.y + FRAME_PADDING.top });
    }
    const rects = Object.entries(laid).map(([id, at]) => {
      const corner = corners.get(id) ?? NOWHERE;
      return { ...(sizes.get(id) as Size), x: at.x - corner.x, y: at.y - corner.y };
    });
    const bounds = boundsOf(rects);
    for (const id of Object.keys(laid)) {
      const by = { x: -bounds.x, y: -bounds.y };
      places[id] = moved(places[id] as Point, by);
      shift(id, by);
    }
    return { x: 0, y: 0, width: bounds.width, height: bounds.height };
  };
  const shift = (scope: string, by: Point) => {
    for (const element of definition.elements) {
      const at = places[element.id];
      if (scopeOf(element) !== scope || element.id === scope || !at) continue;
      places[element.id] = moved(at, by);
      if (element.type === 'subProcess') shift(element.id, by);
    }
  };
  lay(undefined);
  for (const { id, type } of definition.elements) {
    if (type !== 'boundaryEvent') places[id] ??= { x: 0, y: 0 };
  }
  for (const [id, at] of Object.entries(places)) places[id] = moved(at, { x: MARGIN, y: MARGIN });
  const rects = rectsFor({ ...definition, elements: [...definition.elements], layout: places });
  for (const element of definition.elements) {
    if (element.type !== 'boundaryEvent') continue;
    const { x, y } = rects.get(element.id) ?? { x: MARGIN, y: MARGIN };
    places[element.id] = { x, y: isLedUp(definition, element, rects) ?? y };
  }
  return places;
};

/** On the upper border, where what follows stands above. */
const isLedUp = (
  definition: Definition,
  { id, attachedTo }: ElementOf<'boundaryEvent'>,
  rects: Rects,
): number | undefined => {
  const host = rects.get(attachedTo);
  const next = rects.get(definition.flows.find(({ from }) => from === id)?.to ?? '');
  if (!host || !next || next.y + next.height > host.y) return undefined;
  return host.y - sizeOf('boundaryEvent').height / 2;
};

const NOWHERE: Point = { x: 0, y: 0 };

const moved = (at: Point, by: Point): Point => ({ x: at.x + by.x, y: at.y + by.y });
