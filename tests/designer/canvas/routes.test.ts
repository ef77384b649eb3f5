/** Lines of right angles that keep clear of elements, and labels one can tell apart. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { arrange } from '#designer/ui/diagram/arrange.ts';
import { rectsFor, routesFor } from '#designer/ui/diagram/drawing.ts';
import { pathOf, routeFlow, segmentsOf } from '#designer/ui/diagram/route.ts';
import type { Rect } from '#designer/ui/diagram/shapes.ts';
import type { Definition } from '#engine/definition.ts';
import { aProcess } from './support.ts';

const shipped = ['laptop-request', 'incident', 'normal-change'].map((key): Definition => {
  const file = new URL(`../../../rules/shipped/${key}.json`, import.meta.url);
  const definition: Definition = JSON.parse(readFileSync(file, 'utf8'));
  return { ...definition, layout: arrange(definition) };
});
const processes = [aProcess(), ...shipped];

/** What the element lies in: its flows lie there too. */
const framesAround = (definition: Definition, id: string): readonly string[] => {
  const parent = definition.elements.find((element) => element.id === id)?.parent;
  return parent === undefined ? [] : [parent, ...framesAround(definition, parent)];
};

describe('the lines of a drawing', () => {
  it.each(processes)('of $key run level or upright', (definition) => {
    for (const { points } of routesFor(definition).values()) {
      for (const { from, to } of segmentsOf(points)) {
        expect(from.x === to.x || from.y === to.y).toBe(true);
      }
    }
  });

  it.each(processes)('of $key begin and end at the rim of their elements', (definition) => {
    const rects = rectsFor(definition);
    for (const { id, from, to } of definition.flows) {
      const points = routesFor(definition).get(id)?.points ?? [];
      for (const [end, rect] of [
        [points[0], rects.get(from)],
        [points.at(-1), rects.get(to)],
      ] as const) {
        if (!end || !rect) throw new Error(`Flow ${id} is not drawn.`);
        const onSide = end.x === rect.x || end.x === rect.x + rect.width;
        const onTop = end.y === rect.y || end.y === rect.y + rect.height;
        expect(onSide || onTop).toBe(true);
      }
    }
  });

  it.each(processes)('of $key go through no element', (definition) => {
    const rects = [...rectsFor(definition)];
    for (const { id, from, to } of definition.flows) {
      const around = framesAround(definition, from);
      for (const segment of segmentsOf(routesFor(definition).get(id)?.points ?? [])) {
        const hit = rects.find(
          ([other, rect]) =>
            other !== from &&
            other !== to &&
            !around.includes(other) &&
            Math.min(segment.from.x, segment.to.x) < rect.x + rect.width &&
            Math.max(segment.from.x, segment.to.x) > rect.x &&
            Math.min(segment.from.y, segment.to.y) < rect.y + rect.height &&
            Math.max(segment.from.y, segment.to.y) > rect.y,
        );
        expect(hit?.[0]).toBeUndefined();
      }
    }
  });

  it('between the same two elements are one line with two labels', () => {
    const definition = aProcess({
      flows: [
        { id: 'a', from: 'ask', to: 'no', port: 'rejected' },
        { id: 'b', from: 'ask', to: 'no', port: 'timedOut' },
      ],
    });
    const [a, b] = ['a', 'b'].map((id) => routesFor(definition).get(id));
    expect(a?.points).toBe(b?.points);
    expect((b?.label.y ?? 0) - (a?.label.y ?? 0)).toBe(20);
  });

  it('that only have a long way to go are not searched for, as those are that meet an element', () => {
    const looks = (blocked: boolean): number => {
      let count = 0;
      const seen = (x: number, y: number): Rect => ({
        get x() {
          count += 1;
          return x;
        },
        y,
        width: 120,
        height: 60,
      });
      const row = Array.from({ length: 200 }, (_, index) => seen(200 + index * 180, 0));
      // Above and below the row there is no way, but for the gaps in it.
      const walls = [-90, -180, -270, -360, 90, 180, 270, 360, 450].map((y) => ({
        get x() {
          count += 1;
          return -2_000;
        },
        y,
        width: 45_000,
        height: 60,
      }));
      const route = routeFlow({
        source: { x: 200 + 200 * 180, y: 0, width: 120, height: 60 },
        target: { x: 0, y: 0, width: 120, height: 60 },
        sourceBranches: false,
        targetJoins: false,
        obstacles: blocked ? [...row, ...walls] : row,
      });
      expect(route.length).toBeGreaterThan(1);
      return count;
    };
    expect(looks(false) * 20).toBeLessThan(looks(true));
  });

  it('have rounded corners', () => {
    expect(
      pathOf([
        { x: 0, y: 0 },
        { x: 40, y: 0 },
        { x: 40, y: 40 },
      ]),
    ).toBe('M 0 0 L 32 0 Q 40 0 40 8 L 40 40');
  });
});
