/**
 * Where the text on a flow stands: on a stretch that no other flow shares, so that one can tell whose it is. Level
 * stretches are preferred, because the text then covers least of the drawing.
 */
import type { Route, Segment } from './route.ts';
import { segmentsOf } from './route.ts';
import type { Point } from './shapes.ts';

/** Shorter than this and a label would hide the line it stands on. */
const ROOM_MIN = 56;
const UPRIGHT_SHARE = 0.35;
/** Lines nearer than this look like one. */
const NEAR = 6;

type Interval = readonly [from: number, to: number];

export const labelPlace = (route: Route, others: readonly Segment[]): Point => {
  let best: Point = route[0] ?? { x: 0, y: 0 };
  let bestRoom = -1;
  for (const segment of segmentsOf(route)) {
    const level = segment.from.y === segment.to.y;
    for (const [from, to] of freeStretches(segment, others)) {
      const length = to - from;
      const room = level ? (length >= ROOM_MIN ? length : length / 2) : length * UPRIGHT_SHARE;
      if (room <= bestRoom) continue;
      bestRoom = room;
      const middle = (from + to) / 2;
      best = level ? { x: middle, y: segment.from.y } : { x: segment.from.x, y: middle };
    }
  }
  return best;
};

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
