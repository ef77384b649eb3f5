/** Where an open menu hangs: beside what it is about, in the drawing or in the list. */
import { useReactFlow, useStore } from '@xyflow/react';
import { shownFor } from '#designer/ui/diagram/collapsed.ts';
import { rectsFor, routesFor } from '#designer/ui/diagram/drawing.ts';
import { noteRect } from '#designer/ui/diagram/notes.ts';
import type { Point, Size } from '#designer/ui/diagram/shapes.ts';
import type { Definition } from '#engine/definition.ts';
import { MENU_WIDTH, type Menu } from '../editor/acts/menu.ts';
import { noteNodeId } from '../editor/note-id.ts';

/** Where the menu hangs, in pixels of the drawing's frame; it follows the view. */
export const useDrawingAnchor = (definition: Definition, menu: Menu | null): Point | null => {
  const [x, y, zoom] = useStore((state) => state.transform);
  const width = useStore((state) => state.width);
  const height = useStore((state) => state.height);
  const { getZoom } = useReactFlow();
  if (!menu) return null;
  if (menu.kind === 'search') return { x: width / 2, y: 48 };
  const point = anchorIn(definition, menu);
  const scale = zoom || getZoom();
  return point && insideOf({ width, height }, { x: point.x * scale + x, y: point.y * scale + y });
};

const EDGE = 8;

/**
 * What a menu is about may lie out of sight, or be on its way into it: the menu is in sight at once. Below its anchor it
 * finds room by itself.
 */
const insideOf = ({ width, height }: Size, { x, y }: Point): Point => ({
  x: Math.max(EDGE, Math.min(x, width - MENU_WIDTH)),
  y: Math.max(EDGE, Math.min(y, height - EDGE)),
});

const anchorIn = (
  definition: Definition,
  menu: Exclude<Menu, { kind: 'search' }>,
): Point | null => {
  if (menu.kind === 'insert') return routesFor(definition).get(menu.flow)?.label ?? null;
  if (menu.kind === 'append' && menu.at) return menu.at;
  if (menu.kind === 'about') {
    const note = definition.notes?.find(({ id }) => id === menu.note);
    const rect = note && noteRect(note);
    return rect ? { x: rect.x + rect.width + 8, y: rect.y } : null;
  }
  const rect = rectsFor(definition).get(shownFor(definition, menu.element));
  return rect ? { x: rect.x + rect.width + 8, y: rect.y } : null;
};

export const rowAnchor = (definition: Definition, menu: Menu): Point | null => {
  if (menu.kind === 'search') return { x: 240, y: 24 };
  const flow = menu.kind === 'insert' ? definition.flows.find(({ id }) => id === menu.flow) : null;
  const element =
    menu.kind === 'insert'
      ? flow?.from
      : menu.kind === 'about'
        ? noteNodeId(menu.note)
        : menu.element;
  const row = document.querySelector(`[data-outline="${CSS.escape(element ?? '')}"]`);
  const list = row?.closest('[data-outline-list]');
  if (!row || !list) return null;
  const at = row.getBoundingClientRect();
  const frame = list.getBoundingClientRect();
  return { x: at.left - frame.left + 32, y: at.bottom - frame.top + list.scrollTop };
};
