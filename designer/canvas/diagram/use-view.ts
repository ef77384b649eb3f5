/**
 * Lets others move the view: bring elements into sight (only as far as needed, so that the drawing does not jump), say
 * where its middle is, give an element the keyboard focus. Motion is short, and none where the system asks for less.
 */
import { useReducedMotion } from '@mantine/hooks';
import { useReactFlow, useStoreApi } from '@xyflow/react';
import { useEffect, useRef } from 'react';
import type { Point, Rect, Size } from '#designer/ui/diagram/shapes.ts';
import type { View } from '../editor/acts/bench.ts';

const DURATION_MS = 180;
const MARGIN = 72;
/** Smaller than this, names can no longer be read. */
const READABLE = 0.55;

export const useView = (ref: { current: View | null }, start: string | undefined): void => {
  const flow = useReactFlow();
  const store = useStoreApi();
  const still = useReducedMotion();
  const startOf = useRef(start);
  startOf.current = start;
  useEffect(() => {
    const duration = still ? 0 : DURATION_MS;
    ref.current = {
      center: () => {
        const { width, height, transform } = store.getState();
        const [x, y, zoom] = transform;
        return { x: (width / 2 - x) / zoom, y: (height / 2 - y) / zoom };
      },
      reveal: (ids, room = 0) => {
        const bounds = flow.getNodesBounds([...ids]);
        const { width, height, transform } = store.getState();
        const [x, y, zoom] = transform;
        const left = bounds.x * zoom + x;
        const top = bounds.y * zoom + y;
        const right = left + bounds.width * zoom + Math.max(0, room - MARGIN);
        const bottom = top + bounds.height * zoom;
        const dx = shift(left, right, width);
        const dy = shift(top, bottom, height);
        if (dx !== 0 || dy !== 0)
          void flow.setViewport({ x: x + dx, y: y + dy, zoom }, { duration });
      },
      focus: focusSoon,
      open: () => {
        const bounds = flow.getNodesBounds(flow.getNodes());
        const { width, height } = store.getState();
        const start =
          flow.getNodes().find(({ id }) => id === startOf.current) ?? flow.getNodes()[0];
        void flow.setViewport(openingView(bounds, { width, height }, start?.position ?? bounds));
      },
      fit: () => void flow.fitView({ padding: 0.16, maxZoom: 1, duration }),
    };
    return () => {
      ref.current = null;
    };
  }, [flow, store, ref, still]);
};

/** All of it when that can be read, else as small as can be read: across from the start, and upright what fits. */
export const openingView = (
  bounds: Rect,
  { width, height }: Size,
  start: Point,
): Point & { readonly zoom: number } => {
  const fitting = Math.min((width * 0.9) / bounds.width, (height * 0.8) / bounds.height, 1);
  const zoom = Math.max(READABLE, fitting);
  const margin = Math.min(MARGIN, width / 8);
  const along = (from: number, length: number, size: number, begin: number) =>
    length * zoom <= size - margin
      ? size / 2 - (from + length / 2) * zoom
      : Math.max(margin - begin * zoom, size - margin - (from + length) * zoom);
  return {
    x: along(bounds.x, bounds.width, width, start.x),
    y:
      bounds.height * zoom <= height - margin
        ? height / 2 - (bounds.y + bounds.height / 2) * zoom
        : height / 2 - start.y * zoom,
    zoom,
  };
};

const FRAMES_TRIED = 40;

/** A new element is drawn a few frames after it was made, and until then it takes no focus. */
const focusSoon = (element: string, frame = 0): void => {
  const node = document.querySelector<HTMLElement>(
    `.react-flow__node[data-id="${CSS.escape(element)}"]`,
  );
  node?.focus({ preventScroll: true });
  // Somebody has gone on to the panel or a dialog meanwhile; a menu that is closing does not count.
  const isElsewhere = Boolean(
    document.activeElement?.closest('aside, [role="dialog"][aria-modal]'),
  );
  if ((node && document.activeElement === node) || isElsewhere || frame > FRAMES_TRIED) return;
  requestAnimationFrame(() => focusSoon(element, frame + 1));
};

/** How far to move so that `from`–`to` lies inside the window with a margin. */
const shift = (from: number, to: number, size: number): number => {
  if (to - from > size - MARGIN * 2) return from > MARGIN ? MARGIN - from : 0;
  if (from < MARGIN) return MARGIN - from;
  if (to > size - MARGIN) return size - MARGIN - to;
  return 0;
};
