/**
 * Where notes are drawn: as large as they say, and as high as their text needs, so that no word is ever cut off. The line to
 * what a note is about goes straight, from rim to rim.
 */
import { type Definition, NOTE_SIZE, type Note } from '#engine/definition.ts';
import { shownFor } from './collapsed.ts';
import { type Moved, rectsFor } from './frames.ts';
import type { Route } from './route.ts';
import type { Point, Rect } from './shapes.ts';
import { centerOf } from './shapes.ts';
import { LINE, linesOf } from './svg/text.ts';

export type DrawnNote = {
  readonly note: Note;
  readonly rect: Rect;
  readonly line?: { readonly target: string; readonly points: Route };
};

/** The same in the canvas, in a picture and in a file. */
export const NOTE_TEXT = { size: 12, padding: { x: 12, y: 10 } } as const;

/** The lines of a note as it is drawn: its own breaks count. */
export const noteLines = (text: string, width: number): readonly string[] => {
  const look = {
    size: NOTE_TEXT.size,
    colour: '',
    lines: Number.POSITIVE_INFINITY,
    width: Math.max(NOTE_TEXT.size, width - NOTE_TEXT.padding.x * 2),
  };
  return text.split('\n').flatMap((line) => (line.trim() === '' ? [''] : linesOf(line, look)));
};

const heights = new WeakMap<Note, number>();

const heightNeeded = (note: Note, width: number): number => {
  const known = heights.get(note);
  if (known !== undefined) return known;
  const lines = noteLines(note.text, width).length;
  const height = Math.ceil(lines * NOTE_TEXT.size * LINE) + NOTE_TEXT.padding.y * 2;
  heights.set(note, height);
  return height;
};

export const noteRect = (note: Note, at: Point = note): Rect => {
  const width = note.width ?? NOTE_SIZE.width;
  const height = Math.max(note.height ?? NOTE_SIZE.height, heightNeeded(note, width));
  return { x: at.x, y: at.y, width, height };
};

export const notesOf = (definition: Definition, moved?: Moved): readonly DrawnNote[] => {
  if (!definition.notes?.length) return NONE;
  const rects = rectsFor(definition, moved);
  return definition.notes.map((note): DrawnNote => {
    const rect = noteRect(note, moved?.get(note.id));
    const target = note.about === undefined ? undefined : shownFor(definition, note.about);
    const to = rects.get(target ?? '');
    const points = to && between(rect, to);
    return target !== undefined && points
      ? { note, rect, line: { target, points } }
      : { note, rect };
  });
};

const NONE: readonly DrawnNote[] = [];

/** Nothing where one lies on the other. */
const between = (from: Rect, to: Rect): Route | undefined => {
  const [start, end] = [centerOf(from), centerOf(to)];
  const [out, into] = [exitOf(from, end), exitOf(to, start)];
  const isOver =
    (out.x - start.x) * (end.x - start.x) + (out.y - start.y) * (end.y - start.y) >=
    (into.x - start.x) * (end.x - start.x) + (into.y - start.y) * (end.y - start.y);
  return isOver ? undefined : [out, into];
};

/** Where the straight line from its middle to there leaves it; small signs are round. */
const exitOf = (rect: Rect, to: Point): Point => {
  const { x, y } = centerOf(rect);
  const [dx, dy] = [to.x - x, to.y - y];
  if (dx === 0 && dy === 0) return { x, y };
  const isRound = rect.width === rect.height;
  const part = isRound
    ? rect.width / 2 / Math.hypot(dx, dy)
    : Math.min(
        rect.width / 2 / Math.max(Math.abs(dx), 1e-6),
        rect.height / 2 / Math.max(Math.abs(dy), 1e-6),
      );
  return { x: Math.round(x + dx * part), y: Math.round(y + dy * part) };
};
