/** Lays elements into another scope without dragging them there. */
import { rectsFor } from '#designer/ui/diagram/drawing.ts';
import type { Point } from '#designer/ui/diagram/shapes.ts';
import { boundsOf, FRAME_PADDING, GRID, snap } from '#designer/ui/diagram/shapes.ts';
import type { Definition } from '#engine/definition.ts';
import { applyEdit } from '#engine/edits.ts';
import { withRoom } from '../placement.ts';
import { batch } from './batch.ts';
import type { Dropped } from './drop.ts';

/** Lays elements into a sub-process (or, without one, into the process itself) at a free place there. */
export const layInto = (
  definition: Definition,
  ids: readonly string[],
  scope: string | undefined,
): Dropped | undefined => {
  const rects = rectsFor(definition);
  const chosen = definition.elements.filter(
    ({ id, type }) => ids.includes(id) && type !== 'boundaryEvent',
  );
  const bounds = boundsOf(chosen.flatMap(({ id }) => rects.get(id) ?? []));
  const frame = scope === undefined ? undefined : rects.get(scope);
  const inside = definition.elements.flatMap(({ id, parent }) =>
    parent === scope ? (rects.get(id) ?? []) : [],
  );
  const held = boundsOf(inside);
  const corner =
    inside.length > 0
      ? { x: held.x, y: held.y + held.height + GRID * 7 }
      : { x: (frame?.x ?? 0) + FRAME_PADDING.left, y: (frame?.y ?? 0) + FRAME_PADDING.top };
  const positions: Record<string, Point> = {};
  for (const { id } of chosen) {
    const at = definition.layout?.[id];
    if (at)
      positions[id] = {
        x: snap(at.x - bounds.x + corner.x),
        y: snap(at.y - bounds.y + corner.y),
      };
  }
  const edit = withRoom(
    definition,
    batch([
      {
        type: 'reparentElements',
        ids: chosen.map(({ id }) => id),
        ...(scope === undefined ? {} : { parent: scope }),
      },
      { type: 'moveElements', positions },
    ]),
    scope,
  );
  const after = applyEdit(definition, edit);
  const isLaid = chosen.every(
    ({ id }) => after.elements.find((one) => one.id === id)?.parent === scope,
  );
  if (chosen.length === 0 || !isLaid) return undefined;
  return { edit, into: scope ?? null, cut: definition.flows.length - after.flows.length };
};
