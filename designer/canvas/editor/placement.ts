/**
 * Where something new goes: beside what it follows, on the grid, never on top of another element. Making room moves
 * only what stands to the right, and as little as needed, so that an author's drawing stays recognisable.
 */
import { rectsFor } from '#designer/ui/diagram/drawing.ts';
import type { Point, Rect, Size } from '#designer/ui/diagram/shapes.ts';
import { FRAME_PADDING, GRID, sizeOf, snap } from '#designer/ui/diagram/shapes.ts';
import type { Definition, Element, ElementType } from '#engine/definition.ts';
import type { Edit } from '#engine/edits.ts';
import { applyEdit, scopesAround } from '#engine/edits.ts';

/** Where elements come to stand, by their ids. */
export type Positions = Readonly<Record<string, Point>>;

/** Where what has no place at all comes to stand. */
export const ORIGIN: Point = { x: GRID * 20, y: GRID * 20 };

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
  const scope = scopeOf(definition, source);
  const rects = rectsIn(definition, scope);
  const from = rects.get(source);
  const size = sizeOf(type);
  if (!from) return placeAnywhere(definition, type, scope);
  const x = snap(from.x + from.width + gap);
  const middle = from.y + from.height / 2;
  const least = leastIn(definition, scope);
  for (const offset of offsets()) {
    const at = { x, y: snap(middle - size.height / 2 + offset) };
    if (at.y >= least.y && isFree(rects.values(), at, size)) return at;
  }
  return { x, y: snap(middle - size.height / 2) };
};

/** A free place at or below `wanted` (a drop, or the middle of what is in view). */
export const placeNear = (
  definition: Definition,
  type: ElementType,
  wanted: Point,
  scope?: string,
): Point => {
  const rects = rectsIn(definition, scope);
  const size = sizeOf(type);
  const least = leastIn(definition, scope);
  const x = Math.max(least.x, snap(wanted.x - size.width / 2));
  const y = Math.max(least.y, snap(wanted.y - size.height / 2));
  for (const offset of offsets()) {
    const at = { x, y: snap(y + offset) };
    if (at.y >= least.y && isFree(rects.values(), at, size)) return at;
  }
  return { x, y };
};

/** The middle of what is to stand below this element. */
export const pointBelow = (definition: Definition, source: Element): Point => {
  const rect = rectsFor(definition).get(source.id);
  return rect ? { x: rect.x + rect.width / 2, y: rect.y + rect.height + GRID * 16 } : ORIGIN;
};

/** The upper left corner of the room in a frame: it grows to the right and down, where there is room to be made. */
const leastIn = (definition: Definition, scope: string | undefined): Point => {
  const frame = scope === undefined ? undefined : rectsFor(definition).get(scope);
  if (!frame) return { x: Number.NEGATIVE_INFINITY, y: Number.NEGATIVE_INFINITY };
  return { x: frame.x + FRAME_PADDING.left, y: frame.y + FRAME_PADDING.top };
};

const placeAnywhere = (definition: Definition, type: ElementType, scope?: string): Point =>
  placeNear(definition, type, ORIGIN, scope);

const scopeOf = (definition: Definition, id: string): string | undefined =>
  definition.elements.find((element) => element.id === id)?.parent;

/** What stands in the same scope; frames hide what lies in them. */
const rectsIn = (definition: Definition, scope: string | undefined): ReadonlyMap<string, Rect> => {
  const rects = rectsFor(definition);
  const own = definition.elements.flatMap((element) => {
    const rect = element.parent === scope ? rects.get(element.id) : undefined;
    return rect ? [[element.id, rect] as const] : [];
  });
  return new Map(own);
};

/** The edit, and what has to make room where it lets the frames around it grow. */
export const withRoom = (
  before: Definition,
  edit: Edit,
  scope: string | undefined,
  /** Whether frames may grow to the left and up, where somebody has put something there. */
  growsBack = false,
): Edit => {
  if (scope === undefined) return edit;
  const edits: Edit[] = [edit];
  let now = applyEdit(before, edit);
  for (const frame of [scope, ...scopesAround(now, scope)]) {
    const was = rectsFor(before).get(frame);
    const grown = rectsFor(now).get(frame);
    const corner = now.layout?.[frame];
    if (!was || !grown || !corner) continue;
    const back = { x: Math.max(0, was.x - grown.x), y: Math.max(0, was.y - grown.y) };
    if (!growsBack && (back.x > 0 || back.y > 0)) {
      const at = { x: corner.x + back.x, y: corner.y + back.y };
      const shift: Edit = { type: 'moveElements', positions: { [frame]: at } };
      edits.push(shift);
      now = applyEdit(now, shift);
    }
    const is = rectsFor(now).get(frame) ?? grown;
    const right = was.x + was.width;
    const bottom = was.y + was.height;
    const by = {
      x: Math.max(0, is.x + is.width - right),
      y: Math.max(0, is.y + is.height - bottom),
    };
    const moved: Record<string, Point> = {};
    for (const [id, rect] of rectsIn(now, scopeOf(now, frame))) {
      const at = now.layout?.[id];
      const element = now.elements.find((one) => one.id === id);
      if (id === frame || !at || element?.type === 'boundaryEvent') continue;
      const x = at.x + (rect.x >= right ? by.x : 0);
      const y = at.y + (rect.y >= bottom ? by.y : 0);
      if (x !== at.x || y !== at.y) moved[id] = { x, y };
    }
    if (Object.keys(moved).length === 0) continue;
    const make: Edit = { type: 'moveElements', positions: moved };
    edits.push(make);
    now = applyEdit(now, make);
  }
  return edits.length === 1 ? edit : { type: 'batch', edits };
};

export type Room = {
  readonly at: Point;
  readonly moved: Positions;
};

/** A place between `source` and `target`, and what must move to the right for it. */
export const roomBetween = (
  definition: Definition,
  source: string,
  target: string,
  type: ElementType,
  gaps: { readonly before: number; readonly after: number } = { before: GAP, after: GAP },
): Room => {
  const scope = scopeOf(definition, source);
  const rects = rectsIn(definition, scope);
  const from = rects.get(source);
  const to = rects.get(target);
  const size = sizeOf(type);
  if (!from || !to) return { at: placeAnywhere(definition, type, scope), moved: {} };
  // A flow that runs backwards has no room to make: the new element goes below the line between them.
  if (to.x < from.x + from.width) {
    const middle = { x: (from.x + to.x + to.width) / 2, y: Math.max(from.y, to.y) + ROW };
    return { at: placeNear(definition, type, middle, scope), moved: {} };
  }
  const x = snap(from.x + from.width + gaps.before);
  const shift = Math.max(0, snap(x + size.width + gaps.after - to.x + GRID / 2));
  // On the target's line, because the source may be a gateway whose branches share its own.
  const at = {
    x: shift > 0 ? x : snap((from.x + from.width + to.x - size.width) / 2),
    y: snap(to.y + to.height / 2 - size.height / 2),
  };
  const moved: Record<string, Point> = {};
  const borders = new Set(
    definition.elements.filter((one) => one.type === 'boundaryEvent').map(({ id }) => id),
  );
  if (shift > 0) {
    for (const [id, rect] of rects) {
      const place = definition.layout?.[id] ?? rect;
      const isOnBorder = borders.has(id);
      if (id !== source && !isOnBorder && rect.x >= to.x)
        moved[id] = { x: place.x + shift, y: place.y };
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
      : placeNear(definition, type, { x: at.x + size.width / 2, y: at.y + size.height / 2 }, scope),
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
