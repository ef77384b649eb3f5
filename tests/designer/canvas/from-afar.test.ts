/** What lies over a drawing that is looked at from afar hides neither the element it belongs to nor its neighbours. */
import { describe, expect, it } from 'vitest';
import { markSizeAt } from '#designer/canvas/diagram/mark-size.ts';
import { toolbarPlace } from '#designer/canvas/diagram/toolbar-place.ts';
import type { Rect } from '#designer/ui/diagram/shapes.ts';

describe('a mark at an element', () => {
  it('is as it was drawn nearby, and grows against the drawing further away', () => {
    expect(markSizeAt(1)).toEqual({ scale: 1, isDot: false });
    const { scale, isDot } = markSizeAt(0.5);
    expect(scale * 0.5).toBeCloseTo(0.85);
    expect(isDot).toBe(false);
  });

  it.each([0.3, 0.15])('is a dot at %d, of the same size on the screen', (zoom) => {
    const { scale, isDot } = markSizeAt(zoom);
    expect(isDot).toBe(true);
    expect(scale * zoom).toBeCloseTo(1);
  });
});

describe('the toolbar of an element', () => {
  const size = { width: 164, height: 34 };
  const own: Rect = { x: 256, y: 400, width: 192, height: 64 };
  const above: Rect = { ...own, y: 288 };
  const left: Rect = { ...own, x: 0 };
  const right: Rect = { ...own, x: 512 };
  const place = (others: readonly Rect[], zoom: number, named = own) =>
    toolbarPlace({ own, named, others, zoom, size });

  it('stands over it in the middle, also between rows at full size', () => {
    const usual = { side: 'top', align: 'center', offset: 14 };
    expect(place([], 1)).toEqual(usual);
    expect(place([above, left, right], 1)).toEqual(usual);
  });

  it('stands over the name that stands over it', () => {
    expect(place([], 1, { ...own, y: own.y - 22, height: own.height + 22 }).offset).toBe(36);
  });

  it('stands below it where it would lie on the row above', () => {
    expect(place([above], 0.3).side).toBe('bottom');
  });

  it('goes further out where only there it covers nothing', () => {
    const below: Rect = { ...own, y: 512 };
    const rows = [above, below, left, right];
    const { side, offset } = place([...rows, { ...left, y: 288 }, { ...right, y: 288 }], 0.3);
    expect(['top', 'bottom']).toContain(side);
    expect(offset).toBeGreaterThan(14);
  });
});
