/** What has been moved, added or led elsewhere since the import, in the drawing that came in. */
import type { Point } from '../definition.ts';
import { AUTO } from './descriptor.ts';
import type { Create } from './document.ts';
import { isNode, type Node, nodeOf, nodesOf, numberOf, within } from './node.ts';
import { isAuto, planeElements, shapesOf } from './read-drawing.ts';
import { type Box, wayBetween } from './write-drawing.ts';
import type { Written } from './write-process.ts';

type Drawings = {
  readonly create: Create;
  readonly root: Node;
  readonly process: Node;
  readonly before: Written;
  readonly after: Written;
  readonly added: ReadonlySet<Node>;
};

export function mergeDrawing({ create, root, process, before, after, added }: Drawings): void {
  const byId = new Map<string, Node>();
  for (const node of within(process)) if (node.id && !byId.has(node.id)) byId.set(node.id, node);
  const moved = moveShapes(root, byId, before, after);
  const drawn = new Set(planeElements(root).map((one) => nodeOf(one, 'bpmnElement')?.id ?? ''));
  const addedIds = new Set([...added].map(({ id }) => id));
  const fresh = planeElements(after.root).filter((one) => {
    const id = nodeOf(one, 'bpmnElement')?.id ?? '';
    const isPlaced = one.$type === 'bpmndi:BPMNShape' && !isAuto(one);
    const wasPlaced = before.boxes.get(id)?.isAuto === false;
    return byId.has(id) && !drawn.has(id) && (addedIds.has(id) || (isPlaced && !wasPlaced));
  });
  const plane = fresh.length > 0 ? planeFor(create, root, process) : undefined;
  for (const one of fresh) {
    const element = byId.get(nodeOf(one, 'bpmnElement')?.id ?? '');
    if (element) one.set('bpmnElement', element);
    if (plane) one.$parent = plane;
    if (plane) (plane.get('planeElement') as Node[]).push(one);
  }
  routeEdges(create, root, before, after, moved, new Set(fresh));
}

function moveShapes(
  root: Node,
  byId: ReadonlyMap<string, Node>,
  before: Written,
  after: Written,
): ReadonlyMap<string, Point> {
  const moved = new Map<string, Point>();
  const drawn = shapesOf(root);
  for (const [id, box] of after.boxes) {
    const was = before.boxes.get(id);
    const node = byId.get(id);
    const own = node && drawn.get(node);
    if (!was || !own) continue;
    if (Boolean(box.isCollapsed) !== Boolean(was.isCollapsed)) {
      own.shape.set('isExpanded', !box.isCollapsed);
      resize(nodeOf(own.shape, 'bounds'), box);
    }
    if (box.isSized && (box.width !== was.width || box.height !== was.height))
      resize(nodeOf(own.shape, 'bounds'), box);
    if (box.isAuto && !was.isAuto) own.shape.$attrs[AUTO] = 'true';
    if (!box.isAuto && was.isAuto) delete own.shape.$attrs[AUTO];
    if (box.isAuto || (!was.isAuto && was.x === box.x && was.y === box.y)) continue;
    const delta = { x: box.x - own.at.x, y: box.y - own.at.y };
    moved.set(id, delta);
    shift(nodeOf(own.shape, 'bounds'), delta);
    const [bounds, label] = [nodeOf(own.shape, 'bounds'), nodeOf(own.shape, 'label')];
    bounds?.set('x', box.x);
    bounds?.set('y', box.y);
    if (label) shift(nodeOf(label, 'bounds'), delta);
  }
  return moved;
}

function resize(bounds: Node | undefined, { width, height }: Box): void {
  bounds?.set('width', width);
  bounds?.set('height', height);
}

function shift(point: Node | undefined, { x, y }: Point): void {
  if (!point) return;
  point.set('x', (numberOf(point, 'x') ?? 0) + x);
  point.set('y', (numberOf(point, 'y') ?? 0) + y);
}

const NOWHERE: Point = { x: 0, y: 0 };

function routeEdges(
  create: Create,
  root: Node,
  before: Written,
  after: Written,
  moved: ReadonlyMap<string, Point>,
  fresh: ReadonlySet<Node>,
): void {
  const drawn = shapesOf(root);
  const boxOf = (end: Node | undefined): Box | undefined => {
    for (const [node, { at, width, height }] of drawn) {
      if (node === end || (end?.id !== undefined && node.id === end.id)) {
        return { ...at, width, height, isAuto: false };
      }
    }
    return undefined;
  };
  const ends = (flows: Written): ReadonlyMap<string, string> =>
    new Map(
      [...within(flows.process)]
        .filter(({ $type }) => $type === 'bpmn:SequenceFlow' || $type === 'bpmn:Association')
        .map((flow) => [
          flow.id ?? '',
          `${endOf(flow, 'sourceRef')?.id} ${endOf(flow, 'targetRef')?.id}`,
        ]),
    );
  const [was, is] = [ends(before), ends(after)];
  for (const edge of planeElements(root)) {
    const element = nodeOf(edge, 'bpmnElement');
    if (edge.$type !== 'bpmndi:BPMNEdge' || !element) continue;
    const [source, target] = [endOf(element, 'sourceRef'), endOf(element, 'targetRef')];
    const id = element.id ?? '';
    const isLedElsewhere = was.has(id) && is.has(id) && was.get(id) !== is.get(id);
    const [from, to] = [boxOf(source), boxOf(target)];
    if ((fresh.has(edge) || isLedElsewhere) && from && to) {
      const way = wayBetween(from, to).map(({ x, y }) => create('dc:Point', { x, y }));
      edge.set('waypoint', way);
      continue;
    }
    const [by, also] = [moved.get(source?.id ?? ''), moved.get(target?.id ?? '')];
    if (by || also) bend(edge, by ?? NOWHERE, also ?? NOWHERE);
  }
}

function endOf(element: Node, name: string): Node | undefined {
  const property = element.$descriptor.propertiesByName[name];
  const value = property ? element.get(name) : undefined;
  return [value].flat().find(isNode);
}

/** Both ends go with what they lie at; what is between goes along only where both go the same way. */
function bend(edge: Node, from: Point, to: Point): void {
  const points = nodesOf(edge, 'waypoint');
  const isAlong = from.x === to.x && from.y === to.y;
  for (const [index, point] of points.entries()) {
    if (isAlong || index === 0) shift(point, from);
    else if (index === points.length - 1) shift(point, to);
  }
  const label = nodeOf(edge, 'label');
  if (label && isAlong) shift(nodeOf(label, 'bounds'), from);
}

/** The plane on which the process is drawn; one of its own where nothing of it is drawn yet. */
function planeFor(create: Create, root: Node, process: Node): Node {
  const inside = new Set(within(process));
  const planes = nodesOf(root, 'diagrams').flatMap((diagram) => nodeOf(diagram, 'plane') ?? []);
  const own = planes.find((plane) =>
    nodesOf(plane, 'planeElement').some((one) => {
      const element = nodeOf(one, 'bpmnElement');
      return element !== undefined && element !== process && inside.has(element);
    }),
  );
  const known =
    own ?? planes.find((plane) => nodeOf(plane, 'bpmnElement') === process) ?? planes[0];
  if (known) return known;
  const plane = create('bpmndi:BPMNPlane', { bpmnElement: process });
  const diagram = create('bpmndi:BPMNDiagram', { plane });
  plane.$parent = diagram;
  diagram.$parent = root;
  root.set('diagrams', [...nodesOf(root, 'diagrams'), diagram]);
  return plane;
}
