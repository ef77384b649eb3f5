/** Puts notes on the drawing, makes them larger, and goes from one to the next. */
import { rectsFor } from '#designer/ui/diagram/frames.ts';
import { noteRect, notesOf } from '#designer/ui/diagram/notes.ts';
import type { Point, Rect } from '#designer/ui/diagram/shapes.ts';
import { centerOf, GRID, snap } from '#designer/ui/diagram/shapes.ts';
import { type Definition, type Element, NOTE_LENGTH, type Note } from '#engine/definition.ts';
import type { Edit } from '#engine/edits.ts';
import { freeId } from '#engine/edits.ts';

export type MadeNote = { readonly edit: Edit; readonly note: Note };

/** Smaller than this there is no room for a word. */
export const NOTE_LEAST = { width: GRID * 10, height: GRID * 4 } as const;

/** About this element and above it, where nothing stands; without one around this place. */
export const addNote = (
  definition: Definition,
  about: Element | undefined,
  center: Point,
): MadeNote => {
  const bare: Note = { id: freeId(definition, 'note'), text: '', x: 0, y: 0 };
  const size = noteRect(bare);
  const rect = about && rectsFor(definition).get(about.id);
  const at = rect
    ? clearOf(definition, {
        ...size,
        x: snap(rect.x + rect.width / 2 - size.width / 2 + GRID * 8),
        y: snap(rect.y - size.height - GRID * 8),
      })
    : clearOf(definition, {
        ...size,
        x: snap(center.x - size.width / 2),
        y: snap(center.y - size.height / 2),
      });
  const note = { ...bare, ...at, ...(about ? { about: about.id } : {}) };
  return { edit: { type: 'addNote', note }, note };
};

const TRIES = 40;

/** Up from there, as far as needed to lie on nothing. */
const clearOf = (definition: Definition, rect: Rect): Point => {
  const taken = [
    ...definition.elements.flatMap(({ id, type }) =>
      type === 'subProcess' ? [] : (rectsFor(definition).get(id) ?? []),
    ),
    ...notesOf(definition).map((drawn) => drawn.rect),
  ];
  for (let step = 0; step < TRIES; step += 1) {
    const y = rect.y - step * GRID * 2;
    if (!taken.some((one) => overlap({ ...rect, y }, one))) return { x: rect.x, y };
  }
  return { x: rect.x, y: rect.y };
};

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
