/**
 * Draws each flow as a line of right angles: leaves an element where a reader expects it, keeps clear of other elements,
 * and goes round by a lane of its own when it runs backwards. Candidates are listed and scored rather than searched
 * for, so that the same drawing always gets the same lines. Two flows may share a stretch only when they share an end.
 */
import type { Point, Rect } from './shapes.ts';

export type Route = readonly Point[];

export type RouteRequest = {
  readonly source: Rect;
  readonly target: Rect;
  /** Where their names stand, if outside of them. */
  readonly sourceName?: 'above' | 'below';
  readonly targetName?: 'above' | 'below';
  /** Branches of a gateway leave by its corners, and joins are entered by theirs. */
  readonly sourceBranches: boolean;
  readonly targetJoins: boolean;
  readonly obstacles: readonly Rect[];
  /** Stretches already drawn that this line must not lie on. */
  readonly taken?: readonly Segment[];
};

export type Segment = { readonly from: Point; readonly to: Point };

const STUB = 16;
const CLEARANCE = 28;
/** Between two lanes beside the same element. */
const LANE = 16;
/** A line through a name can hardly be read, nor can the name. */
const NAME_COST = 20;
const BEND_COST = 24;
const LENGTH_COST = 0.2;
const CROSSING_COST = 2_000;
const OVERLAP_COST = 6;
const LANES_MAX = 8;
/** Of a line that has to find its way between others: lanes tried beside each end, and gaps between them. */
const DETOUR_LANES = 10;
const DETOUR_GAPS = 16;

export const routeFlow = (request: RouteRequest): Route => {
  let best: readonly Point[] = [];
  let bestCost = Infinity;
  const near = obstaclesNear(request);
  const taken = takenNear(request);
  const take = (all: Iterable<Candidate>) => {
    for (const candidate of all) {
      const points = simplify(candidate.points);
      const cost = candidate.cost + costOf(points, request, near, taken, bestCost - candidate.cost);
      if (cost < bestCost) {
        best = points;
        bestCost = cost;
      }
    }
  };
  take(candidates(request, near));
  // What is only long, or beside another line, has found its way.
  if (bestCost >= CROSSING_COST && isBlocked(best, request, near)) take(detours(request, near));
  return best;
};

/** An SVG path through the points with rounded corners. */
export const pathOf = (points: readonly Point[], radius = 8): string => {
  const [first] = points;
  if (!first) return '';
  let path = `M ${first.x} ${first.y}`;
  for (let index = 1; index < points.length; index += 1) {
    const at = points[index] as Point;
    const before = points[index - 1] as Point;
    const after = points[index + 1];
    if (!after) {
      path += ` L ${at.x} ${at.y}`;
      continue;
    }
    const r = Math.min(radius, distance(before, at) / 2, distance(at, after) / 2);
    const enter = towards(at, before, r);
    const leave = towards(at, after, r);
    path += ` L ${enter.x} ${enter.y} Q ${at.x} ${at.y} ${leave.x} ${leave.y}`;
  }
  return path;
};

export const segmentsOf = (points: readonly Point[]): Segment[] =>
  points.slice(1).map((to, index) => ({ from: points[index] as Point, to }));

type Candidate = { readonly points: readonly Point[]; readonly cost: number };

function* candidates(request: RouteRequest, near: readonly Rect[]): Iterable<Candidate> {
  const { source: s, target: t } = request;
  const out = sides(s);
  const into = sides(t);
  const leaving = cornerCosts(request.sourceBranches, request.sourceName);
  const entering = cornerCosts(request.targetJoins, request.targetName);

  // Straight or stepped, left to right.
  const a = { x: out.right.x + STUB, y: out.right.y };
  const z = { x: into.left.x - STUB, y: into.left.y };
  const middle = Math.round((a.x + z.x) / 2);
  for (const x of [middle, a.x, z.x]) {
    yield {
      points: [out.right, { x, y: a.y }, { x, y: z.y }, into.left],
      cost: x === middle ? 0 : 6,
    };
  }
  // Out by a corner and in from the left; out to the right and in by a corner; both by corners.
  for (const corner of CORNERS) {
    const from = out[corner];
    yield { points: [from, { x: from.x, y: z.y }, into.left], cost: leaving[corner] };
    const to = into[corner];
    yield { points: [out.right, { x: to.x, y: a.y }, to], cost: entering[corner] };
    for (const other of CORNERS) {
      const end = into[other];
      const y = Math.round((from.y + end.y) / 2);
      yield {
        points: [from, { x: from.x, y }, { x: end.x, y }, end],
        cost: leaving[corner] + entering[other] + 30,
      };
    }
  }
  // Round the others, above or below them.
  for (const y of lanes(request, near)) {
    const corner = y > s.y ? 'bottom' : 'top';
    const other = y > t.y ? 'bottom' : 'top';
    const from = out[corner];
    const end = into[other];
    const up = leaving[corner] / 2;
    const down = entering[other] / 2;
    yield { points: [from, { x: from.x, y }, { x: end.x, y }, end], cost: 40 + up + down };
    yield { points: [from, { x: from.x, y }, { x: z.x, y }, z, into.left], cost: 40 + up };
    yield { points: [out.right, a, { x: a.x, y }, { x: end.x, y }, end], cost: 50 + down };
    yield { points: [out.right, a, { x: a.x, y }, { x: z.x, y }, z, into.left], cost: 60 };
  }
}

/** Where something stands in the way of all of these: along a lane beside each end, and through a gap between the two. */
function* detours(request: RouteRequest, near: readonly Rect[]): Iterable<Candidate> {
  const { source, target } = request;
  const out = sides(source);
  const into = sides(target);
  const leaving = cornerCosts(request.sourceBranches, request.sourceName);
  const entering = cornerCosts(request.targetJoins, request.targetName);
  const a = { x: out.right.x + STUB, y: out.right.y };
  const z = { x: into.left.x - STUB, y: into.left.y };
  const heights = heightsBeside(request, near);
  const gaps = gapsBetween(request, near);
  for (const y of nearest(heights, a.y, DETOUR_LANES)) {
    const from = out[y > a.y ? 'bottom' : 'top'];
    const begins = clear(near, [
      { points: [out.right, a, { x: a.x, y }], cost: 60 },
      { points: [from, { x: from.x, y }], cost: 50 + leaving[y > a.y ? 'bottom' : 'top'] / 2 },
    ]);
    for (const height of nearest(heights, z.y, DETOUR_LANES)) {
      const side = height > z.y ? 'bottom' : 'top';
      const to = into[side];
      const ends = clear(near, [
        { points: [{ x: z.x, y: height }, z, into.left], cost: 20 },
        { points: [{ x: to.x, y: height }, to], cost: 20 + entering[side] / 2 },
      ]);
      if (begins.length === 0 || ends.length === 0) continue;
      for (const x of gaps) {
        const between = [
          { x, y },
          { x, y: height },
        ];
        if (clear(near, [{ points: between, cost: 0 }]).length === 0) continue;
        for (const begin of begins) {
          for (const end of ends) {
            yield {
              points: [...begin.points, ...between, ...end.points],
              cost: begin.cost + end.cost,
            };
          }
        }
      }
    }
  }
}

/** Those that go through nothing, so that only they are joined with others. */
const clear = (near: readonly Rect[], ways: readonly Candidate[]): readonly Candidate[] =>
  ways.filter(({ points }) =>
    segmentsOf(points).every((segment) => !near.some((rect) => crosses(segment, rect, 6))),
  );

/** Where a line can pass upright between others, nearest first. */
const gapsBetween = (request: RouteRequest, near: readonly Rect[]): readonly number[] => {
  const { left, right } = reachOf(request);
  const gaps = near
    .flatMap((rect) => [rect.x - CLEARANCE, rect.x + rect.width + CLEARANCE])
    .filter((x) => left < x && x < right);
  return nearest(new Set(gaps), request.target.x, DETOUR_GAPS);
};

const nearest = (all: ReadonlySet<number>, to: number, count: number): readonly number[] =>
  [...all].sort((a, b) => Math.abs(a - to) - Math.abs(b - to) || a - b).slice(0, count);

const CORNERS = ['bottom', 'top'] as const;

const cornerCosts = (natural: boolean, name: 'above' | 'below' | undefined) => ({
  top: (natural ? 4 : 70) + (name === 'above' ? NAME_COST : 0),
  bottom: (natural ? 4 : 70) + (name === 'below' ? NAME_COST : 0),
});

const sides = (rect: Rect) => ({
  left: { x: rect.x, y: rect.y + rect.height / 2 },
  right: { x: rect.x + rect.width, y: rect.y + rect.height / 2 },
  top: { x: rect.x + rect.width / 2, y: rect.y },
  bottom: { x: rect.x + rect.width / 2, y: rect.y + rect.height },
});

const obstaclesNear = (request: RouteRequest): readonly Rect[] => {
  const { left, right } = reachOf(request);
  return request.obstacles.filter((rect) => rect.x < right && rect.x + rect.width > left);
};

const takenNear = (request: RouteRequest): readonly Segment[] => {
  const { left, right } = reachOf(request);
  return (request.taken ?? []).filter(
    ({ from, to }) => Math.min(from.x, to.x) < right && Math.max(from.x, to.x) > left,
  );
};

/** No candidate leaves this strip, so nothing outside of it needs to be looked at. */
const reachOf = ({ source, target }: RouteRequest) => ({
  left: Math.min(source.x, target.x) - STUB * 2,
  right: Math.max(source.x + source.width, target.x + target.width) + STUB * 2,
});

/** Heights at which a line can pass beside the elements between source and target, nearest first. */
const lanes = (request: RouteRequest, near: readonly Rect[]): readonly number[] => {
  const { source, target } = request;
  const middle = (source.y + source.height / 2 + target.y + target.height / 2) / 2;
  return nearest(heightsBeside(request, near), middle, LANES_MAX * 2);
};

const heightsBeside = (
  { source, target }: RouteRequest,
  near: readonly Rect[],
): ReadonlySet<number> => {
  const heights = new Set<number>();
  for (const rect of [source, target, ...near]) {
    for (const away of [CLEARANCE, CLEARANCE + LANE]) {
      heights.add(rect.y - away);
      heights.add(rect.y + rect.height + away);
    }
  }
  return heights;
};

/** Gives up as soon as it costs more than `limit`: most candidates are far worse than the best. */
const costOf = (
  points: readonly Point[],
  request: RouteRequest,
  near: readonly Rect[],
  taken: readonly Segment[],
  limit: number,
): number => {
  const segments = segmentsOf(points);
  let cost = (points.length - 2) * BEND_COST;
  for (const { from, to } of segments) cost += distance(from, to) * LENGTH_COST;
  for (const [index, segment] of segments.entries()) {
    if (cost >= limit) return cost;
    cost += inTheWay(segments, index, request, near) * CROSSING_COST;
    for (const other of taken) cost += sharedLength(segment, other) * OVERLAP_COST;
  }
  return cost;
};

/** How many elements this stretch of a line goes through. */
const inTheWay = (
  segments: readonly Segment[],
  index: number,
  { source, target }: RouteRequest,
  near: readonly Rect[],
): number => {
  const segment = segments[index] as Segment;
  let count = 0;
  for (const rect of near) if (crosses(segment, rect, 6)) count += 1;
  // A line may touch its own two elements only where it starts and ends.
  if (crosses(segment, source, index === 0 ? -1 : 4)) count += 1;
  if (crosses(segment, target, index === segments.length - 1 ? -1 : 4)) count += 1;
  return count;
};

const isBlocked = (points: Route, request: RouteRequest, near: readonly Rect[]): boolean => {
  const segments = segmentsOf(points);
  return segments.some((_, index) => inTheWay(segments, index, request, near) > 0);
};

const crosses = ({ from, to }: Segment, rect: Rect, margin: number): boolean =>
  Math.min(from.x, to.x) < rect.x + rect.width + margin &&
  Math.max(from.x, to.x) > rect.x - margin &&
  Math.min(from.y, to.y) < rect.y + rect.height + margin &&
  Math.max(from.y, to.y) > rect.y - margin;

/** How long two stretches run on top of, or nearly on top of, each other. */
const sharedLength = (one: Segment, other: Segment): number => {
  const flat = one.from.y === one.to.y;
  if (flat !== (other.from.y === other.to.y)) return 0;
  const [across, along] = flat ? (['y', 'x'] as const) : (['x', 'y'] as const);
  if (Math.abs(one.from[across] - other.from[across]) > 5) return 0;
  const start = Math.max(
    Math.min(one.from[along], one.to[along]),
    Math.min(other.from[along], other.to[along]),
  );
  const end = Math.min(
    Math.max(one.from[along], one.to[along]),
    Math.max(other.from[along], other.to[along]),
  );
  return Math.max(0, end - start);
};

/** Without repeated points, points in the middle of a straight stretch, or turning back on itself. */
const simplify = (points: readonly Point[]): readonly Point[] => {
  const kept: Point[] = [];
  for (const point of points) {
    const last = kept.at(-1);
    const before = kept.at(-2);
    if (last && last.x === point.x && last.y === point.y) continue;
    if (last && before && onOneLine(before, last, point)) kept.pop();
    kept.push(point);
  }
  return kept;
};

const onOneLine = (a: Point, b: Point, c: Point): boolean =>
  (a.x === b.x && b.x === c.x && b.y > a.y === c.y > b.y) ||
  (a.y === b.y && b.y === c.y && b.x > a.x === c.x > b.x);

const distance = (a: Point, b: Point): number => Math.abs(a.x - b.x) + Math.abs(a.y - b.y);

const towards = (from: Point, to: Point, length: number): Point => ({
  x: from.x + Math.sign(to.x - from.x) * length,
  y: from.y + Math.sign(to.y - from.y) * length,
});
