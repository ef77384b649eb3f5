/**
 * Makes or takes away room: everything behind a line goes on by as much, within one scope, and the frames around it grow or shrink.
 * Taking room away stops before anything would touch what stays.
 */
import { frameAt, rectsFor } from '#designer/ui/diagram/frames.ts';
import { notesOf } from '#designer/ui/diagram/notes.ts';
import type { Point, Rect } from '#designer/ui/diagram/shapes.ts';
import { centerOf, FRAME_PADDING, GRID } from '#designer/ui/diagram/shapes.ts';
import type { Definition, Note } from '#engine/definition.ts';
import type { Edit } from '#engine/edits.ts';
import { batch } from './batch.ts';
import { blockOf, moveCorners } from './standing.ts';

export type Line = {
  readonly axis: 'x' | 'y';
  /** What has its middle behind this is pushed. */
  readonly at: number;
  /** The sub-process in which there is to be room. */
  readonly scope: string | undefined;
};

export type Roomy = {
  readonly edit: Edit | undefined;
  /** So far it really goes. */
  readonly by: number;
  readonly count: number;
};

/** What is kept free between what goes and what stays, when room is taken away. */
const CLEARANCE = GRID * 2;

/** The line at this point of the drawing. */
export const lineAt = (definition: Definition, point: Point, axis: Line['axis']): Line => ({
  axis,
  at: point[axis],
  scope: frameAt(definition, rectsFor(definition), point),
});

/** The line behind this element: what stands beside it in its scope, further on, is pushed. */
export const lineBehind = (
  definition: Definition,
  id: string,
  axis: Line['axis'],
): Line | undefined => {
  const found = definition.elements.find((element) => element.id === id);
  const element =
    found?.type === 'boundaryEvent'
      ? definition.elements.find((one) => one.id === found.attachedTo)
      : found;
  const rect = rectsFor(definition).get(element?.id ?? '');
  if (!element || !rect) return undefined;
  // Just behind its middle, so that it stays itself and all that stands further on goes.
  return { axis, at: centerOf(rect)[axis] + 1, scope: element.parent };
};

export const makeRoom = (
  definition: Definition,
  { axis, at, scope }: Line,
  wanted: number,
): Roomy => {
  const inScope = definition.elements.filter(({ parent }) => parent === scope);
  const block = blockOf(
    definition,
    inScope.map(({ id }) => id),
  );
  const all = block?.members ?? [];
  const members = all.filter(({ rect }) => centerOf(rect)[axis] >= at);
  const staying = all.filter((one) => !members.includes(one));
  const rects = members.map(({ rect }) => rect);
  const most = Math.min(
    roomBetween(
      staying.map(({ rect }) => rect),
      rects,
      axis,
    ),
    roomInFrame(definition, scope, rects, axis),
  );
  const by = wanted < 0 ? -Math.min(-wanted, most) : wanted;
  const notes = notesBehind(definition, { axis, at, scope });
  if (by === 0 || members.length === 0) return { edit: undefined, by: 0, count: 0 };
  const corners = new Map(
    members.map(({ id, rect }) => [id, { x: rect.x, y: rect.y, [axis]: rect[axis] + by }]),
  );
  const edit = moveCorners(definition, { scope, members }, corners);
  const positions = Object.fromEntries(
    notes.map(({ id, x, y }) => [id, { x, y, [axis]: (axis === 'x' ? x : y) + by }]),
  );
  return {
    edit: edit && notes.length > 0 ? batch([{ type: 'moveElements', positions }, edit]) : edit,
    by,
    count: members.length,
  };
};

/** Those about an element go where that goes. */
const notesBehind = (definition: Definition, { axis, at, scope }: Line): readonly Note[] =>
  notesOf(definition).flatMap(({ note, rect }) => {
    const center = centerOf(rect);
    const isFree = note.about === undefined && center[axis] >= at;
    return isFree && frameAt(definition, rectsFor(definition), center) === scope ? [note] : [];
  });

/** How far all that goes can come back before one of them is too near to something that stays beside its way. */
const roomBetween = (
  staying: readonly Rect[],
  going: readonly Rect[],
  axis: Line['axis'],
): number => {
  const [along, across] =
    axis === 'x' ? (['width', 'height'] as const) : (['height', 'width'] as const);
  const other = axis === 'x' ? 'y' : 'x';
  let least = Number.POSITIVE_INFINITY;
  for (const rect of going) {
    for (const stays of staying) {
      const isBeside =
        rect[other] < stays[other] + stays[across] + CLEARANCE &&
        stays[other] < rect[other] + rect[across] + CLEARANCE;
      if (!isBeside) continue;
      least = Math.min(least, rect[axis] - (stays[axis] + stays[along]) - CLEARANCE);
    }
  }
  return wholeSteps(least);
};

/** A frame is left its rim; in the process itself there is none. */
const roomInFrame = (
  definition: Definition,
  scope: string | undefined,
  going: readonly Rect[],
  axis: Line['axis'],
): number => {
  const frame = rectsFor(definition).get(scope ?? '');
  if (!frame) return Number.POSITIVE_INFINITY;
  const rim = frame[axis] + (axis === 'x' ? FRAME_PADDING.left : FRAME_PADDING.top);
  return wholeSteps(Math.min(...going.map((rect) => rect[axis])) - rim);
};

const wholeSteps = (length: number): number => Math.floor(Math.max(0, length) / GRID) * GRID;
