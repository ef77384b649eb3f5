/**
 * Where the text on a flow stands: on a stretch that no other flow shares, so that one can tell whose it is, and not on
 * another text. Level stretches are preferred, because the text then covers least of the drawing.
 */
import type { Flow } from '#engine/definition.ts';
import type { Route, Segment } from './route.ts';
import { segmentsOf } from './route.ts';
import type { Point, Rect, Size } from './shapes.ts';

/** The text on a flow, which needs room between its two elements. */
export type LabelOf = (flow: Flow) => string;

/** Shorter than this and a label would hide the line it stands on. */
const ROOM_MIN = 56;
const UPRIGHT_SHARE = 0.35;
/** Lines nearer than this look like one. */
const NEAR = 6;
const COVERING_COST = 400;
/** Where along a stretch a text may stand; the middle first. */
const SHARES = [0.5, 0.3, 0.7];
const ASIDE_COST = 12;

type Interval = readonly [from: number, to: number];

/** The middle of the text. `covered` is what it must not lie on: other texts, and elements. */
export const labelPlace = (
  route: Route,
  size: Size,
  others: readonly Segment[] = [],
  covered: readonly Rect[] = [],
): Point => {
  let best: Point = route[0] ?? { x: 0, y: 0 };
  let bestScore = -Infinity;
  for (const segment of segmentsOf(route)) {
    const level = segment.from.y === segment.to.y;
    for (const [from, to] of freeStretches(segment, others)) {
      const length = to - from;
      const room = level ? (length >= ROOM_MIN ? length : length / 2) : length * UPRIGHT_SHARE;
      SHARES.forEach((share, index) => {
        const along = from + length * share;
        const point = level ? { x: along, y: segment.from.y } : { x: segment.from.x, y: along };
        const hits = covered.filter((rect) => overlaps(boxAt(point, size), rect)).length;
        const score = room - hits * COVERING_COST - index * ASIDE_COST;
        if (score <= bestScore) return;
        best = point;
        bestScore = score;
      });
    }
  }
  return best;
};

export const boxAt = ({ x, y }: Point, { width, height }: Size): Rect => ({
  x: x - width / 2,
  y: y - height / 2,
  width,
  height,
});

const overlaps = (a: Rect, b: Rect): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

/** The parts of a stretch on which no other line lies. */
const freeStretches = (segment: Segment, others: readonly Segment[]): readonly Interval[] => {
  const level = segment.from.y === segment.to.y;
  const along = level ? 'x' : 'y';
  const across = level ? 'y' : 'x';
  let free: readonly Interval[] = [ordered(segment.from[along], segment.to[along])];
  for (const other of others) {
    if ((other.from.y === other.to.y) !== level) continue;
    if (Math.abs(other.from[across] - segment.from[across]) > NEAR) continue;
    const [start, end] = ordered(other.from[along], other.to[along]);
    free = free.flatMap(([from, to]): Interval[] => {
      if (end <= from || start >= to) return [[from, to]];
      const before: Interval[] = start > from ? [[from, start]] : [];
      const after: Interval[] = end < to ? [[end, to]] : [];
      return [...before, ...after];
    });
  }
  return free;
};

const ordered = (a: number, b: number): Interval => (a < b ? [a, b] : [b, a]);
