/** Moves elements by the keys. */
import type { Point } from '#designer/ui/diagram/shapes.ts';
import { GRID } from '#designer/ui/diagram/shapes.ts';
import type { Definition } from '#engine/definition.ts';
import type { Edit } from '#engine/edits.ts';
import { onBorders } from './borders.ts';

/** Moves by whole grid steps; what lies on a border moves along it. */
export const nudge = (
  definition: Definition,
  elements: readonly string[],
  by: Point,
): Edit | undefined => {
  const positions: Record<string, Point> = {};
  for (const id of elements) {
    const at = definition.layout?.[id] ?? definition.notes?.find((note) => note.id === id);
    if (at) positions[id] = { x: at.x + by.x * GRID, y: at.y + by.y * GRID };
  }
  if (Object.keys(positions).length === 0) return undefined;
  return { type: 'moveElements', positions: onBorders(definition, positions) };
};
