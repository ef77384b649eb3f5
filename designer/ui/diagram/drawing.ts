/**
 * From a definition to what is drawn: rectangles, lines and labels, all computed here so that the canvas and the picture
 * of a run draw the same thing. Lines are kept per definition, because a drawing is asked for far more often than its
 * layout changes; while elements are dragged only the lines that touch them are routed again.
 */
import type { Definition, Element, Flow } from '#engine/definition.ts';
import { labelPlace } from './labels.ts';
import type { Route, Segment } from './route.ts';
import { routeFlow, segmentsOf } from './route.ts';
import type { Point, Rect } from './shapes.ts';
import { rectOf } from './shapes.ts';

export type Line = { readonly points: Route; readonly label: Point };
export type Routes = ReadonlyMap<string, Line>;

/** Positions of elements that are being dragged and are not part of the definition yet. */
export type Moved = ReadonlyMap<string, Point>;

type Kept = { readonly layout: unknown; readonly routes: Routes };

const kept = new WeakMap<readonly Flow[], Kept>();

export const placeOf = (definition: Definition, element: Element, moved?: Moved): Point =>
  moved?.get(element.id) ?? definition.layout?.[element.id] ?? { x: 0, y: 0 };

export const rectsFor = (definition: Definition, moved?: Moved): ReadonlyMap<string, Rect> =>
  new Map(
    definition.elements.map((element) => [
      element.id,
      rectOf(element, placeOf(definition, element, moved)),
    ]),
  );

export const routesFor = (definition: Definition, moved?: Moved): Routes => {
  const settled = settledRoutes(definition);
  if (!moved || moved.size === 0) return settled;
  const touched = definition.flows.filter(({ from, to }) => moved.has(from) || moved.has(to));
  const ids = new Set(touched.map(({ id }) => id));
  const resting = [...settled].filter(([id]) => !ids.has(id));
  const others = resting.flatMap(([, line]) => segmentsOf(line.points));
  return new Map([
    ...resting,
    ...routeAll(definition, rectsFor(definition, moved), touched, others),
  ]);
};

const settledRoutes = (definition: Definition): Routes => {
  const known = kept.get(definition.flows);
  if (known && known.layout === definition.layout) return known.routes;
  const routes = routeAll(definition, rectsFor(definition), definition.flows);
  kept.set(definition.flows, { layout: definition.layout, routes });
  return routes;
};

const routeAll = (
  definition: Definition,
  rects: ReadonlyMap<string, Rect>,
  flows: readonly Flow[],
  others: readonly Segment[] = [],
): Routes => {
  const drawn: Drawn[] = [];
  const outgoing = countBy(definition.flows, (flow) => flow.from);
  const incoming = countBy(definition.flows, (flow) => flow.to);
  const gateways = new Set(
    definition.elements
      .filter(({ type }) => type === 'exclusiveGateway' || type === 'parallelGateway')
      .map(({ id }) => id),
  );
  for (const flow of flows) {
    const source = rects.get(flow.from);
    const target = rects.get(flow.to);
    if (!source || !target) continue;
    const obstacles = [...rects].flatMap(([id, rect]) =>
      id === flow.from || id === flow.to ? [] : [rect],
    );
    const taken = drawn
      .filter((other) => !mayShare(flow, other.flow))
      .flatMap((other) => other.segments);
    const points = routeFlow({
      source,
      target,
      sourceBranches: (outgoing.get(flow.from) ?? 0) > 1,
      targetJoins: gateways.has(flow.to) && (incoming.get(flow.to) ?? 0) > 1,
      obstacles,
      taken,
    });
    drawn.push({ flow, points, segments: segmentsOf(points) });
  }
  return new Map(
    drawn.map((own): [string, Line] => {
      const rest = drawn.flatMap((other) => (other === own ? [] : other.segments));
      return [
        own.flow.id,
        { points: own.points, label: labelPlace(own.points, [...rest, ...others]) },
      ];
    }),
  );
};

type Drawn = { readonly flow: Flow; readonly points: Route; readonly segments: readonly Segment[] };

/** Branches may leave together and joins may arrive together, but two ways between the same two elements are kept apart. */
const mayShare = (a: Flow, b: Flow): boolean => (a.from === b.from) !== (a.to === b.to);

const countBy = <Item>(items: readonly Item[], key: (item: Item) => string) => {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(key(item), (counts.get(key(item)) ?? 0) + 1);
  return counts;
};
