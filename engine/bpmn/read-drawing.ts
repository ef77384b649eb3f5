/** Where the shapes of a document stand. Of several drawings of one element the first counts. */
import type { Point } from '../definition.ts';
import { AUTO } from './descriptor.ts';
import { isA, type Node, nodeOf, nodesOf, numberOf } from './node.ts';

export type Drawn = {
  readonly shape: Node;
  readonly at: Point;
  readonly width: number;
  readonly height: number;
  /** Placed by an export because nobody had; no part of the layout. */
  readonly isAuto: boolean;
};

export const planeElements = (root: Node): readonly Node[] =>
  nodesOf(root, 'diagrams').flatMap((diagram) => {
    const plane = nodeOf(diagram, 'plane');
    return plane ? nodesOf(plane, 'planeElement') : [];
  });

export const isAuto = (shape: Node): boolean => shape.$attrs[AUTO] === 'true';

export function shapesOf(root: Node): ReadonlyMap<Node, Drawn> {
  const found = new Map<Node, Drawn>();
  for (const shape of planeElements(root)) {
    const element = nodeOf(shape, 'bpmnElement');
    const bounds = nodeOf(shape, 'bounds');
    if (!element || !bounds || shape.$type !== 'bpmndi:BPMNShape' || found.has(element)) continue;
    const at = { x: numberOf(bounds, 'x') ?? 0, y: numberOf(bounds, 'y') ?? 0 };
    const size = {
      width: numberOf(bounds, 'width') ?? 0,
      height: numberOf(bounds, 'height') ?? 0,
    };
    found.set(element, { shape, at, ...size, isAuto: isAuto(shape) });
  }
  return found;
}

/** Those of them that the drawing says are not expanded; where it says nothing, all they hold is shown. */
export function readCollapsed(
  nodes: readonly Node[],
  drawn: ReadonlyMap<Node, Drawn>,
  ids: ReadonlyMap<Node, string>,
): readonly string[] {
  return nodes.flatMap((node) => {
    const isBox = drawn.get(node)?.shape.get('isExpanded') === false;
    return isBox && isA(node, 'bpmn:SubProcess') ? (ids.get(node) ?? []) : [];
  });
}

export function readLayout(
  nodes: readonly Node[],
  drawn: ReadonlyMap<Node, Drawn>,
  ids: ReadonlyMap<Node, string>,
): Record<string, Point> {
  const layout: Record<string, Point> = {};
  for (const node of nodes) {
    const id = ids.get(node);
    const shape = drawn.get(node);
    if (id !== undefined && shape && !shape.isAuto && !Object.hasOwn(layout, id))
      layout[id] = shape.at;
  }
  return layout;
}
