/**
 * Places elements from left to right, on rows like railway tracks: the main way through the process runs straight,
 * each branch takes the nearest free row above or below it and comes back to where it joins. Elements stand as far left
 * as what comes before them allows. Only the order of elements and flows decides, so tidying twice changes nothing.
 */
import type { Definition, Flow } from '#engine/definition.ts';

import { assignRows } from './rows.ts';
import type { Point } from './shapes.ts';
import { cornerFor, GRID, sizeOf } from './shapes.ts';

type Layout = Record<string, Point>;

/** The text on a flow, which needs room between its two elements. */
export type LabelOf = (flow: Flow) => string;

const COLUMN_GAP = GRID * 8;
/** A box, and the names under and over what stands in the rows beside it. */
const ROW_HEIGHT = GRID * 14;
const MARGIN = GRID * 4;
const LETTER = 7;
const LABEL_MAX = 176;

export const arrange = (definition: Definition, labelOf: LabelOf = () => ''): Layout => {
  const flows = withoutLoops(definition);
  const ranks = rankAll(definition, flows);
  const rows = assignRows(
    definition.elements.map(({ id }) => id),
    flows,
    ranks,
  );
  const columns = columnCenters(definition, flows, ranks, labelOf);
  const top = Math.min(0, ...rows.values());
  const places: Layout = {};
  for (const { id, type } of definition.elements) {
    const x = columns[ranks.get(id) ?? 0] ?? 0;
    const y = MARGIN + ROW_HEIGHT / 2 + ((rows.get(id) ?? 0) - top) * ROW_HEIGHT;
    places[id] = cornerFor(type, { x, y });
  }
  return places;
};

/** The definition with a place for each element: its own where it has one, else as arranged. */
export const withLayout = (definition: Definition, labelOf?: LabelOf): Definition => {
  const missing = definition.elements.filter((element) => !definition.layout?.[element.id]);
  if (missing.length === 0) return definition;
  if (missing.length === definition.elements.length) {
    return { ...definition, layout: arrange(definition, labelOf) };
  }
  // A few strangers in a drawn process: in a row below it, where they are seen and disturb nothing.
  const placed = Object.values(definition.layout ?? {});
  const bottom = Math.max(...placed.map((at) => at.y)) + ROW_HEIGHT;
  const left = Math.min(...placed.map((at) => at.x));
  const row = missing.map(({ id }, index) => [id, { x: left + index * GRID * 28, y: bottom }]);
  return { ...definition, layout: { ...definition.layout, ...Object.fromEntries(row) } };
};

/** The flows that do not lead back to where the walk came from, from the starts on in the order of the drawing. */
export const withoutLoops = (definition: Definition): readonly Flow[] => {
  const outgoing = new Map<string, Flow[]>(definition.elements.map(({ id }) => [id, []]));
  for (const flow of definition.flows) {
    if (outgoing.has(flow.to)) outgoing.get(flow.from)?.push(flow);
  }
  const state = new Map<string, 'open' | 'done'>();
  const back = new Set<Flow>();
  const walk = (root: string) => {
    const stack = [{ id: root, next: 0 }];
    if (state.has(root)) return;
    state.set(root, 'open');
    for (let top = stack.at(-1); top; top = stack.at(-1)) {
      const flow = outgoing.get(top.id)?.[top.next];
      top.next += 1;
      if (!flow) {
        state.set(top.id, 'done');
        stack.pop();
      } else if (state.get(flow.to) === 'open') back.add(flow);
      else if (!state.has(flow.to)) {
        state.set(flow.to, 'open');
        stack.push({ id: flow.to, next: 0 });
      }
    }
  };
  for (const { id, type } of definition.elements) if (type === 'startEvent') walk(id);
  for (const { id } of definition.elements) walk(id);
  return [...outgoing.values()].flat().filter((flow) => !back.has(flow));
};

/** How many elements stand before each on its longest way. */
const rankAll = (definition: Definition, flows: readonly Flow[]): ReadonlyMap<string, number> => {
  const ranks = new Map(definition.elements.map(({ id }) => [id, 0]));
  const waiting = new Map(definition.elements.map(({ id }) => [id, 0]));
  for (const { to } of flows) waiting.set(to, (waiting.get(to) ?? 0) + 1);
  const open = definition.elements.map(({ id }) => id).filter((id) => waiting.get(id) === 0);
  for (let id = open.shift(); id !== undefined; id = open.shift()) {
    for (const { from, to } of flows) {
      if (from !== id) continue;
      ranks.set(to, Math.max(ranks.get(to) ?? 0, (ranks.get(id) ?? 0) + 1));
      const left = (waiting.get(to) ?? 1) - 1;
      waiting.set(to, left);
      if (left === 0) open.push(to);
    }
  }
  return ranks;
};

/** Each column is as wide as its widest element, and as far from the one before as the texts between them need. */
const columnCenters = (
  definition: Definition,
  flows: readonly Flow[],
  ranks: ReadonlyMap<string, number>,
  labelOf: LabelOf,
): readonly number[] => {
  const widths: number[] = [];
  const gaps: number[] = [];
  for (const { id, type } of definition.elements) {
    const rank = ranks.get(id) ?? 0;
    widths[rank] = Math.max(widths[rank] ?? 0, sizeOf(type).width);
  }
  for (const flow of flows) {
    const { from, to } = flow;
    const rank = ranks.get(to) ?? 0;
    // A longer flow finds room for its text on the way.
    if (rank - (ranks.get(from) ?? 0) > 1) continue;
    const label = labelOf(flow);
    const room = label ? Math.min(LABEL_MAX, label.length * LETTER) + GRID * 6 : 0;
    gaps[rank] = Math.max(gaps[rank] ?? COLUMN_GAP, Math.ceil(room / GRID) * GRID);
  }
  const centers: number[] = [];
  let x = MARGIN;
  for (let rank = 0; rank < widths.length; rank += 1) {
    const width = widths[rank] ?? 0;
    if (rank > 0) x += gaps[rank] ?? COLUMN_GAP;
    centers[rank] = x + width / 2;
    x += width;
  }
  return centers;
};
