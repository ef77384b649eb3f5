/**
 * How large each element is drawn and where it stands. Canvas, run diagram, tidy-up and routing all measure by this one
 * table, so that a layout saved by one reads the same in another. Every size is a multiple of two grid steps: boxes of
 * different kinds placed on the grid can share a centre line.
 */
import type { Element, ElementType } from '#engine/definition.ts';

export const GRID = 8;

export type Point = { readonly x: number; readonly y: number };
export type Size = { readonly width: number; readonly height: number };
export type Rect = Point & Size;

/** A frame is a box around other elements; a border event is a small circle on the edge of a box. */
export type Shape = 'box' | 'circle' | 'diamond' | 'border' | 'frame';

const TASK: Size = { width: 192, height: 64 };
const EVENT: Size = { width: 48, height: 48 };
const GATEWAY: Size = { width: 48, height: 48 };
const BORDER: Size = { width: 32, height: 32 };
/** With a start, an end and a flow between them; as high as with boxes, so that the first one changes no line. */
const FRAME: Size = { width: 272, height: 176 };

/** Between a frame and what is in it: the title above, names of events below. */
export const FRAME_PADDING = { top: 56, right: 40, bottom: 56, left: 40 } as const;

const SHAPES: Record<ElementType, { readonly shape: Shape; readonly size: Size }> = {
  startEvent: { shape: 'circle', size: EVENT },
  endEvent: { shape: 'circle', size: EVENT },
  intermediateCatchEvent: { shape: 'circle', size: EVENT },
  intermediateThrowEvent: { shape: 'circle', size: EVENT },
  boundaryEvent: { shape: 'border', size: BORDER },
  exclusiveGateway: { shape: 'diamond', size: GATEWAY },
  inclusiveGateway: { shape: 'diamond', size: GATEWAY },
  parallelGateway: { shape: 'diamond', size: GATEWAY },
  eventBasedGateway: { shape: 'diamond', size: GATEWAY },
  userTask: { shape: 'box', size: TASK },
  approval: { shape: 'box', size: TASK },
  cabReview: { shape: 'box', size: TASK },
  serviceTask: { shape: 'box', size: TASK },
  businessRuleTask: { shape: 'box', size: TASK },
  callActivity: { shape: 'box', size: TASK },
  subProcess: { shape: 'frame', size: FRAME },
};

export const shapeOf = (type: ElementType): Shape => SHAPES[type].shape;
/** Of a sub-process: while nothing is in it. */
export const sizeOf = (type: ElementType): Size => SHAPES[type].size;

export const snap = (value: number): number => Math.round(value / GRID) * GRID;

export const centerOf = (rect: Rect): Point => ({
  x: rect.x + rect.width / 2,
  y: rect.y + rect.height / 2,
});

export const rectOf = (element: Element, at: Point): Rect => ({
  x: at.x,
  y: at.y,
  ...sizeOf(element.type),
});

/** The smallest rectangle around all of them, with room for the names under events and gateways. */
export const boundsOf = (rects: Iterable<Rect>): Rect => {
  let left = Infinity;
  let top = Infinity;
  let right = -Infinity;
  let bottom = -Infinity;
  for (const rect of rects) {
    left = Math.min(left, rect.x);
    top = Math.min(top, rect.y);
    right = Math.max(right, rect.x + rect.width);
    bottom = Math.max(bottom, rect.y + rect.height);
  }
  if (left === Infinity) return { x: 0, y: 0, width: 0, height: 0 };
  return { x: left, y: top, width: right - left, height: bottom - top };
};
