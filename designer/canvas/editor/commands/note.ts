/** Puts notes on the drawing, makes them larger, and goes from one to the next. */
import { rectsFor, routesFor } from '#designer/ui/diagram/drawing.ts';
import { noteRect, notesOf } from '#designer/ui/diagram/notes.ts';
import { type Segment, segmentsOf } from '#designer/ui/diagram/route.ts';
import type { Point, Rect, Size } from '#designer/ui/diagram/shapes.ts';
import { centerOf, GRID, snap } from '#designer/ui/diagram/shapes.ts';
import { type Definition, type Element, NOTE_LENGTH, type Note } from '#engine/definition.ts';
import type { Edit } from '#engine/edits.ts';
import { freeId } from '#engine/edits.ts';

export type MadeNote = { readonly edit: Edit; readonly note: Note };

/** Smaller than this there is no room for a word. */
export const NOTE_LEAST = { width: GRID * 10, height: GRID * 4 } as const;

/** About this element and beside it, where nothing stands; without one around this place. */
export const addNote = (
  definition: Definition,
  about: Element | undefined,
  center: Point,
): MadeNote => {
  const bare: Note = { id: freeId(definition, 'note'), text: '', x: 0, y: 0 };
  const size = noteRect(bare);
  const rect = about && rectsFor(definition).get(about.id);
  const beside = rect ?? { ...center, width: 0, height: 0 };
  const middle = centerOf(beside);
  const x = snap(middle.x - size.width / 2);
  const above = beside.y - size.height - GRID * 4;
  const below = beside.y + beside.height + GRID * 4;
  const starts = rect
    ? [above, below].map((y) => ({ x, y: snap(y) }))
    : [{ x, y: snap(middle.y - size.height / 2) }];
  const at = clearOf(definition, size, starts);
  const note = { ...bare, ...at, ...(about ? { about: about.id } : {}) };
  return { edit: { type: 'addNote', note }, note };
};

const RINGS = 40;
const STEP = GRID * 3;
const CLEARANCE = GRID * 2;

/** The place nearest to one of these where a note lies on nothing: no step, no line, no other note. */
const clearOf = (definition: Definition, size: Size, starts: readonly Point[]): Point => {
  const [first = { x: 0, y: 0 }] = starts;
  const inner = new Set(definition.elements.map(({ parent }) => parent));
  const taken = [
    ...definition.elements.flatMap(({ id }) =>
      inner.has(id) ? [] : (rectsFor(definition).get(id) ?? []),
    ),
    ...notesOf(definition).map((drawn) => drawn.rect),
    ...[...routesFor(definition).values()].flatMap(({ points }) => segmentsOf(points).map(along)),
  ];
  const isFree = ({ x, y }: Point) => {
    const { width, height } = size;
    const wide = {
      x: x - CLEARANCE,
      y: y - CLEARANCE,
      width: width + CLEARANCE * 2,
      height: height + CLEARANCE * 2,
    };
    return !taken.some((one) => overlap(wide, one));
  };
  for (let ring = 0; ring < RINGS; ring += 1)
    for (const start of starts) {
      const free = around(start, ring).find(isFree);
      if (free) return free;
    }
  return first;
};

/** Places so many steps away, the nearest first. */
const around = ({ x, y }: Point, ring: number): readonly Point[] => {
  const steps = Array.from({ length: ring * 2 + 1 }, (_, index) => index - ring);
  return steps
    .flatMap((a) => [
      { x: a, y: -ring },
      { x: a, y: ring },
      { x: -ring, y: a },
      { x: ring, y: a },
    ])
    .sort((a, b) => Math.hypot(a.x, a.y) - Math.hypot(b.x, b.y))
    .map((by) => ({ x: x + by.x * STEP, y: y + by.y * STEP }));
};

const along = ({ from, to }: Segment): Rect => ({
  x: Math.min(from.x, to.x),
  y: Math.min(from.y, to.y),
  width: Math.max(1, Math.abs(from.x - to.x)),
  height: Math.max(1, Math.abs(from.y - to.y)),
});

const overlap = (a: Rect, b: Rect): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

/** On the grid, and no smaller than a word. */
export const sizeNote = ({ id, x, y }: Note, rect: Rect): Edit => {
  const length = (side: 'width' | 'height') =>
    Math.min(NOTE_LENGTH.maximum, Math.max(NOTE_LEAST[side], snap(rect[side])));
  const at = { x: rect.x === x ? x : snap(rect.x), y: rect.y === y ? y : snap(rect.y) };
  const changes = { ...at, width: length('width'), height: length('height') };
  return { type: 'updateNote', id, changes };
};

/** In the order in which one reads: from the top, then from the left. */
export const nextNote = (definition: Definition, from: string | undefined): string | undefined => {
  const order = notesOf(definition)
    .map(({ note, rect }) => ({ id: note.id, at: centerOf(rect) }))
    .sort((a, b) => a.at.y - b.at.y || a.at.x - b.at.x);
  return order[(order.findIndex(({ id }) => id === from) + 1) % order.length]?.id;
};
