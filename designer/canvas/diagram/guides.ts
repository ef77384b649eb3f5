/** Lines that show while dragging which elements the dragged ones now stand in line with, by their middles. */
import type { Rect } from '#designer/ui/diagram/shapes.ts';
import { boundsOf, centerOf } from '#designer/ui/diagram/shapes.ts';

export type Guide = {
  /** `x`: a vertical line at this x. */
  readonly axis: 'x' | 'y';
  readonly at: number;
  readonly from: number;
  readonly to: number;
};

const OVERHANG = 24;

export const guidesFor = (
  rects: ReadonlyMap<string, Rect>,
  dragged: ReadonlySet<string>,
): readonly Guide[] => {
  // Many at once are moved as a block; lines for each of them would only be noise.
  const [id, ...more] = dragged;
  const rect = id !== undefined && more.length === 0 ? rects.get(id) : undefined;
  if (!rect) return [];
  const center = centerOf(rect);
  const others = [...rects].filter(([other]) => !dragged.has(other)).map(([, other]) => other);
  const inColumn = others.filter((other) => centerOf(other).x === center.x);
  const inRow = others.filter((other) => centerOf(other).y === center.y);
  const guides: Guide[] = [];
  if (inColumn.length > 0) {
    const { y, height } = boundsOf([rect, ...inColumn]);
    guides.push({ axis: 'x', at: center.x, from: y - OVERHANG, to: y + height + OVERHANG });
  }
  if (inRow.length > 0) {
    const { x, width } = boundsOf([rect, ...inRow]);
    guides.push({ axis: 'y', at: center.y, from: x - OVERHANG, to: x + width + OVERHANG });
  }
  return guides;
};
