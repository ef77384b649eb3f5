/**
 * From a definition to what is drawn: rectangles, lines and labels, all computed here so that the canvas and the picture
 * of a run draw the same thing. Lines are kept per definition, because a drawing is asked for far more often than its
 * layout changes; while elements are dragged only the lines that touch them are routed again.
 */

import { isActivity } from '#engine/definition/is-activity.ts';
import type { Definition, Element, Flow } from '#engine/definition.ts';
import { shownOf } from './collapsed.ts';
import { type Moved, rectsFor } from './frames.ts';
import { boxAt, labelPlace } from './labels.ts';
import type { Route, Segment } from './route.ts';
import { routeFlow, segmentsOf } from './route.ts';
import type { Point, Rect, Size } from './shapes.ts';
import { boundsOf, GRID, shapeOf } from './shapes.ts';
import { Strips } from './strips.ts';

export { type Moved, rectsFor } from './frames.ts';

export type Line = { readonly points: Route; readonly label: Point };
export type Routes = ReadonlyMap<string, Line>;

const LABEL_HEIGHT = 20;
/** Most labels are shorter; long ones are cut. */
const LABEL_WIDTH = 84;
const NAME_ABOVE = 22;
const NAME_BELOW = 40;

type Kept = { readonly layout: unknown; readonly shapes: string; readonly routes: Routes };

const kept = new WeakMap<readonly Flow[], Kept>();

export const routesFor = (definition: Definition, moved?: Moved): Routes => {
  const atRest = settledRoutes(definition);
  if (!moved || moved.size === 0) return atRest;
  const shown = shownOf(definition);
  const touched = shown.flows.filter(({ from, to }) => moved.has(from) || moved.has(to));
  const ids = new Set(touched.map(({ id }) => id));
  const resting = [...atRest].filter(([id]) => !ids.has(id));
  const others = resting.flatMap(([, line]) => segmentsOf(line.points));
  return new Map([...resting, ...routeAll(shown, shownRects(definition, moved), touched, others)]);
};

/** Asked for once a frame while something is dragged. */
const settled = new WeakMap<Definition, Routes>();

const settledRoutes = (definition: Definition): Routes => {
  const known = settled.get(definition) ?? routesAtRest(definition);
  settled.set(definition, known);
  return known;
};

const routesAtRest = (definition: Definition): Routes => {
  const known = kept.get(definition.flows);
  const shapes = [...definition.elements.map(drawnAs), ...(definition.collapsed ?? [])].join();
  if (known?.layout === definition.layout && known?.shapes === shapes) return known.routes;
  const shown = shownOf(definition);
  const routes = routeAll(shown, shownRects(definition), shown.flows);
  kept.set(definition.flows, { layout: definition.layout, shapes, routes });
  return routes;
};

/** Of what is drawn: what is hidden in a box is in nobody's way. */
const shownRects = (definition: Definition, moved?: Moved): ReadonlyMap<string, Rect> => {
  const rects = rectsFor(definition, moved);
  const shown = shownOf(definition);
  if (shown === definition) return rects;
  const ids = new Set(shown.elements.map(({ id }) => id));
  return new Map([...rects].filter(([id]) => ids.has(id)));
};

/** All of an element that its lines depend on, beside its place. */
const drawnAs = (element: Element): string =>
  [
    element.id,
    element.type,
    nameSide(element),
    element.parent,
    element.type === 'boundaryEvent' ? element.attachedTo : '',
  ].join(' ');

const routeAll = (
  definition: Definition,
  rects: ReadonlyMap<string, Rect>,
  flows: readonly Flow[],
  others: readonly Segment[] = [],
): Routes => {
  const drawn = new Map<string, Drawn>();
  const lines = new Strips<{
    readonly from: string;
    readonly to: string;
    readonly segment: Segment;
  }>();
  const elements = new Map(definition.elements.map((element) => [element.id, element]));
  const clear = new Strips<Clearance>();
  for (const element of definition.elements) {
    const one = clearanceOf(element, rects.get(element.id));
    if (one) clear.add(one, one.rect);
  }
  const outgoing = countBy(definition.flows, (flow) => flow.from);
  const incoming = countBy(definition.flows, (flow) => flow.to);
  for (const flow of flows) {
    const source = rects.get(flow.from);
    const target = rects.get(flow.to);
    if (!source || !target) continue;
    const known = drawn.get(waysKey(flow));
    if (known) {
      known.flows.push(flow);
      continue;
    }
    const around = strip(source, target);
    const taken = lines
      .touching(around)
      .flatMap(({ from, to, segment }) => (from !== flow.from && to !== flow.to ? [segment] : []));
    const from = elements.get(flow.from);
    const scope = from?.parent;
    const points = routeFlow({
      source,
      target,
      sourceName: nameSide(from),
      targetName: nameSide(elements.get(flow.to)),
      sourceBranches: (outgoing.get(flow.from) ?? 0) > 1 || from?.type === 'boundaryEvent',
      targetJoins: isGateway(elements.get(flow.to)) && (incoming.get(flow.to) ?? 0) > 1,
      // The frames that a line lies in are not in its way, and what other frames hold is behind their edge.
      obstacles: clear
        .touching(around)
        .flatMap((one) =>
          one.scope === scope && one.id !== flow.from && one.id !== flow.to ? [one.rect] : [],
        ),
      taken,
    });
    drawn.set(waysKey(flow), {
      from: flow.from,
      to: flow.to,
      flows: [flow],
      points,
      segments: segmentsOf(points),
      branches: (outgoing.get(flow.from) ?? 0) > 1,
    });
    for (const segment of segmentsOf(points))
      lines.add({ from: flow.from, to: flow.to, segment }, boxOf(segment));
  }
  return new Map(withLabels([...drawn.values()], others, [...rects.values()]));
};

/** Ways between the same two elements are one line with their texts one below the other. */
type Drawn = {
  readonly from: string;
  readonly to: string;
  readonly flows: Flow[];
  readonly points: Route;
  readonly segments: readonly Segment[];
  readonly branches: boolean;
};

const waysKey = (flow: Flow): string => JSON.stringify([flow.from, flow.to]);

/** Labels are placed one after another, each clear of those before it. */
const withLabels = (
  drawn: readonly Drawn[],
  others: readonly Segment[],
  elements: readonly Rect[],
): readonly [string, Line][] => {
  const covered = new Strips<Rect>();
  for (const rect of elements) covered.add(rect, rect);
  const all = new Strips<Segment>();
  for (const segment of [...drawn.flatMap((one) => one.segments), ...others])
    all.add(segment, boxOf(segment));
  return drawn.flatMap((own) => {
    const size = { width: LABEL_WIDTH, height: own.flows.length * LABEL_HEIGHT };
    const at = own.branches ? clearPlace(own, size, all, covered) : labelPlace(own.points, size);
    // Only ways that branch have a text; the others must not claim room for one.
    const box = boxAt(at, size);
    if (own.branches) covered.add(box, box);
    const first = (-(own.flows.length - 1) / 2) * LABEL_HEIGHT;
    return own.flows.map(({ id }, index): [string, Line] => [
      id,
      { points: own.points, label: { x: at.x, y: at.y + first + index * LABEL_HEIGHT } },
    ]);
  });
};

const clearPlace = (own: Drawn, size: Size, all: Strips<Segment>, covered: Strips<Rect>): Point => {
  const mine = new Set(own.segments);
  const box = boundsOf(own.segments.map(boxOf));
  const around = { x: box.x - 99, y: box.y - 40, width: box.width + 198, height: box.height + 80 };
  return labelPlace(
    own.points,
    size,
    all.touching(around).filter((segment) => !mine.has(segment)),
    covered.touching(around),
  );
};

/** Everything above, between and below two elements: where a line between them may run. */
const strip = (a: Rect, b: Rect): Rect => {
  const { x, width } = boundsOf([a, b]);
  return { x: x - 40, y: -1e9, width: width + 80, height: 2e9 };
};

const boxOf = ({ from, to }: Segment): Rect => ({
  x: Math.min(from.x, to.x),
  y: Math.min(from.y, to.y),
  width: Math.abs(to.x - from.x),
  height: Math.abs(to.y - from.y),
});

const isGateway = (element: Element | undefined): boolean =>
  element !== undefined && shapeOf(element.type) === 'diamond';

/** Names of diamonds stand above them when they have one, those of circles always below. */
const nameSide = (element: Element | undefined): 'above' | 'below' | undefined => {
  if (!element) return undefined;
  const shape = shapeOf(element.type);
  if (shape === 'circle') return 'below';
  return shape === 'diamond' && element.name ? 'above' : undefined;
};

type Clearance = {
  readonly id: string;
  readonly scope: string | undefined;
  readonly rect: Rect;
};

/** What a line must keep clear of. */
const clearanceOf = (element: Element, rect: Rect | undefined): Clearance | undefined => {
  return rect && { id: element.id, scope: element.parent, rect: withName(element, rect) };
};

/** The element with its name, where that stands outside of it. */
export const withName = (element: Element, rect: Rect): Rect => {
  const side = nameSide(element);
  const above = side === 'above' ? NAME_ABOVE : 0;
  const below = side === 'below' ? NAME_BELOW : 0;
  return { ...rect, y: rect.y - above, height: rect.height + above + below };
};

/** An undone activity and what undoes it are joined by a dotted line; it is no way that anything takes. */
export type Association = {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly points: Route;
};

export const associationsFor = (definition: Definition, moved?: Moved): readonly Association[] => {
  const pairs = shownOf(definition).elements.flatMap((element) =>
    isActivity(element) && element.undo !== undefined ? [{ from: element, to: element.undo }] : [],
  );
  if (pairs.length === 0) return [];
  const rects = rectsFor(definition, moved);
  return pairs.flatMap(({ from, to }): Association[] => {
    const source = rects.get(from.id);
    const target = rects.get(to);
    if (!source || !target || from.id === to) return [];
    return [{ id: `undo ${from.id}`, from: from.id, to, points: besideFlows(source, target) }];
  });
};

/** From edge to edge by the side that faces the other, with a bend where they stand askew. */
const besideFlows = (source: Rect, target: Rect): Route => {
  const x = source.x + GRID * 4;
  const isUnder = target.y >= source.y + source.height;
  const y = isUnder ? source.y + source.height : source.y;
  const middle = target.y + target.height / 2;
  if (x >= target.x && x <= target.x + target.width)
    return [
      { x, y },
      { x, y: isUnder ? target.y : target.y + target.height },
    ];
  const side = x < target.x ? target.x : target.x + target.width;
  return [
    { x, y },
    { x, y: middle },
    { x: side, y: middle },
  ];
};

const countBy = <Item>(items: readonly Item[], key: (item: Item) => string) => {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(key(item), (counts.get(key(item)) ?? 0) + 1);
  return counts;
};
