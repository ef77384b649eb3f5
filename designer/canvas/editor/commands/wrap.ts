/** Makes a sub-process of steps that are there already. */
import { rectsFor } from '#designer/ui/diagram/drawing.ts';
import type { Point, Rect } from '#designer/ui/diagram/shapes.ts';
import { boundsOf, GRID, sizeOf, snap } from '#designer/ui/diagram/shapes.ts';
import type { Definition, Element } from '#engine/definition.ts';
import type { Edit } from '#engine/edits.ts';
import { applyEdit, freeId } from '#engine/edits.ts';
import type { Positions } from '../placement.ts';
import { batch } from './batch.ts';
import type { Made } from './new-element.ts';

/** The selected steps as a sub-process of their own, in the place they had. */
export const wrap = (definition: Definition, ids: readonly string[]): Made | undefined => {
  const chosen = definition.elements.filter(({ id }) => ids.includes(id));
  const [first] = chosen.filter(({ type }) => type !== 'boundaryEvent');
  if (!first) return undefined;
  const rects = rectsFor(definition);
  const bounds = boundsOf(chosen.flatMap(({ id }) => rects.get(id) ?? []));
  const middle = snap(bounds.y + bounds.height / 2 - sizeOf('startEvent').height / 2);
  const id = freeId(definition, 'subProcess');
  const step = sizeOf('startEvent').width + GRID * 8;
  const ends = chosen.map((_, index) => ({
    x: bounds.x + bounds.width + GRID * 8,
    y: middle + index * GRID * 14,
  }));
  const edit: Edit = {
    type: 'wrapElements',
    ids,
    id,
    start: { x: bounds.x - step, y: middle },
    ends,
  };
  const after = applyEdit(definition, edit);
  const element = after.elements.find((one) => one.id === id);
  if (!element) return undefined;
  const frame = rectsFor(after).get(id);
  if (!frame) return undefined;
  const moved = makeWay(after, element, bounds, frame);
  const edits: Edit[] = [
    edit,
    { type: 'moveElements', positions: { [id]: { x: frame.x, y: frame.y } } },
  ];
  if (Object.keys(moved).length > 0) edits.push({ type: 'moveElements', positions: moved });
  return { element, edit: batch(edits) };
};

/** What stood around makes room, as if the frame had grown out of what was selected. */
const makeWay = (after: Definition, sub: Element, bounds: Rect, frame: Rect): Positions => {
  const rects = rectsFor(after);
  const moved: Record<string, Point> = {};
  for (const other of after.elements) {
    const rect = rects.get(other.id);
    const at = after.layout?.[other.id];
    if (!rect || !at || other.id === sub.id || other.parent !== sub.parent) continue;
    if (other.type === 'boundaryEvent') continue;
    const right =
      rect.x >= bounds.x + bounds.width ? frame.x + frame.width - bounds.x - bounds.width : 0;
    const left = rect.x + rect.width <= bounds.x ? bounds.x - frame.x : 0;
    const down =
      rect.y >= bounds.y + bounds.height ? frame.y + frame.height - bounds.y - bounds.height : 0;
    const up = rect.y + rect.height <= bounds.y ? bounds.y - frame.y : 0;
    const beside = right > 0 || left > 0;
    const x = at.x + right - left;
    const y = beside ? at.y : at.y + down - up;
    if (x !== at.x || y !== at.y) moved[other.id] = { x: snap(x), y: snap(y) };
  }
  return moved;
};
