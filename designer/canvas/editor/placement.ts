/**
 * Where something new goes: beside what it follows, on the grid, never on top of another element. Making room moves
 * only what stands to the right, and as little as needed, so that an author's drawing stays recognisable.
 */
import { rectsFor } from '#designer/ui/diagram/drawing.ts';
import type { Point, Rect, Size } from '#designer/ui/diagram/shapes.ts';
import { GRID, sizeOf, snap } from '#designer/ui/diagram/shapes.ts';
import type { Definition, ElementType } from '#engine/definition.ts';

/** Between the edges of two elements that follow each other: room for a line, an arrow and a short label. */
export const GAP = GRID * 8;
const LABEL_ROOM_MAX = GRID * 20;
const LETTER = 7;
const ROW = GRID * 14;
const CLEARANCE = GRID * 2;
const ROWS_TRIED = 40;

/** How far apart two elements stand when this text is on the flow between them. */
export const gapFor = (label: string): number =>
  label === '' ? GAP : GAP + Math.min(LABEL_ROOM_MAX, snap(label.length * LETTER));

/** A free place to the right of `source`: on its own line, else on the nearest free line, lower ones first. */
export const placeAfter = (
  definition: Definition,
  source: string,
  type: ElementType,
  gap: number = GAP,
): Point => {
  const rects = rectsFor(definition);
  const from = rects.get(source);
  const size = sizeOf(type);
  if (!from) return placeAnywhere(definition, type);
  const x = snap(from.x + from.width + gap);
  const middle = from.y + from.height / 2;
  for (const offset of offsets()) {
    const at = { x, y: snap(middle - size.height / 2 + offset) };
    if (isFree(rects.values(), at, size)) return at;
  }
  return { x, y: snap(middle - size.height / 2) };
};

/** A free place at or below `wanted` (a drop, or the middle of what is in view). */
export const placeNear = (definition: Definition, type: ElementType, wanted: Point): Point => {
  const rects = rectsFor(definition);
  const size = sizeOf(type);
  for (const offset of offsets()) {
    const at = { x: snap(wanted.x - size.width / 2), y: snap(wanted.y - size.height / 2 + offset) };
    if (isFree(rects.values(), at, size)) return at;
  }
  return { x: snap(wanted.x), y: snap(wanted.y) };
};

const placeAnywhere = (definition: Definition, type: ElementType): Point =>
  placeNear(definition, type, { x: GRID * 20, y: GRID * 20 });

export type Room = {
  readonly at: Point;
  readonly moved: Readonly<Record<string, Point>>;
};

/** A place between `source` and `target`, and what must move to the right for it. */
export const roomBetween = (
  definition: Definition,
  source: string,
  target: string,
  type: ElementType,
  gaps: { readonly before: number; readonly after: number } = { before: GAP, after: GAP },
): Room => {
  const rects = rectsFor(definition);
  const from = rects.get(source);
  const to = rects.get(target);
  const size = sizeOf(type);
  if (!from || !to) return { at: placeAnywhere(definition, type), moved: {} };
  // A flow that runs backwards has no room to make: the new element goes below the line between them.
  if (to.x < from.x + from.width) {
    const middle = { x: (from.x + to.x + to.width) / 2, y: Math.max(from.y, to.y) + ROW };
    return { at: placeNear(definition, type, middle), moved: {} };
  }
  const x = snap(from.x + from.width + gaps.before);
  const shift = Math.max(0, snap(x + size.width + gaps.after - to.x + GRID / 2));
  // On the target's line, because the source may be a gateway whose branches share its own.
  const at = {
    x: shift > 0 ? x : snap((from.x + from.width + to.x - size.width) / 2),
    y: snap(to.y + to.height / 2 - size.height / 2),
  };
  const moved: Record<string, Point> = {};
  if (shift > 0) {
    for (const [id, rect] of rects) {
      if (id !== source && rect.x >= to.x) moved[id] = { x: rect.x + shift, y: rect.y };
    }
  }
  const others = [...rects].filter(([id]) => !(id in moved)).map(([, rect]) => rect);
  const free = isFree(
    [...others, ...Object.entries(moved).map(([id, p]) => ({ ...p, ...sizeIn(rects, id) }))],
    at,
    size,
  );
  return {
    at: free
      ? at
      : placeNear(definition, type, { x: at.x + size.width / 2, y: at.y + size.height / 2 }),
    moved,
  };
};

const sizeIn = (rects: ReadonlyMap<string, Rect>, id: string): Size => {
  const rect = rects.get(id);
  return { width: rect?.width ?? 0, height: rect?.height ?? 0 };
};

function* offsets(): Iterable<number> {
  yield 0;
  for (let row = 1; row < ROWS_TRIED; row += 1) {
    yield row * ROW;
    yield -row * ROW;
  }
}

const isFree = (rects: Iterable<Rect>, at: Point, size: Size): boolean => {
  for (const rect of rects) {
    const apart =
      at.x + size.width + CLEARANCE <= rect.x ||
      rect.x + rect.width + CLEARANCE <= at.x ||
      at.y + size.height + CLEARANCE <= rect.y ||
      rect.y + rect.height + CLEARANCE <= at.y;
    if (!apart) return false;
  }
  return true;
};
