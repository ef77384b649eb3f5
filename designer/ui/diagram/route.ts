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
  /** Branches of a gateway leave by its corners, and joins are entered by theirs. */
  readonly sourceBranches: boolean;
  readonly targetJoins: boolean;
  readonly obstacles: readonly Rect[];
  /** Stretches already drawn that this line must not lie on. */
  readonly taken?: readonly Segment[];
};

export type Segment = { readonly from: Point; readonly to: Point };

const STUB = 16;
const CLEARANCE = 20;
const BEND_COST = 24;
const CROSSING_COST = 2_000;
const OVERLAP_COST = 6;
const LANES_MAX = 8;

export const routeFlow = (request: RouteRequest): Route => {
  let best: readonly Point[] = [];
  let bestCost = Infinity;
  const near = obstaclesNear(request);
  for (const candidate of candidates(request, near)) {
    const points = simplify(candidate.points);
    const cost = costOf(points, request, near) + candidate.cost;
    if (cost < bestCost) {
      best = points;
      bestCost = cost;
    }
  }
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
  const { source: s, target: t, sourceBranches, targetJoins } = request;
  const out = sides(s);
  const into = sides(t);
  const cornerOut = sourceBranches ? 4 : 70;
  const cornerIn = targetJoins ? 4 : 70;

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
  // Out by a corner and in from the left; out to the right and in by a corner.
  for (const corner of [out.bottom, out.top]) {
    yield { points: [corner, { x: corner.x, y: z.y }, into.left], cost: cornerOut };
    for (const side of [into.top, into.bottom]) {
      const y = Math.round((corner.y + side.y) / 2);
      yield {
        points: [corner, { x: corner.x, y }, { x: side.x, y }, side],
        cost: cornerOut + cornerIn + 30,
      };
    }
  }
  for (const side of [into.top, into.bottom]) {
    yield { points: [out.right, { x: side.x, y: a.y }, side], cost: cornerIn };
  }
  // Round the others, above or below them.
  for (const y of lanes(request, near)) {
    const below = y > s.y;
    const leave = below ? out.bottom : out.top;
    const enter = y > t.y ? into.bottom : into.top;
    yield { points: [leave, { x: leave.x, y }, { x: enter.x, y }, enter], cost: 40 };
    yield {
      points: [leave, { x: leave.x, y }, { x: z.x, y }, z, into.left],
      cost: 40 + cornerOut / 2,
    };
    yield { points: [out.right, a, { x: a.x, y }, { x: enter.x, y }, enter], cost: 50 };
    yield { points: [out.right, a, { x: a.x, y }, { x: z.x, y }, z, into.left], cost: 60 };
  }
}

const sides = (rect: Rect) => ({
  left: { x: rect.x, y: rect.y + rect.height / 2 },
  right: { x: rect.x + rect.width, y: rect.y + rect.height / 2 },
  top: { x: rect.x + rect.width / 2, y: rect.y },
  bottom: { x: rect.x + rect.width / 2, y: rect.y + rect.height },
});

const obstaclesNear = ({ source, target, obstacles }: RouteRequest): readonly Rect[] => {
  const left = Math.min(source.x, target.x) - 80;
  const right = Math.max(source.x + source.width, target.x + target.width) + 80;
  return obstacles.filter((rect) => rect.x < right && rect.x + rect.width > left);
};

/** Heights at which a line can pass beside the elements between source and target, nearest first. */
const lanes = ({ source, target }: RouteRequest, near: readonly Rect[]): readonly number[] => {
  const middle = (source.y + source.height / 2 + target.y + target.height / 2) / 2;
  const heights = new Set<number>();
  for (const rect of [source, target, ...near]) {
    heights.add(rect.y - CLEARANCE);
    heights.add(rect.y + rect.height + CLEARANCE);
    // Names stand under circles and diamonds.
    if (rect.height < 64) heights.add(rect.y + rect.height + CLEARANCE * 2);
  }
  return [...heights]
    .sort((a, b) => Math.abs(a - middle) - Math.abs(b - middle) || a - b)
    .slice(0, LANES_MAX * 2);
};

const costOf = (points: readonly Point[], request: RouteRequest, near: readonly Rect[]): number => {
  const segments = segmentsOf(points);
  let cost = (points.length - 2) * BEND_COST;
  segments.forEach((segment, index) => {
    cost += distance(segment.from, segment.to) * 0.5;
    for (const rect of near) if (crosses(segment, rect, 6)) cost += CROSSING_COST;
    // A line may touch its own two elements only where it starts and ends.
    if (crosses(segment, request.source, index === 0 ? -1 : 4)) cost += CROSSING_COST;
    if (crosses(segment, request.target, index === segments.length - 1 ? -1 : 4))
      cost += CROSSING_COST;
    for (const other of request.taken ?? []) cost += sharedLength(segment, other) * OVERLAP_COST;
  });
  return cost;
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
