/**
 * Draws sub-processes as one box, or with all they hold. Collapsing moves nothing, so expanding finds the room it had; what has
 * come to stand there meanwhile makes way.
 */
import { rectsFor } from '#designer/ui/diagram/drawing.ts';
import type { Point, Rect } from '#designer/ui/diagram/shapes.ts';
import { GRID } from '#designer/ui/diagram/shapes.ts';
import type { Definition } from '#engine/definition.ts';
import type { Edit } from '#engine/edits.ts';
import { applyEdit } from '#engine/edits.ts';
import { withRoom } from '../placement.ts';
import { batch } from './batch.ts';

const CLEARANCE = GRID * 4;

export const collapse = (ids: readonly string[]): Edit => ({
  type: 'setCollapsed',
  ids,
  collapsed: true,
});

export const expand = (definition: Definition, ids: readonly string[]): Edit => {
  const edits: Edit[] = [];
  let now = definition;
  for (const id of ids) {
    const edit = expandOne(now, id);
    edits.push(edit);
    now = applyEdit(now, edit);
  }
  return batch(edits);
};

const expandOne = (before: Definition, id: string): Edit => {
  const open: Edit = { type: 'setCollapsed', ids: [id], collapsed: false };
  const after = applyEdit(before, open);
  const scope = before.elements.find((element) => element.id === id)?.parent;
  const box = rectsFor(before).get(id);
  const frame = rectsFor(after).get(id);
  const positions = box && frame ? makeWay(after, id, scope, box, frame) : {};
  const made =
    Object.keys(positions).length > 0 ? batch([open, { type: 'moveElements', positions }]) : open;
  return withRoom(before, made, scope, true);
};

/** As if the frame had grown out of its box: what stood right of it, below or above goes on by as much as it needs. */
const makeWay = (
  after: Definition,
  id: string,
  scope: string | undefined,
  box: Rect,
  frame: Rect,
): Record<string, Point> => {
  const rects = rectsFor(after);
  const others = after.elements.flatMap(({ id: one, parent, type }) => {
    const rect = parent === scope && type !== 'boundaryEvent' ? rects.get(one) : undefined;
    return one !== id && rect ? [{ id: one, rect }] : [];
  });
  const right = others.filter(({ rect }) => rect.x >= box.x + box.width);
  const rest = others.filter((one) => !right.includes(one));
  const below = rest.filter(({ rect }) => rect.y >= box.y + box.height);
  const above = rest.filter(({ rect }) => rect.y + rect.height <= box.y);
  const besides = ({ rect }: { rect: Rect }) =>
    rect.y < frame.y + frame.height + CLEARANCE && frame.y - CLEARANCE < rect.y + rect.height;
  const overOrUnder = ({ rect }: { rect: Rect }) =>
    rect.x < frame.x + frame.width + CLEARANCE && frame.x - CLEARANCE < rect.x + rect.width;
  const by = {
    right: lacking(right.filter(besides).map(({ rect }) => rect.x - frame.x - frame.width)),
    below: lacking(below.filter(overOrUnder).map(({ rect }) => rect.y - frame.y - frame.height)),
    above: lacking(above.filter(overOrUnder).map(({ rect }) => frame.y - rect.y - rect.height)),
  };
  const positions: Record<string, Point> = {};
  const move = (group: typeof others, x: number, y: number) => {
    for (const { id: one, rect } of group) {
      const at = after.layout?.[one] ?? rect;
      if (x !== 0 || y !== 0) positions[one] = { x: at.x + x, y: at.y + y };
    }
  };
  move(right, by.right, 0);
  move(below, 0, by.below);
  move(above, 0, -by.above);
  return positions;
};

/** By how much the smallest of these gaps is too small, in whole steps of the grid. */
const lacking = (gaps: readonly number[]): number =>
  Math.ceil(Math.max(0, ...gaps.map((gap) => CLEARANCE - gap)) / GRID) * GRID;
