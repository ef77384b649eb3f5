/** Looking around in a picture. */
import { describe, expect, it } from 'vitest';
import {
  centredOn,
  fitted,
  moved,
  opening,
  SCALE_MAX,
  zoomed,
} from '#designer/ui/diagram/pan-zoom.ts';

const pane = { width: 1000, height: 400 };
const small = { width: 500, height: 200 };
const wide = { width: 4000, height: 400 };

describe('a picture in its pane', () => {
  it('opens whole and in the middle where it can be read', () => {
    expect(opening(small, pane, undefined)).toEqual({ scale: 1, x: 250, y: 100 });
  });

  it('opens where the run stands when all of it could not be read', () => {
    const view = opening(wide, pane, { x: 2000, y: 200 });
    expect(view.scale).toBeGreaterThan(fitted(wide, pane).scale);
    expect(2000 * view.scale + view.x).toBeCloseTo(500);
  });

  it('shows nothing beyond its edges', () => {
    expect(centredOn({ x: 0, y: 0 }, 1, wide, pane)).toEqual({ scale: 1, x: 0, y: 0 });
    expect(moved({ scale: 1, x: -2900, y: 0 }, { x: -500, y: 50 }, wide, pane)).toEqual({
      scale: 1,
      x: -3000,
      y: 0,
    });
  });

  it('zooms between the whole and what can still be drawn well, around the pointer', () => {
    const view = { scale: 1, x: -1000, y: 0 };
    const at = { x: 300, y: 200 };
    const closer = zoomed(view, 1.25, at, wide, pane);
    expect((at.x - closer.x) / closer.scale).toBeCloseTo(1300);
    expect(zoomed(view, 100, at, wide, pane).scale).toBe(SCALE_MAX);
    expect(zoomed(view, 0.001, at, wide, pane)).toEqual(fitted(wide, pane));
  });
});
