/**
 * The drawing of a definition: a shape for each element at its place, an edge for each flow. What has no place yet gets
 * one, marked as made up, so that other tools can show it and an import does not take it for a decision.
 */
import type { Definition, Element, ElementType, Point } from '../definition.ts';
import { NOTE_SIZE } from '../definition.ts';
import { AUTO } from './descriptor.ts';
import type { Create } from './document.ts';
import { type Node, nodeOf, nodesOf } from './node.ts';
import { freeName } from './words.ts';

export type Box = Point & {
  readonly width: number;
  readonly height: number;
  readonly isAuto: boolean;
  /** A sub-process of which only a box is drawn. */
  readonly isCollapsed?: boolean;
  /** Its size is said by the definition, and does not follow from what it holds. */
  readonly isSized?: boolean;
};

type Size = { readonly width: number; readonly height: number };

const SMALL: Size = { width: 48, height: 48 };
const TASK: Size = { width: 192, height: 64 };
const MARGIN = 32;
const GAP: Size = { width: 72, height: 48 };

type Drawing = {
  readonly create: Create;
  readonly definition: Definition;
  readonly root: Node;
  readonly process: Node;
  readonly nodes: readonly Node[];
  readonly notes: readonly string[];
  readonly taken: Set<string>;
};

export function writeDrawing({ create, definition, root, process, nodes, notes, taken }: Drawing) {
  const boxes = new Map<string, Box>();
  const places = placesOf(definition);
  const planeElement: Node[] = [];
  const id = (of: Node): string => freeName(`${of.id}_di`, taken);
  const shape = (of: Node, box: Box): void => {
    const { x, y, width, height } = box;
    boxes.set(of.id ?? '', box);
    const bounds = create('dc:Bounds', { x, y, width, height });
    const node = create('bpmndi:BPMNShape', { id: id(of), bpmnElement: of, bounds });
    if (of.$type === 'bpmn:SubProcess') node.set('isExpanded', !box.isCollapsed);
    if (of.$type === 'bpmn:ExclusiveGateway') node.set('isMarkerVisible', true);
    if (box.isAuto) node.$attrs[AUTO] = 'true';
    bounds.$parent = node;
    planeElement.push(node);
  };
  for (const [index, element] of definition.elements.entries()) {
    const [node, box] = [nodes[index], places.get(element)];
    if (node && box) shape(node, box);
  }
  const [flows, undoing] = [[] as Node[], [] as Node[]];
  const enter = (scope: Node): void => {
    for (const one of nodesOf(scope, 'flowElements')) {
      if (one.$type === 'bpmn:SequenceFlow') flows.push(one);
      else if (one.$type === 'bpmn:BoundaryEvent' && !boxes.has(one.id ?? '')) {
        const host = boxes.get(nodeOf(one, 'attachedToRef')?.id ?? '');
        if (host) shape(one, onBorder(host, 0.25));
      }
      if (one.$type === 'bpmn:SubProcess') enter(one);
    }
    undoing.push(
      ...nodesOf(scope, 'artifacts').filter(({ $type }) => $type === 'bpmn:Association'),
    );
    for (const one of nodesOf(scope, 'artifacts')) {
      const note = definition.notes?.[notes.indexOf(one.id ?? '')];
      if (!note) continue;
      const { x, y, width = NOTE_SIZE.width, height = NOTE_SIZE.height } = note;
      shape(one, { x, y, width, height, isAuto: false, isSized: true });
    }
  };
  enter(process);
  for (const one of [...flows, ...undoing]) {
    const from = boxes.get(nodeOf(one, 'sourceRef')?.id ?? '');
    const to = boxes.get(nodeOf(one, 'targetRef')?.id ?? '');
    if (from && to) planeElement.push(drawEdge(create, one, from, to, id(one)));
  }
  const plane = create('bpmndi:BPMNPlane', { id: id(process), bpmnElement: process, planeElement });
  const diagram = create('bpmndi:BPMNDiagram', { id: `${plane.id}agram`, plane });
  root.set('diagrams', [diagram]);
  for (const one of planeElement) one.$parent = plane;
  plane.$parent = diagram;
  diagram.$parent = root;
  return boxes;
}

export function drawEdge(create: Create, of: Node, from: Box, to: Box, id: string): Node {
  const waypoint = wayBetween(from, to).map(({ x, y }) => create('dc:Point', { x, y }));
  return create('bpmndi:BPMNEdge', { id, bpmnElement: of, waypoint });
}

/** From side to side with right angles; backwards below what it passes. */
export function wayBetween(from: Box, to: Box): readonly Point[] {
  const start = { x: from.x + from.width, y: from.y + from.height / 2 };
  const end = { x: to.x, y: to.y + to.height / 2 };
  if (end.x >= start.x) {
    const middle = start.x + (end.x - start.x) / 2;
    const bend = [
      { x: middle, y: start.y },
      { x: middle, y: end.y },
    ];
    return start.y === end.y ? [start, end] : [start, ...bend, end];
  }
  const below = Math.max(from.y + from.height, to.y + to.height) + GAP.height / 2;
  const [out, back] = [from.x + from.width / 2, to.x + to.width / 2];
  return [
    { x: out, y: from.y + from.height },
    { x: out, y: below },
    { x: back, y: below },
    { x: back, y: to.y + to.height },
  ];
}

const onBorder = ({ x, y, width, height }: Box, part: number): Box => ({
  x: x + width * part,
  y: y + height - SMALL.height / 2,
  ...SMALL,
  isAuto: true,
});

const sizeOf = (type: ElementType): Size =>
  /Event$|Gateway$/.test(type) ? SMALL : type === 'subProcess' ? { width: 240, height: 128 } : TASK;

/** Where everything stands: at its own place, else in columns by its distance from the start of its scope. */
function placesOf(definition: Definition): ReadonlyMap<Element, Box> {
  const places = new Map<Element, Box>();
  const inScope = new Map<string, Element[]>();
  const ids = new Map<string, Element>();
  for (const one of definition.elements) if (!ids.has(one.id)) ids.set(one.id, one);
  for (const element of definition.elements) {
    const scope =
      ids.get(element.parent ?? '')?.type === 'subProcess' ? (element.parent ?? '') : '';
    inScope.set(scope, [...(inScope.get(scope) ?? []), element]);
  }
  const layout = definition.layout ?? {};
  const placeOf = ({ id }: Element): Point | undefined =>
    Object.hasOwn(layout, id) ? layout[id] : undefined;
  const arrange = (scope: string, corner: Point): Size => {
    const members = (inScope.get(scope) ?? []).filter((one) => !places.has(one));
    const columns = new Map<number, Element[]>();
    const ranks = ranksOf(members, definition);
    for (const one of members) {
      if (one.type === 'boundaryEvent') continue;
      const rank = ranks.get(one.id) ?? 0;
      columns.set(rank, [...(columns.get(rank) ?? []), one]);
    }
    let { x } = corner;
    let bottom = corner.y;
    let right = corner.x;
    for (const rank of [...columns.keys()].sort((one, other) => one - other)) {
      let { y } = corner;
      let widest = 0;
      for (const one of columns.get(rank) ?? []) {
        const own = placeOf(one);
        const size = settle(one, own ?? { x, y }, own === undefined);
        right = Math.max(right, (own?.x ?? x) + size.width);
        bottom = Math.max(bottom, (own?.y ?? y) + size.height);
        if (own) continue;
        y += size.height + GAP.height;
        widest = Math.max(widest, size.width);
      }
      if (widest > 0) x += widest + GAP.width;
    }
    for (const one of members) {
      if (one.type !== 'boundaryEvent' || places.has(one)) continue;
      const own = placeOf(one);
      const host = places.get(ids.get(one.attachedTo) ?? one);
      const made = host ? onBorder(host, 0.75) : { ...corner, ...SMALL, isAuto: true };
      places.set(one, own ? { ...own, ...SMALL, isAuto: false } : made);
    }
    return { width: right - corner.x, height: bottom - corner.y };
  };
  const settle = (element: Element, { x, y }: Point, isAuto: boolean): Size => {
    const least = sizeOf(element.type);
    places.set(element, { x, y, ...least, isAuto });
    if (element.type !== 'subProcess' || ids.get(element.id) !== element) return least;
    const inner = arrange(element.id, { x: x + MARGIN, y: y + MARGIN });
    if (definition.collapsed?.includes(element.id)) {
      places.set(element, { x, y, ...TASK, isAuto, isCollapsed: true });
      return TASK;
    }
    const size = {
      width: Math.max(least.width, inner.width + MARGIN * 2),
      height: Math.max(least.height, inner.height + MARGIN * 2),
    };
    places.set(element, { x, y, ...size, isAuto });
    return size;
  };
  arrange('', { x: 96, y: 96 });
  // What lies in a circle of scopes is in none.
  for (const one of definition.elements) {
    const own = placeOf(one);
    if (!places.has(one))
      places.set(one, { ...(own ?? { x: 0, y: 0 }), ...sizeOf(one.type), isAuto: !own });
  }
  return places;
}

function ranksOf(members: readonly Element[], definition: Definition): ReadonlyMap<string, number> {
  const inside = new Set(members.map(({ id }) => id));
  const next = new Map<string, string[]>();
  const entered = new Set<string>();
  const lead = (from: string, to: string): void => {
    if (!inside.has(from) || !inside.has(to)) return;
    next.set(from, [...(next.get(from) ?? []), to]);
    entered.add(to);
  };
  for (const { from, to } of definition.flows) lead(from, to);
  for (const one of members) if (one.type === 'boundaryEvent') lead(one.attachedTo, one.id);
  const ranks = new Map<string, number>();
  const spread = (starts: readonly string[]): void => {
    const open = starts.filter((id) => !ranks.has(id));
    for (const id of open) ranks.set(id, 0);
    for (const id of open) {
      for (const to of next.get(id) ?? []) {
        if (ranks.has(to)) continue;
        ranks.set(to, (ranks.get(id) ?? 0) + 1);
        open.push(to);
      }
    }
  };
  spread([...inside].filter((id) => !entered.has(id)));
  for (const id of inside) spread([id]);
  return ranks;
}
