/**
 * Places elements from left to right by dagre: on tidy-up in the canvas, and for a definition that came without a
 * layout (written by hand or by a program). The order of elements and flows is the only input besides sizes, so that
 * tidying twice changes nothing. Dagre is loaded only with this file; import it lazily where a layout usually exists.
 */
import { Graph, layout } from '@dagrejs/dagre';
import type { Definition } from '#engine/definition.ts';
import type { Point } from './shapes.ts';
import { cornerFor, GRID, sizeOf } from './shapes.ts';

type Layout = Record<string, Point>;

const LABEL_CHARACTER = 7;
const LABEL_MAX = 176;
/** Names stand under circles and diamonds, so a row needs that much more. */
const NAME_ROOM = 32;

/** `labelOf` gives the text on a flow, which needs room between its two elements. */
export const arrange = (
  definition: Definition,
  labelOf: (flow: string) => string = () => '',
): Layout => {
  const graph = new Graph({ multigraph: true, directed: true });
  graph.setGraph({
    rankdir: 'LR',
    nodesep: GRID * 5,
    edgesep: GRID * 3,
    ranksep: GRID * 4,
    ranker: 'network-simplex',
  });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const element of definition.elements) {
    const { width, height } = sizeOf(element.type);
    const named = height < 64;
    graph.setNode(element.id, { width, height: named ? height + NAME_ROOM : height });
  }
  for (const flow of definition.flows) {
    if (!graph.hasNode(flow.from) || !graph.hasNode(flow.to) || flow.from === flow.to) continue;
    const text = labelOf(flow.id);
    const width = text ? Math.min(LABEL_MAX, text.length * LABEL_CHARACTER + GRID * 4) : GRID * 2;
    const main = isMainWay(definition, flow.id);
    graph.setEdge(
      flow.from,
      flow.to,
      { width, height: text ? 24 : 1, labelpos: 'c', weight: main ? 4 : 1, minlen: 1 },
      flow.id,
    );
  }
  layout(graph);
  const places: Layout = {};
  for (const element of definition.elements) {
    const { x, y } = graph.node(element.id);
    if (x === undefined || y === undefined) continue;
    places[element.id] = cornerFor(element.type, { x, y });
  }
  return atOrigin(places);
};

/** The definition with a place for each element: its own where it has one, else as arranged. */
export const withLayout = (
  definition: Definition,
  labelOf?: (flow: string) => string,
): Definition => {
  const missing = definition.elements.filter((element) => !definition.layout?.[element.id]);
  if (missing.length === 0) return definition;
  if (missing.length === definition.elements.length) {
    return { ...definition, layout: arrange(definition, labelOf) };
  }
  // A few strangers in a drawn process: in a row below it, where they are seen and disturb nothing.
  const placed = Object.values(definition.layout ?? {});
  const bottom = Math.max(...placed.map((at) => at.y)) + GRID * 16;
  const left = Math.min(...placed.map((at) => at.x));
  const row = missing.map((element, index) => [
    element.id,
    { x: left + index * GRID * 28, y: bottom },
  ]);
  return { ...definition, layout: { ...definition.layout, ...Object.fromEntries(row) } };
};

/** The first way out of an element is kept straight where possible. */
const isMainWay = (definition: Definition, id: string): boolean => {
  const flow = definition.flows.find((candidate) => candidate.id === id);
  return definition.flows.find((candidate) => candidate.from === flow?.from)?.id === id;
};

const atOrigin = (places: Layout): Layout => {
  const points = Object.values(places);
  const left = Math.min(...points.map((point) => point.x), Infinity);
  const top = Math.min(...points.map((point) => point.y), Infinity);
  if (!Number.isFinite(left)) return places;
  return Object.fromEntries(
    Object.entries(places).map(([id, { x, y }]) => [
      id,
      { x: x - left + GRID * 4, y: y - top + GRID * 4 },
    ]),
  );
};
