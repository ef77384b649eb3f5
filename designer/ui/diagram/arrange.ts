/**
 * Places elements from left to right, on rows like railway tracks: the main way through the process runs straight,
 * each branch takes the nearest free row above or below it and comes back to where it joins. Elements stand as far left
 * as what comes before them allows. Only the order of elements and flows decides, so tidying twice changes nothing.
 */
import type { Definition, Element, ElementOf, Flow } from '#engine/definition.ts';
import { isActivity } from '#engine/definition.ts';
import type { Rects } from './frames.ts';
import { borderPlace, frameAround, rectsFor } from './frames.ts';
import { assignRows } from './rows.ts';
import type { Point, Rect, Size } from './shapes.ts';
import { boundsOf, FRAME_PADDING, GRID, sizeOf, snap } from './shapes.ts';

type Layout = Record<string, Point>;

/** The text on a flow, which needs room between its two elements. */
export type LabelOf = (flow: Flow) => string;

const COLUMN_GAP = GRID * 8;
/** A box, and the names under and over what stands in the rows beside it. */
const ROW_HEIGHT = GRID * 14;
const ROW_GAP = GRID * 6;
const MARGIN = GRID * 4;
const LETTER = 7;
const LABEL_MAX = 176;

export const arrange = (definition: Definition, labelOf: LabelOf = () => ''): Layout => {
  const places: Layout = {};
  const known = new Set(
    definition.elements.filter(({ type }) => type === 'subProcess').map(({ id }) => id),
  );
  // What lies in something that is no sub-process is drawn outside, so that it is seen.
  const scopeOf = ({ parent }: Element) =>
    parent !== undefined && known.has(parent) ? parent : undefined;
  const open = new Set<string>();

  /** Places a scope with its corner at nought, and all that lies in it; answers how large it is. */
  const lay = (scope: string | undefined): Rect => {
    const own = definition.elements.filter((element) => scopeOf(element) === scope);
    const sizes = new Map<string, Size>();
    for (const element of own) {
      sizes.set(element.id, sizeOf(element.type));
      if (element.type !== 'subProcess' || open.has(element.id)) continue;
      open.add(element.id);
      const inner = lay(element.id);
      if (inner.width > 0) sizes.set(element.id, frameAround([inner]));
    }
    const laid = layScope(definition, own, sizes, labelOf);
    for (const [id, at] of Object.entries(laid)) {
      places[id] = at;
      shift(id, { x: at.x + FRAME_PADDING.left, y: at.y + FRAME_PADDING.top });
    }
    const rects = Object.entries(laid).map(([id, at]) => ({ ...(sizes.get(id) as Size), ...at }));
    const bounds = boundsOf(rects);
    for (const id of Object.keys(laid)) {
      const by = { x: -bounds.x, y: -bounds.y };
      places[id] = moved(places[id] as Point, by);
      shift(id, by);
    }
    return { x: 0, y: 0, width: bounds.width, height: bounds.height };
  };
  const shift = (scope: string, by: Point) => {
    for (const element of definition.elements) {
      const at = places[element.id];
      if (scopeOf(element) !== scope || element.id === scope || !at) continue;
      places[element.id] = moved(at, by);
      if (element.type === 'subProcess') shift(element.id, by);
    }
  };
  lay(undefined);
  for (const { id, type } of definition.elements) {
    if (type !== 'boundaryEvent') places[id] ??= { x: 0, y: 0 };
  }
  for (const [id, at] of Object.entries(places)) places[id] = moved(at, { x: MARGIN, y: MARGIN });
  const rects = rectsFor({ ...definition, elements: [...definition.elements], layout: places });
  for (const element of definition.elements) {
    if (element.type !== 'boundaryEvent') continue;
    const { x, y } = rects.get(element.id) ?? { x: MARGIN, y: MARGIN };
    places[element.id] = { x, y: isLedUp(definition, element, rects) ?? y };
  }
  return places;
};

/** On the upper border, where what follows stands above. */
const isLedUp = (
  definition: Definition,
  { id, attachedTo }: ElementOf<'boundaryEvent'>,
  rects: Rects,
): number | undefined => {
  const host = rects.get(attachedTo);
  const next = rects.get(definition.flows.find(({ from }) => from === id)?.to ?? '');
  if (!host || !next || next.y + next.height > host.y) return undefined;
  return host.y - sizeOf('boundaryEvent').height / 2;
};

const moved = (at: Point, by: Point): Point => ({ x: at.x + by.x, y: at.y + by.y });

/** The elements of one scope, from left to right. What hangs on a border follows the one it hangs on. */
const layScope = (
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

/** The definition with a place for each element: its own where it has one, else as arranged. */
export const withLayout = (definition: Definition, labelOf?: LabelOf): Definition => {
  const missing = definition.elements.filter((element) => !definition.layout?.[element.id]);
  if (missing.length === 0) return definition;
  if (missing.length === definition.elements.length) {
    return { ...definition, layout: arrange(definition, labelOf) };
  }
  // A few strangers in a drawn process: in a row below it, where they are seen and disturb nothing.
  const layout: Layout = { ...definition.layout };
  const counts = new Map<string | undefined, number>();
  const placeOfNext = (element: Element): Point => {
    const rects = rectsFor({ ...definition, elements: [...definition.elements], layout });
    if (element.type === 'boundaryEvent') {
      const host = rects.get(element.attachedTo);
      return host ? borderPlace(host, undefined) : { x: MARGIN, y: MARGIN };
    }
    const around = element.parent === undefined ? undefined : layout[element.parent];
    const inside = definition.elements.filter(
      ({ id, parent }) => layout[id] && (around ? parent === element.parent : true),
    );
    const beside = inside.flatMap(({ id }) => rects.get(id) ?? []);
    const count = counts.get(around && element.parent) ?? 0;
    counts.set(around && element.parent, count + 1);
    const bounds = boundsOf(beside);
    const corner = around && { x: around.x + FRAME_PADDING.left, y: around.y + FRAME_PADDING.top };
    if (count > 0 && beside.length > 0) {
      const last = beside.reduce((a, b) => (b.y > a.y || (b.y === a.y && b.x > a.x) ? b : a));
      return { x: snap(last.x + last.width + GRID * 4), y: last.y };
    }
    if (beside.length === 0) return corner ?? { x: MARGIN, y: MARGIN };
    return { x: bounds.x, y: snap(bounds.y + bounds.height + GRID * 6) };
  };
  const outerFirst = [...missing].sort((a, b) => Number(isLater(a)) - Number(isLater(b)));
  for (const element of outerFirst) layout[element.id] = placeOfNext(element);
  return { ...definition, layout };
};

const isLater = ({ type, parent }: Element): boolean =>
  type === 'boundaryEvent' || parent !== undefined;

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
