/** Where a drag comes to: lines within reach draw it, several are one block, and the grid is always there. */
import { describe, expect, it } from 'vitest';
import { draggedTo } from '#designer/canvas/diagram/dragged-to.ts';
import { snapTo } from '#designer/canvas/diagram/guides.ts';
import type { Point, Rect } from '#designer/ui/diagram/shapes.ts';
import { aProcess } from './support.ts';

const REACH = 6;
const box = (x: number, y: number, width = 192, height = 64): Rect => ({ x, y, width, height });

describe('a dragged element', () => {
  it('comes to the middle of a neighbour within reach, and no further', () => {
    const neighbour = box(100, 300, 48, 48);
    const near = snapTo(box(33, 100), [neighbour], REACH);
    expect(near.by.x).toBe(124 - (33 + 96));
    expect(near.guides).toEqual([{ axis: 'x', at: 124, from: 80, to: 372, kind: 'line' }]);
    expect(snapTo(box(200, 100), [neighbour], REACH)).toEqual({ by: { x: 0, y: 4 }, guides: [] });
  });

  it('comes to edges: upper to upper, lower to upper', () => {
    expect(snapTo(box(0, 103), [box(400, 100, 100, 200)], REACH).by.y).toBe(-3);
    expect(snapTo(box(0, 40), [box(400, 100, 100, 200)], REACH).by.y).toBe(-4);
  });

  it('comes to lines that are on no grid, as imported drawings have them', () => {
    const { by } = snapTo(box(2, 3), [box(500, 1, 192, 64)], REACH);
    expect(3 + by.y).toBe(1);
  });

  it('comes to a gap as wide as the one before it, and shows both', () => {
    const row = [box(0, 0), box(242, 0)];
    const { by, guides } = snapTo(box(487, 3), row, REACH);
    expect(487 + by.x).toBe(242 + 192 + 50);
    expect(guides.filter(({ kind }) => kind === 'gap')).toEqual([
      { axis: 'y', at: 32, from: 192, to: 242, kind: 'gap' },
      { axis: 'y', at: 32, from: 434, to: 484, kind: 'gap' },
    ]);
  });

  it('comes to the middle between two, across and down', () => {
    const row = [box(0, 0, 100, 50), box(501, 0, 100, 50)];
    expect(252 + snapTo(box(252, 200 - 190, 101, 50), row, REACH).by.x).toBe(250);
    const column = [box(0, 0, 100, 50), box(0, 351, 100, 50)];
    expect(179 + snapTo(box(10, 179, 100, 43), column, REACH).by.y).toBe(179);
  });

  it('keeps to the grid where nothing is near', () => {
    expect(snapTo(box(1_003, 2_005), [], REACH).by).toEqual({ x: -3, y: 3 });
  });
});

describe('what the pointer has pulled', () => {
  const pull = (positions: Record<string, Point>, options = {}) =>
    draggedTo(aProcess(), new Map(Object.entries(positions)), {
      zoom: 1,
      gridOnly: false,
      ...options,
    });

  it('is one block: what is between its elements stays as it was', () => {
    // Done stands at 820|96 and no at 560|208: both pulled by 19|11.
    const { positions } = pull({ done: { x: 839, y: 107 }, no: { x: 579, y: 219 } });
    const [done, no] = [positions.get('done'), positions.get('no')];
    expect([(done?.x ?? 0) - (no?.x ?? 0), (done?.y ?? 0) - (no?.y ?? 0)]).toEqual([260, -112]);
  });

  it('comes to the line of its neighbours, and only to the grid with the modifier held', () => {
    // The middle of “no” is 24 below its corner, that of “give” 32 below 88.
    const { positions, guides } = pull({ no: { x: 710, y: 93 } });
    expect(positions.get('no')?.y).toBe(96);
    expect(guides.length).toBeGreaterThan(0);
    const free = pull({ no: { x: 710, y: 93 } }, { gridOnly: true });
    expect(free).toEqual({ positions: new Map([['no', { x: 712, y: 96 }]]), guides: [] });
  });

  it('is drawn from as far on the screen at every zoom', () => {
    // Twelve above the upper edge of “give”, which is six on a screen that shows half.
    const apart = { no: { x: 2_000, y: 76 } };
    expect(pull(apart, { zoom: 0.5 }).positions.get('no')?.y).toBe(88);
    expect(pull(apart, { zoom: 1 }).positions.get('no')?.y).toBe(80);
  });
});
