/**
 * What dragged elements line up with: the middles and the edges of what stands near, and gaps as wide as those between others.
 * A drag comes to the nearest of these within a few pixels, and the lines show which; else it keeps to the grid.
 */
import type { Point, Rect } from '#designer/ui/diagram/shapes.ts';
import { boundsOf, snap } from '#designer/ui/diagram/shapes.ts';

export type Guide = {
  /** `x`: a vertical line at this x. */
  readonly axis: 'x' | 'y';
  readonly at: number;
  readonly from: number;
  readonly to: number;
  /** `gap`: one of several gaps that are now equally wide. */
  readonly kind: 'line' | 'gap';
};

export type Snapped = {
  /** How far to move from where it was let go of. */
  readonly by: Point;
  readonly guides: readonly Guide[];
};

type Axis = Guide['axis'];

const OVERHANG = 24;
/** Nearer than this are the same place, after sums of fractions. */
const SAME = 0.01;

/**
 * Where `dragged` comes to, among these neighbours.
 * @param reach within so much of the drawing's own measure it is drawn to a line
 */
export const snapTo = (dragged: Rect, neighbours: readonly Rect[], reach: number): Snapped => {
  const by = {
    x: nearest(dragged, neighbours, 'x', reach) ?? snap(dragged.x) - dragged.x,
    y: nearest(dragged, neighbours, 'y', reach) ?? snap(dragged.y) - dragged.y,
  };
  const at = { ...dragged, x: dragged.x + by.x, y: dragged.y + by.y };
  return {
    by,
    guides: [...guidesAlong(at, neighbours, 'x'), ...guidesAlong(at, neighbours, 'y')],
  };
};

/** The grid alone, for who holds the modifier. */
export const snapToGrid = (dragged: Rect): Snapped => ({
  by: { x: snap(dragged.x) - dragged.x, y: snap(dragged.y) - dragged.y },
  guides: [],
});

const startOf = (rect: Rect, axis: Axis): number => rect[axis];
const lengthOf = (rect: Rect, axis: Axis): number => (axis === 'x' ? rect.width : rect.height);
const endOf = (rect: Rect, axis: Axis): number => startOf(rect, axis) + lengthOf(rect, axis);
const middleOf = (rect: Rect, axis: Axis): number => startOf(rect, axis) + lengthOf(rect, axis) / 2;
const across = (axis: Axis): Axis => (axis === 'x' ? 'y' : 'x');

/** Where two things are as near, middles come before edges, and edges before gaps. */
const nearest = (
  dragged: Rect,
  neighbours: readonly Rect[],
  axis: Axis,
  reach: number,
): number | undefined => {
  let best: number | undefined;
  const consider = (by: number) => {
    if (Math.abs(by) > reach) return;
    if (best === undefined || Math.abs(by) < Math.abs(best) - SAME) best = by;
  };
  for (const other of neighbours) consider(middleOf(other, axis) - middleOf(dragged, axis));
  for (const other of neighbours) {
    for (const edge of [startOf(other, axis), endOf(other, axis)]) {
      consider(edge - startOf(dragged, axis));
      consider(edge - endOf(dragged, axis));
    }
  }
  const length = lengthOf(dragged, axis);
  for (const place of gapPlaces(dragged, neighbours, axis)) {
    if (place.start + length > place.limit + SAME) continue;
    consider(place.start - startOf(dragged, axis));
  }
  return best;
};

type Place = { readonly start: number; readonly limit: number };

/** In the same row (or column), before, between or behind the others with a gap that is there already. */
const gapPlaces = (dragged: Rect, neighbours: readonly Rect[], axis: Axis): readonly Place[] => {
  const { before, behind } = besides(dragged, neighbours, axis);
  const length = lengthOf(dragged, axis);
  const places: Place[] = [];
  const [last, secondLast] = before;
  const [next, secondNext] = behind;
  if (last && secondLast) {
    const gap = startOf(last, axis) - endOf(secondLast, axis);
    const limit = next ? startOf(next, axis) : Number.POSITIVE_INFINITY;
    if (gap > 0) places.push({ start: endOf(last, axis) + gap, limit });
  }
  if (next && secondNext) {
    const gap = startOf(secondNext, axis) - endOf(next, axis);
    const start = startOf(next, axis) - gap - length;
    if (gap > 0) places.push({ start, limit: Number.POSITIVE_INFINITY });
  }
  if (last && next) {
    const room = startOf(next, axis) - endOf(last, axis) - length;
    if (room > 0) places.push({ start: endOf(last, axis) + room / 2, limit: startOf(next, axis) });
  }
  return places;
};

/** What stands beside it, by the middle, nearest first, and clear of one another. */
const besides = (dragged: Rect, neighbours: readonly Rect[], axis: Axis) => {
  const other = across(axis);
  const inLine = neighbours.filter(
    (rect) =>
      startOf(rect, other) < endOf(dragged, other) && startOf(dragged, other) < endOf(rect, other),
  );
  const middle = middleOf(dragged, axis);
  const before = inLine
    .filter((rect) => middleOf(rect, axis) < middle)
    .sort((a, b) => endOf(b, axis) - endOf(a, axis));
  const behind = inLine
    .filter((rect) => middleOf(rect, axis) > middle)
    .sort((a, b) => startOf(a, axis) - startOf(b, axis));
  return { before, behind };
};

const guidesAlong = (at: Rect, neighbours: readonly Rect[], axis: Axis): readonly Guide[] => {
  const other = across(axis);
  const isSame = (a: number, b: number) => Math.abs(a - b) < SAME;
  const line = (place: number, touching: readonly Rect[]): Guide => {
    const bounds = boundsOf([at, ...touching]);
    const from = startOf(bounds, other) - OVERHANG;
    return { axis, at: place, from, to: endOf(bounds, other) + OVERHANG, kind: 'line' };
  };
  const middle = middleOf(at, axis);
  const centred = neighbours.filter((rect) => isSame(middleOf(rect, axis), middle));
  // What shares a middle and a size shares the edges too: one line says it.
  const guides = centred.length > 0 ? [line(middle, centred)] : [];
  if (guides.length === 0) {
    for (const edge of [startOf(at, axis), endOf(at, axis)]) {
      const touching = neighbours.filter(
        (rect) => isSame(startOf(rect, axis), edge) || isSame(endOf(rect, axis), edge),
      );
      if (touching.length > 0) guides.push(line(edge, touching));
    }
  }
  return [...guides, ...gapsAlong(at, neighbours, axis)];
};

/** The equal gaps beside it, each as a line from edge to edge. */
const gapsAlong = (at: Rect, neighbours: readonly Rect[], axis: Axis): readonly Guide[] => {
  const { before, behind } = besides(at, neighbours, axis);
  const row = [before[1], before[0], at, behind[0], behind[1]];
  const gaps = row.slice(1).flatMap((rect, index) => {
    const last = row[index];
    if (!rect || !last) return [];
    const from = endOf(last, axis);
    const to = startOf(rect, axis);
    const touches = rect === at || last === at;
    return to > from ? [{ from, to, touches, height: middleOf(at, across(axis)) }] : [];
  });
  const own = gaps.filter(({ touches }) => touches);
  const equal = gaps.filter((gap) =>
    own.some(
      (one) =>
        Math.abs(one.to - one.from - (gap.to - gap.from)) < SAME &&
        gaps.some((more) => more !== one && isAsWide(more, one)),
    ),
  );
  return equal.map(({ from, to, height }) => ({
    axis: across(axis),
    at: height,
    from,
    to,
    kind: 'gap',
  }));
};

type Gap = { readonly from: number; readonly to: number };

const isAsWide = (a: Gap, b: Gap): boolean => Math.abs(a.to - a.from - (b.to - b.from)) < SAME;
