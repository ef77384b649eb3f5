/** Looking only into the columns that matter finds what looking everywhere finds, in the same order. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Rect } from '#designer/ui/diagram/shapes.ts';
import { Strips } from '#designer/ui/diagram/strips.ts';

const aRect = fc.record({
  x: fc.integer({ min: -3_000, max: 3_000 }),
  y: fc.integer({ min: -600, max: 600 }),
  width: fc.integer({ min: 0, max: 1_500 }),
  height: fc.integer({ min: 0, max: 400 }),
});
const touches = (a: Rect, b: Rect) =>
  a.x <= b.x + b.width && b.x <= a.x + a.width && a.y <= b.y + b.height && b.y <= a.y + a.height;

it('finds what touches a rectangle, as if it had looked at all', () => {
  fc.assert(
    fc.property(fc.array(aRect, { maxLength: 40 }), aRect, (boxes, area) => {
      const strips = new Strips<number>();
      for (const [index, box] of boxes.entries()) strips.add(index, box);
      const all = boxes.flatMap((box, index) => (touches(box, area) ? [index] : []));
      expect(strips.touching(area)).toEqual(all);
    }),
  );
});
