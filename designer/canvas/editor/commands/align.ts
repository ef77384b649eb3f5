/**
 * Brings elements into one line, or the same distance apart. All they hold and what lies on their borders goes along; the
 * frame they lie in grows where it has to. What would come to lie on one another is not moved at all.
 */
import type { Point, Rect } from '#designer/ui/diagram/shapes.ts';
import { boundsOf, GRID, snap } from '#designer/ui/diagram/shapes.ts';
import type { Definition } from '#engine/definition.ts';
import type { Edit } from '#engine/edits.ts';
import type { Block, Standing } from './standing.ts';
import { blockOf, moveCorners } from './standing.ts';

export const ALIGNMENTS = ['left', 'centre', 'right', 'top', 'middle', 'bottom'] as const;
export type Alignment = (typeof ALIGNMENTS)[number];
export const DISTRIBUTIONS = ['across', 'down'] as const;
export type Distribution = (typeof DISTRIBUTIONS)[number];

export type Arranged = {
  /** Nothing, where they stand so already. */
  readonly edit: Edit | undefined;
  readonly count: number;
};
export type ArrangeRefusal = 'tooFew' | 'scopes' | 'covered';

/** Between what is put the same distance apart although there is too little room: they must not touch. */
const GAP_MIN = GRID * 2;

export const align = (
  definition: Definition,
  ids: readonly string[],
  alignment: Alignment,
): Arranged | ArrangeRefusal => {
  const block = blockOf(definition, ids);
  if (!block) return 'scopes';
  const { members } = block;
  if (members.length < 2) return 'tooFew';
  const bounds = boundsOf(members.map(({ rect }) => rect));
  const corners = new Map(members.map(({ id, rect }) => [id, cornerOf(rect, bounds, alignment)]));
  return arranged(definition, block, corners);
};

/** The first stays; the gaps become one width of the grid, so the last may move a little. */
export const distribute = (
  definition: Definition,
  ids: readonly string[],
  distribution: Distribution,
): Arranged | ArrangeRefusal => {
  const block = blockOf(definition, ids);
  if (!block) return 'scopes';
  if (block.members.length < 3) return 'tooFew';
  const [along, length] =
    distribution === 'across' ? (['x', 'width'] as const) : (['y', 'height'] as const);
  const middle = ({ rect }: Standing) => rect[along] + rect[length] / 2;
  const members = [...block.members].sort((a, b) => middle(a) - middle(b));
  const bounds = boundsOf(members.map(({ rect }) => rect));
  const filled = members.reduce((sum, { rect }) => sum + rect[length], 0);
  const gap = Math.max(GAP_MIN, snap((bounds[length] - filled) / (members.length - 1)));
  let next = bounds[along];
  const corners = new Map<string, Point>();
  for (const { id, rect } of members) {
    corners.set(id, { ...pointOf(rect), [along]: next });
    next += rect[length] + gap;
  }
  return arranged(definition, block, corners);
};

const arranged = (
  definition: Definition,
  block: Block,
  corners: ReadonlyMap<string, Point>,
): Arranged | ArrangeRefusal => {
  const before = block.members.map(({ rect }) => rect);
  const after = block.members.map(({ id, rect }) => ({ ...rect, ...corners.get(id) }));
  if (covers(after) > covers(before)) return 'covered';
  return { edit: moveCorners(definition, block, corners), count: block.members.length };
};

/** Sizes are whole double steps of the grid, so a line through the middles keeps every corner on the grid. */
const cornerOf = (rect: Rect, bounds: Rect, alignment: Alignment): Point => {
  const { x, y } = rect;
  switch (alignment) {
    case 'left':
      return { x: bounds.x, y };
    case 'centre':
      return { x: snap(bounds.x + bounds.width / 2) - rect.width / 2, y };
    case 'right':
      return { x: bounds.x + bounds.width - rect.width, y };
    case 'top':
      return { x, y: bounds.y };
    case 'middle':
      return { x, y: snap(bounds.y + bounds.height / 2) - rect.height / 2 };
    case 'bottom':
      return { x, y: bounds.y + bounds.height - rect.height };
  }
};

/** How many pairs lie on one another. */
const covers = (rects: readonly Rect[]): number => {
  let pairs = 0;
  for (const [index, a] of rects.entries()) {
    for (const b of rects.slice(index + 1)) {
      const apart =
        a.x + a.width <= b.x ||
        b.x + b.width <= a.x ||
        a.y + a.height <= b.y ||
        b.y + b.height <= a.y;
      if (!apart) pairs += 1;
    }
  }
  return pairs;
};

const pointOf = ({ x, y }: Rect): Point => ({ x, y });
