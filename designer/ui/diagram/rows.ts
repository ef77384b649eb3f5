/**
 * Which row of the tidy drawing each element stands on. Ways are laid one after another, the main one first; a branch takes
 * the nearest row that is free all along it, above the row it leaves when it was drawn before the main way, else below.
 */
import type { Flow } from '#engine/definition.ts';

export type Rows = ReadonlyMap<string, number>;

type Span = { readonly from: number; readonly to: number };

const ROWS_TRIED = 200;
/** A line that has to cross a row where something stands is worse than going a row further. */
const CROSSING_COST = 3;
/** In elements. */
const LATER_COST = 2;

export const assignRows = (
  ids: readonly string[],
  flows: readonly Flow[],
  ranks: ReadonlyMap<string, number>,
): Rows => {
  const outgoing = groupBy(flows, (flow) => flow.from);
  const rank = (id: string) => ranks.get(id) ?? 0;
  const length = lengths(ids, outgoing, rank);
  const rows = new Map<string, number>();
  const taken = new Map<number, Span[]>();

  const isFree = (row: number, span: Span) =>
    !(taken.get(row) ?? []).some((other) => other.from <= span.to && span.from <= other.to);
  const lay = (way: readonly string[], row: number, span: Span) => {
    for (const id of way) rows.set(id, row);
    taken.set(row, [...(taken.get(row) ?? []), span]);
  };
  /** From here along the longest way that is not laid yet. */
  const follow = (start: string): readonly string[] => {
    const way = [start];
    for (let at: string | undefined = start; at !== undefined; ) {
      const next = straightOn(outgoing.get(at) ?? [], rows, length);
      if (next !== undefined) way.push(next);
      at = next;
    }
    return way;
  };
  const layBranches = () => {
    for (let flow = nextBranch(flows, rows, rank); flow; flow = nextBranch(flows, rows, rank)) {
      const way = follow(flow.to);
      const last = way.at(-1) ?? flow.to;
      const joins = (outgoing.get(last) ?? []).map(({ to }) => rank(to));
      const span = { from: rank(flow.from), to: Math.max(rank(last), ...joins) };
      const home = rows.get(flow.from) ?? 0;
      const side = isDrawnFirst(flow, outgoing.get(flow.from) ?? [], rows) ? -1 : 1;
      lay(way, chooseRow(home, side, span, isFree), span);
    }
  };

  const roots = ids.filter((id) => !flows.some(({ to }) => to === id));
  for (const root of [...roots, ...ids]) {
    if (rows.has(root)) continue;
    const way = follow(root);
    const bottom = taken.size > 0 ? Math.max(...taken.keys()) + 1 : 0;
    lay(way, bottom, { from: rank(root), to: rank(way.at(-1) ?? root) });
    layBranches();
  }
  return rows;
};

/** The branch that leaves furthest to the left comes next. */
const nextBranch = (
  flows: readonly Flow[],
  rows: Rows,
  rank: (id: string) => number,
): Flow | undefined => {
  let next: Flow | undefined;
  for (const flow of flows) {
    if (!rows.has(flow.from) || rows.has(flow.to)) continue;
    if (!next || rank(flow.from) < rank(next.from)) next = flow;
  }
  return next;
};

const chooseRow = (
  home: number,
  side: 1 | -1,
  span: Span,
  isFree: (row: number, span: Span) => boolean,
): number => {
  let best = home + side * ROWS_TRIED;
  let bestCost = Infinity;
  for (let distance = 1; distance < ROWS_TRIED && distance < bestCost; distance += 1) {
    for (const row of [home + side * distance, home - side * distance]) {
      if (!isFree(row, span)) continue;
      let cost = distance + (row === home + side * distance ? 0 : 0.5);
      const step = Math.sign(row - home);
      for (let between = home + step; between !== row; between += step) {
        if (!isFree(between, { from: span.from, to: span.from })) cost += CROSSING_COST;
      }
      if (cost < bestCost) {
        best = row;
        bestCost = cost;
      }
    }
  }
  return best;
};

/** Whether this branch was drawn before the way that goes straight on. */
const isDrawnFirst = (flow: Flow, siblings: readonly Flow[], rows: Rows): boolean => {
  const straight = siblings.findIndex(({ from, to }) => rows.get(to) === rows.get(from));
  return straight >= 0 && siblings.indexOf(flow) < straight;
};

/** How far each element is from the furthest end that can be reached from it. */
const lengths = (
  ids: readonly string[],
  outgoing: ReadonlyMap<string, readonly Flow[]>,
  rank: (id: string) => number,
): ReadonlyMap<string, number> => {
  const found = new Map<string, number>();
  // Every flow leads to a higher rank, so from right to left each successor is known already.
  for (const id of [...ids].sort((a, b) => rank(b) - rank(a))) {
    const after = (outgoing.get(id) ?? []).map(({ to }) => (found.get(to) ?? 0) + 1);
    found.set(id, Math.max(0, ...after));
  }
  return found;
};

/** The way that was drawn first goes straight on, unless a later one is much longer. */
const straightOn = (
  ways: readonly Flow[],
  rows: Rows,
  length: ReadonlyMap<string, number>,
): string | undefined => {
  let best: string | undefined;
  let bestWeight = -Infinity;
  ways.forEach(({ to }, index) => {
    const weight = (length.get(to) ?? 0) - index * LATER_COST;
    if (rows.has(to) || weight <= bestWeight) return;
    best = to;
    bestWeight = weight;
  });
  return best;
};

const groupBy = (flows: readonly Flow[], keyOf: (flow: Flow) => string) => {
  const groups = new Map<string, Flow[]>();
  for (const flow of flows) groups.set(keyOf(flow), [...(groups.get(keyOf(flow)) ?? []), flow]);
  return groups;
};
