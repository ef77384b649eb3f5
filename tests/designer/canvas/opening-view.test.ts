/** What is seen first of a process: all of it where that can be read, else its beginning, as small as can be read. */
import { describe, expect, it } from 'vitest';
import { openingView } from '#designer/canvas/diagram/use-view.ts';

const window = { width: 830, height: 770 };
const start = { x: 0, y: 96 };

describe('the view in which a process opens', () => {
  it('shows a small process whole, in the middle, and not larger than it is', () => {
    const view = openingView({ x: 0, y: 0, width: 400, height: 200 }, window, start);
    expect(view).toEqual({ x: 215, y: 285, zoom: 1 });
  });

  it('shows a longer process whole, smaller', () => {
    const bounds = { x: 0, y: 0, width: 1_200, height: 300 };
    const { x, zoom } = openingView(bounds, window, start);
    expect(x).toBeGreaterThan(0);
    expect(x + bounds.width * zoom).toBeLessThan(window.width);
  });

  it('begins at the start where the whole could not be read', () => {
    const bounds = { x: 0, y: -200, width: 3_700, height: 500 };
    const { x, y, zoom } = openingView(bounds, window, start);
    expect(zoom).toBe(0.55);
    expect(x + start.x * zoom).toBeGreaterThan(0);
    expect(y + bounds.y * zoom).toBeGreaterThan(0);
    expect(y + (bounds.y + bounds.height) * zoom).toBeLessThan(window.height);
  });

  it('keeps the start in sight in a process that is also too tall', () => {
    const bounds = { x: 0, y: 0, width: 9_000, height: 9_000 };
    const half = { x: 0, y: 4_500 };
    const { y, zoom } = openingView(bounds, window, half);
    expect(y + half.y * zoom).toBe(window.height / 2);
  });

  it('leaves no room over a start at the top, nor below one at the bottom', () => {
    const bounds = { x: 0, y: 0, width: 1_400, height: 2_000 };
    const top = openingView(bounds, window, start).y;
    expect(top).toBe(72);
    const { y, zoom } = openingView(bounds, window, { x: 0, y: 1_950 });
    expect(y + bounds.height * zoom).toBeCloseTo(window.height - 72);
  });
});
