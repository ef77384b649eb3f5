/** How large a picture of a drawn process is, and how much room a text has on a line in it. */
import { segmentsOf } from './route.ts';
import type { Point, Rect } from './shapes.ts';
import { boundsOf } from './shapes.ts';

/** Names beside circles and above diamonds reach this far out of their elements. */
const MARGIN = { x: 56, top: 44, bottom: 44 };
const LABEL_MIN = 72;
const LABEL_MAX = 176;

export const frameOf = (
  rects: readonly Rect[],
  points: readonly { x: number; y: number }[],
): Rect => {
  const lines = points.map(({ x, y }) => ({ x, y, width: 0, height: 0 }));
  const inner = boundsOf([...rects, ...lines]);
  return {
    x: inner.x - MARGIN.x,
    y: inner.y - MARGIN.top,
    width: inner.width + MARGIN.x * 2,
    height: inner.height + MARGIN.top + MARGIN.bottom,
  };
};

/** On a level stretch a text must end before the elements at its ends; beside an upright one there is room. */
export const roomAt = (points: readonly Point[], at: Point): number => {
  const stretch = segmentsOf(points).find(
    ({ from, to }) =>
      from.y === to.y &&
      from.y === at.y &&
      Math.min(from.x, to.x) <= at.x &&
      at.x <= Math.max(from.x, to.x),
  );
  if (!stretch) return LABEL_MAX;
  const { from, to } = stretch;
  // Where it does not stand in the middle, the nearer end counts.
  const room = 2 * Math.min(Math.abs(at.x - from.x), Math.abs(to.x - at.x));
  return Math.min(LABEL_MAX, Math.max(LABEL_MIN, room - 12));
};
