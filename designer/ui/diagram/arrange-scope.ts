/**
 * Places the elements of one scope: in columns by how much comes before them, in rows by the branch they are on. Where it
 * shall be no wider than can be read, it goes on below in bands, each with rows of its own.
 */

import { isActivity } from '#engine/definition/is-activity.ts';
import type { Definition, Element, Flow } from '#engine/definition.ts';
import type { Column } from './bands.ts';
import { bandStarts } from './bands.ts';
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
/** For the lines that lead from the end of one band to the beginning of the next. */
const BAND_GAP = GRID * 6;
const LETTER = 7;
const LABEL_MAX = 176;

export type Arrangement = {
  readonly labelOf: LabelOf;
  /** Long ways go on in a new row, as a text does; else they run straight on. */
  readonly inRows: boolean;
};

/** The elements of one scope, from left to right. What hangs on a border follows the one it hangs on. */
export const layScope = (
  definition: Definition,
  own: readonly Element[],
  sizes: ReadonlyMap<string, Size>,
  { labelOf, inRows }: Arrangement,
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
  const columns = columnsOf(standing, sizes, flows, ranks, labelOf);
  const starts = inRows ? bandStarts(columns, flows, ranks, definition.layout) : [0];
  const places: Layout = {};
  let top = 0;
  for (const [index, start] of starts.entries()) {
    const end = starts[index + 1] ?? columns.length;
    const band = standing.filter(({ id }) => {
      const rank = ranks.get(id) ?? 0;
      return start <= rank && rank < end;
    });
    const { middles, bottom } = rowMiddles(band, sizes, rows, top);
    const left = columns[start]?.left ?? 0;
    for (const { id } of band) {
      const size = sizes.get(id) ?? { width: 0, height: 0 };
      places[id] = {
        x: snap(centerOf(columns[ranks.get(id) ?? 0]) - left - size.width / 2),
        y: snap((middles.get(rows.get(id) ?? 0) ?? 0) - size.height / 2),
      };
    }
    top = bottom + BAND_GAP;
  }
  return { ...places, ...layBeside(places, sizes, beside) };
};

const centerOf = (column: Column | undefined): number =>
  column ? (column.left + column.right) / 2 : 0;

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
  top: number,
): { readonly middles: ReadonlyMap<number, number>; readonly bottom: number } => {
  const heights = new Map<number, number>();
  for (const { id } of elements) {
    const row = rows.get(id) ?? 0;
    const needed = (sizes.get(id)?.height ?? 0) + ROW_GAP;
    heights.set(row, Math.max(heights.get(row) ?? ROW_HEIGHT, needed));
  }
  const all = [...heights.keys()];
  const middles = new Map<number, number>();
  let y = top;
  for (let row = Math.min(...all); row <= Math.max(...all); row += 1) {
    const height = heights.get(row) ?? ROW_HEIGHT;
    middles.set(row, y + height / 2);
    y += height;
  }
  return { middles, bottom: y };
};

/** Each column is as wide as its widest element, and as far from the one before as the texts between them need. */
const columnsOf = (
  elements: readonly Element[],
  sizes: ReadonlyMap<string, Size>,
  flows: readonly Flow[],
  ranks: ReadonlyMap<string, number>,
  labelOf: LabelOf,
): readonly Column[] => {
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
  const columns: Column[] = [];
  let x = 0;
  for (let rank = 0; rank < widths.length; rank += 1) {
    const width = widths[rank] ?? 0;
    if (rank > 0) x += gaps[rank] ?? COLUMN_GAP;
    columns[rank] = { left: x, right: x + width };
    x += width;
  }
  return columns;
};
