/**
 * Where elements come to that the pointer has pulled this far: all of them by as much, as one block, drawn to what stands in
 * the part of the process they are over. A frame may reach further than its own place; it moves by as much as it is pulled.
 */
import { rectsFor } from '#designer/ui/diagram/drawing.ts';
import { notesOf } from '#designer/ui/diagram/notes.ts';
import type { Point, Rect } from '#designer/ui/diagram/shapes.ts';
import { boundsOf } from '#designer/ui/diagram/shapes.ts';
import type { Definition } from '#engine/definition.ts';
import { scopesAround, withBelongings } from '#engine/edits.ts';
import { frameUnder } from '../editor/commands/drop.ts';
import type { Guide } from './guides.ts';
import { snapTo, snapToGrid } from './guides.ts';

type Pulled = ReadonlyMap<string, Point>;
type Options = { readonly zoom: number; readonly gridOnly: boolean };
type Placed = { readonly positions: Pulled; readonly guides: readonly Guide[] };

/** So near on the screen, and a line draws what is dragged. */
const REACH = 6;

export const draggedTo = (
  definition: Definition,
  pulled: Pulled,
  { zoom, gridOnly }: Options,
): Placed => {
  const rects = new Map([
    ...notesOf(definition).map(({ note, rect }): [string, Rect] => [note.id, rect]),
    ...rectsFor(definition),
  ]);
  const types = new Map(definition.elements.map(({ id, type }) => [id, type]));
  const isBorder = (id: string) => types.get(id) === 'boundaryEvent';
  const standing = [...pulled].flatMap(([id, at]) => {
    const rect = rects.get(id);
    return rect && !isBorder(id) ? [{ ...rect, x: at.x, y: at.y }] : [];
  });
  const block = boundsOf(standing);
  const snapped =
    standing.length === 0
      ? { by: undefined, guides: [] }
      : gridOnly
        ? snapToGrid(block)
        : snapTo(block, neighboursOf(definition, pulled, rects), REACH / zoom);
  const positions = new Map(
    [...pulled].map(([id, at]): [string, Point] => {
      // One alone is drawn to the border it lies on, when it is let go.
      if (!snapped.by) return [id, at];
      return [
        id,
        placeFor(definition, rects, id, { x: at.x + snapped.by.x, y: at.y + snapped.by.y }),
      ];
    }),
  );
  return { positions, guides: snapped.guides };
};

/** What stands in the part that they would come to lie in. */
const neighboursOf = (
  definition: Definition,
  pulled: Pulled,
  rects: ReadonlyMap<string, Rect>,
): readonly Rect[] => {
  const places = [...pulled].map(([id, at]): [string, Point] => [
    id,
    placeFor(definition, rects, id, at),
  ]);
  const scope = frameUnder(definition, Object.fromEntries(places));
  const own = new Set(withBelongings(definition, pulled.keys()).map(({ id }) => id));
  // A frame that holds them grows with them.
  const around = new Set([...pulled.keys()].flatMap((id) => scopesAround(definition, id)));
  return definition.elements.flatMap(({ id, parent, type }) => {
    const isBeside = parent === scope && type !== 'boundaryEvent' && !own.has(id);
    return isBeside && !around.has(id) ? (rects.get(id) ?? []) : [];
  });
};

const placeFor = (
  definition: Definition,
  rects: ReadonlyMap<string, Rect>,
  id: string,
  position: Point,
): Point => {
  const rect = rects.get(id);
  const at = definition.layout?.[id];
  if (!rect || !at) return position;
  const isBorder = definition.elements.some(
    (element) => element.id === id && element.type === 'boundaryEvent',
  );
  return isBorder ? position : { x: at.x + position.x - rect.x, y: at.y + position.y - rect.y };
};
