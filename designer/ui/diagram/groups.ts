/** Where groups are drawn: around what of them is drawn, with room for the name above. Like frames they have no size of their own. */
import type { Definition, Group } from '#engine/definition.ts';
import { shownFor } from './collapsed.ts';
import { type Moved, rectsFor } from './frames.ts';
import type { Rect } from './shapes.ts';
import { boundsOf, GRID } from './shapes.ts';

export type DrawnGroup = { readonly group: Group; readonly rect: Rect };

/** Names of events reach further down than up. */
const PADDING = { x: GRID * 4, top: GRID * 6, bottom: GRID * 6 };

export const groupsOf = (definition: Definition, moved?: Moved): readonly DrawnGroup[] => {
  const groups = definition.groups ?? [];
  if (groups.length === 0) return [];
  const settled = rectsFor(definition);
  const moving = rectsFor(definition, moved);
  const drawn = groups.flatMap((group): DrawnGroup[] => {
    // Who is dragged out of a group does not pull it along.
    const goes = moved !== undefined && group.elements.every((id) => moved.has(id));
    const rects = goes ? moving : settled;
    const rect = aroundAll(
      group.elements.flatMap((id) => rects.get(shownFor(definition, id)) ?? []),
    );
    return rect ? [{ group, rect }] : [];
  });
  // What is around more lies further back.
  return drawn.sort((a, b) => area(b.rect) - area(a.rect));
};

const aroundAll = (rects: readonly Rect[]): Rect | undefined => {
  if (rects.length === 0) return undefined;
  const { x, y, width, height } = boundsOf(rects);
  return {
    x: x - PADDING.x,
    y: y - PADDING.top,
    width: width + PADDING.x * 2,
    height: height + PADDING.top + PADDING.bottom,
  };
};

const area = ({ width, height }: Rect): number => width * height;
