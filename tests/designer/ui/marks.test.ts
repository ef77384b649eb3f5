/** Where what is said of an element stands: off the names of what waits on its border. */
import { expect, it } from 'vitest';
import { isNamedAbove } from '#designer/ui/diagram/frames.ts';
import type { Rect } from '#designer/ui/diagram/shapes.ts';
import { process } from '../../support/process.ts';

const definition = process('start > a > end; late > b > end; lost > b', {
  late: { type: 'boundaryEvent', attachedTo: 'a', timer: { after: { hours: 1 } } },
  lost: { type: 'boundaryEvent', attachedTo: 'a', timer: { after: { days: 1 } } },
});
const border = (y: number): Rect => ({ x: 0, y: y - 14, width: 28, height: 28 });
const placed = (late: number, lost: number) =>
  new Map([
    ['a', { x: 0, y: 100, width: 160, height: 56 }],
    ['late', border(late)],
    ['lost', border(lost)],
  ]);

it.each([
  { late: 100, lost: 100, isBelow: true, where: 'below where all of these stand above' },
  { late: 100, lost: 156, isBelow: false, where: 'above where some stand below' },
  { late: 156, lost: 156, isBelow: false, where: 'above where they stand below' },
])('stands $where', ({ late, lost, isBelow }) => {
  const named = definition.elements
    .filter((element) => isNamedAbove(definition, element, placed(late, lost)))
    .map(({ id }) => id);
  expect(named).toEqual(isBelow ? ['a'] : []);
});
