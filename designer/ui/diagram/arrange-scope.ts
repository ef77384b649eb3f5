/** Places the elements of one scope: in columns by how much comes before them, in rows by the branch they are on. */
import type { Definition, Element, Flow } from '#engine/definition.ts';
import { isActivity } from '#engine/definition.ts';
import type { LabelOf } from './labels.ts';
import { rankAll, withoutLoops } from './ranks.ts';
import { assignRows } from './rows.ts';
import type { Point, Size } from './shapes.ts';
import { boundsOf, GRID, snap } from './shapes.ts';

/** Element id → top left corner. */
export type Layout = Record<string, Point>;

const COLUMN_GAP = GRID * 8;
/** A box, and the names under and over what stands in the rows beside it. */
const ROW_HEIGHT = GRID * 14;
const ROW_GAP = GRID * 6;
const LETTER = 7;
const LABEL_MAX = 176;

/** The elements of one scope, from left to right. What hangs on a border follows the one it hangs on. */
export const layScope = (
  definition: Definition,
  own: readonly Element[],
  sizes: ReadonlyMap<string, Size>,
  labelOf: LabelOf,
): Layout => {
  const hosts = new Map(
    own.flatMap((element) =>
      element.type === 'boundaryEvent' ? [[element.id, element.attachedTo] as const] : [],
    ),
  );
  const beside = own.filter((element) => element.type === 'subProcess' && element.triggeredByEvent);
  const standing = own.filter((element) => !hosts.has(element.id) && !beside.includes(element));
  const ids = new Set(standing.map(({ id }) => id));
  const onBorder: Flow[] = [];
  const inFlow: Flow[] = [];
  for (const flow of definition.flows) {
    const from = hosts.get(flow.from);
    const led = from === undefined ? flow : { ...flow, from };
    if (!ids.has(led.from) || !ids.has(led.to)) continue;
    (from === undefined ? inFlow : onBorder).push(led);
  }
  const undoing = standing.flatMap((element): Flow[] =>
    isActivity(element) && element.undo !== undefined && ids.has(element.undo)
      ? [{ id: `undo ${element.id}`, from: element.id, to: element.undo }]
      : [],
  );
  // The way through comes first and stays straight; what happens beside it hangs below.
  const scope = { ...definition, elements: standing, flows: [...inFlow, ...onBorder, ...undoing] };
  const flows = withoutLoops(scope);
  const ranks = rankAll(scope, flows);
  const rows = assignRows(
    standing.map(({ id }) => id),
    flows,
    ranks,
  );
  const columns = columnCenters(standing, sizes, flows, ranks, labelOf);
  const middles = rowMiddles(standing, sizes, rows);
  const places: Layout = {};
  for (const { id } of standing) {
    const size = sizes.get(id) ?? { width: 0, height: 0 };
    places[id] = {
      x: snap((columns[ranks.get(id) ?? 0] ?? 0) - size.width / 2),
      y: snap((middles.get(rows.get(id) ?? 0) ?? 0) - size.height / 2),
    };
  }
  return { ...places, ...layBeside(places, sizes, beside) };
};

/** What begins by an event has no place in the flow: in a row below it. */
const layBeside = (
  places: Layout,
  sizes: ReadonlyMap<string, Size>,
  beside: readonly Element[],
): Layout => {
  const rects = Object.entries(places).map(([id, at]) => ({ ...(sizes.get(id) as Size), ...at }));
  const bounds = boundsOf(rects);
  const y = snap(bounds.y + bounds.height + (rects.length > 0 ? ROW_GAP * 1.5 : 0));
  let { x } = bounds;
  const laid: Layout = {};
  for (const { id } of beside) {
    laid[id] = { x, y };
    x += (sizes.get(id)?.width ?? 0) + GRID * 4;
  }
  return laid;
};

/** A row is as high as what stands in it, and never lower than a row of boxes. */
const rowMiddles = (
  elements: readonly Element[],
  sizes: ReadonlyMap<string, Size>,
  rows: ReadonlyMap<string, number>,
): ReadonlyMap<number, number> => {
  const heights = new Map<number, number>();
  for (const { id } of elements) {
    const row = rows.get(id) ?? 0;
    const needed = (sizes.get(id)?.height ?? 0) + ROW_GAP;
    heights.set(row, Math.max(heights.get(row) ?? ROW_HEIGHT, needed));
  }
  const all = [...rows.values()];
  const middles = new Map<number, number>();
  let y = 0;
  for (let row = Math.min(0, ...all); row <= Math.max(0, ...all); row += 1) {
    const height = heights.get(row) ?? ROW_HEIGHT;
    middles.set(row, y + height / 2);
    y += height;
  }
  return middles;
};

/** Each column is as wide as its widest element, and as far from the one before as the texts between them need. */
const columnCenters = (
  elements: readonly Element[],
  sizes: ReadonlyMap<string, Size>,
  flows: readonly Flow[],
  ranks: ReadonlyMap<string, number>,
  labelOf: LabelOf,
): readonly number[] => {
  const widths: number[] = [];
  const gaps: number[] = [];
  for (const { id } of elements) {
    const rank = ranks.get(id) ?? 0;
    widths[rank] = Math.max(widths[rank] ?? 0, sizes.get(id)?.width ?? 0);
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
  let x = 0;
  for (let rank = 0; rank < widths.length; rank += 1) {
    const width = widths[rank] ?? 0;
    if (rank > 0) x += gaps[rank] ?? COLUMN_GAP;
    centers[rank] = x + width / 2;
    x += width;
  }
  return centers;
};
