/** Where a picture lies in its pane: a scale and an offset. Pure, so that what the keys and the pointer do can be tested. */
import type { Point, Size } from './shapes.ts';

export type View = { readonly scale: number; readonly x: number; readonly y: number };

export const SCALE_MAX = 1.6;
/** Smaller than this, names can no longer be read: the picture then opens where the run stands. */
export const READABLE = 0.6;
const OPENING = 0.85;
const STEP = 1.25;

/** The whole picture in the middle of the pane, never larger than it was drawn. */
export const fitted = (picture: Size, pane: Size): View => {
  const scale = Math.min(1, pane.width / picture.width, pane.height / picture.height);
  return {
    scale,
    x: (pane.width - picture.width * scale) / 2,
    y: (pane.height - picture.height * scale) / 2,
  };
};

/** `at` in the middle of the pane, as far as the picture's edges allow. */
export const centredOn = (at: Point, scale: number, picture: Size, pane: Size): View =>
  kept(
    { scale, x: pane.width / 2 - at.x * scale, y: pane.height / 2 - at.y * scale },
    picture,
    pane,
  );

/** All of it where it can be read, else the place that matters at a size one can read. */
export const opening = (picture: Size, pane: Size, focus: Point | undefined): View => {
  const whole = fitted(picture, pane);
  if (whole.scale >= READABLE) return whole;
  return centredOn(focus ?? { x: 0, y: picture.height / 2 }, OPENING, picture, pane);
};

/** What lies at `at` (in the pane) stays there while the picture grows or shrinks. */
export const zoomed = (view: View, factor: number, at: Point, picture: Size, pane: Size): View => {
  const least = fitted(picture, pane).scale;
  const scale = Math.min(SCALE_MAX, Math.max(least, view.scale * factor));
  const ratio = scale / view.scale;
  return kept(
    { scale, x: at.x - (at.x - view.x) * ratio, y: at.y - (at.y - view.y) * ratio },
    picture,
    pane,
  );
};

export const moved = (view: View, by: Point, picture: Size, pane: Size): View =>
  kept({ ...view, x: view.x + by.x, y: view.y + by.y }, picture, pane);

export const zoomStep = (direction: 1 | -1): number => (direction === 1 ? STEP : 1 / STEP);

/** No further than its edges: what is smaller than the pane stays in its middle. */
const kept = (view: View, picture: Size, pane: Size): View => ({
  scale: view.scale,
  x: within(view.x, picture.width * view.scale, pane.width),
  y: within(view.y, picture.height * view.scale, pane.height),
});

const within = (offset: number, length: number, room: number): number =>
  length <= room ? (room - length) / 2 : Math.min(0, Math.max(room - length, offset));
