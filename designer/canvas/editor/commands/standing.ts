/** What of a selection stands by itself: events on a border follow their activity, and what lies inside follows its frame. */
import { rectsFor } from '#designer/ui/diagram/drawing.ts';
import type { Point, Rect } from '#designer/ui/diagram/shapes.ts';
import type { Definition } from '#engine/definition.ts';
import type { Edit } from '#engine/edits.ts';
import { scopesAround } from '#engine/edits.ts';
import { withRoom } from '../placement.ts';

export type Standing = {
  readonly id: string;
  readonly rect: Rect;
  /** Its place, which for a frame may be another than where it is drawn. */
  readonly at: Point;
};

export type Block = {
  /** The sub-process that all of them lie in. */
  readonly scope: string | undefined;
  readonly members: readonly Standing[];
};

/** `undefined` where they lie in different scopes, and so have no line in common. */
export const blockOf = (definition: Definition, ids: readonly string[]): Block | undefined => {
  const chosen = new Set(ids);
  const rects = rectsFor(definition);
  const outer = definition.elements.filter(
    ({ id, type }) =>
      chosen.has(id) &&
      type !== 'boundaryEvent' &&
      !scopesAround(definition, id).some((scope) => chosen.has(scope)),
  );
  const scope = outer[0]?.parent;
  if (outer.some(({ parent }) => parent !== scope)) return undefined;
  const members = outer.flatMap(({ id }) => {
    const rect = rects.get(id);
    return rect ? [{ id, rect, at: definition.layout?.[id] ?? rect }] : [];
  });
  return { scope, members };
};

/** Moves each of them by as much as its corner is to move; nothing where all stay. */
export const moveCorners = (
  definition: Definition,
  { scope, members }: Block,
  corners: ReadonlyMap<string, Point>,
): Edit | undefined => {
  const positions: Record<string, Point> = {};
  for (const { id, rect, at } of members) {
    const to = corners.get(id);
    if (!to || (to.x === rect.x && to.y === rect.y)) continue;
    positions[id] = { x: at.x + to.x - rect.x, y: at.y + to.y - rect.y };
  }
  if (Object.keys(positions).length === 0) return undefined;
  return withRoom(definition, { type: 'moveElements', positions }, scope, true);
};
