/**
 * Lets others move the view: bring elements into sight (only as far as needed, so that the drawing does not jump), say
 * where its middle is, give an element the keyboard focus. Motion is short, and none where the system asks for less. Whatever
 * else moves it is somebody who looks elsewhere (`lookAway`): by hand, in the mini-map, by a key or a button.
 */
import { useReducedMotion } from '@mantine/hooks';
import type { OnMove, Viewport } from '@xyflow/react';
import { useReactFlow, useStoreApi } from '@xyflow/react';
import { useEffect, useRef } from 'react';
import type { Point, Rect, Size } from '#designer/ui/diagram/shapes.ts';
import type { View } from '../editor/acts/bench.ts';
import { useStable } from '../use-stable.ts';

const DURATION_MS = 180;
const MARGIN = 72;
/** Smaller than this, names can no longer be read. */
const READABLE = 0.55;

/** What is followed is at least this large. */
const FOLLOWED = 0.8;

type Options = { readonly start: string | undefined; readonly lookAway?: (() => void) | undefined };

export const useView = (
  ref: { current: View | null },
  { start, lookAway }: Options,
): { readonly onMove: OnMove; readonly onMoveStart: OnMove } => {
  const flow = useReactFlow();
  const store = useStoreApi();
  const still = useReducedMotion();
  const startOf = useRef(start);
  startOf.current = start;
  /** Where the view is brought by what is asked of it here. */
  const brought = useRef<Viewport>(undefined);
  const onMove = useStable<Parameters<OnMove>, void>((event) => {
    if (!event && brought.current) return;
    brought.current = undefined;
    lookAway?.();
  });
  // The first turn of a wheel is told as a start alone; so is a press that moves nothing.
  const onMoveStart = useStable<Parameters<OnMove>, void>((event, viewport) => {
    if (event?.type === 'wheel') onMove(event, viewport);
  });
  useEffect(() => {
    const duration = still ? 0 : DURATION_MS;
    const bring = async (to: Viewport, lasts = duration) => {
      brought.current = to;
      await flow.setViewport(to, { duration: lasts });
      if (brought.current === to) brought.current = undefined;
    };
    const opening = () => {
      const bounds = flow.getNodesBounds(flow.getNodes());
      const { width, height } = store.getState();
      const start = flow.getNodes().find(({ id }) => id === startOf.current) ?? flow.getNodes()[0];
      return openingView(bounds, { width, height }, start?.position ?? bounds);
    };
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
        if (dx !== 0 || dy !== 0) void bring({ x: x + dx, y: y + dy, zoom });
      },
      follow: (ids) => {
        const bounds = flow.getNodesBounds([...ids]);
        const { width, height, transform } = store.getState();
        if (transform[2] >= READABLE) return ref.current?.reveal(ids);
        const middle = { x: bounds.x + bounds.width / 2, y: bounds.y + bounds.height / 2 };
        void bring({
          x: width / 2 - middle.x * FOLLOWED,
          y: height / 2 - middle.y * FOLLOWED,
          zoom: FOLLOWED,
        });
      },
      focus: focusSoon,
      open: () => void bring(opening(), 0),
      fit: () => void flow.setViewport(opening(), { duration }),
      showAll: () => void flow.fitView({ padding: 0.16, maxZoom: 1, duration }),
    };
    return () => {
      ref.current = null;
    };
  }, [flow, store, ref, still]);
  return { onMove, onMoveStart };
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
  // The start in the middle, as far as there is something to be seen on both sides of it.
  const upright = () => {
    if (bounds.height * zoom <= height - margin)
      return height / 2 - (bounds.y + bounds.height / 2) * zoom;
    const least = height - margin - (bounds.y + bounds.height) * zoom;
    return Math.max(least, Math.min(height / 2 - start.y * zoom, margin - bounds.y * zoom));
  };
  return {
    x: along(bounds.x, bounds.width, width, start.x),
    y: upright(),
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
