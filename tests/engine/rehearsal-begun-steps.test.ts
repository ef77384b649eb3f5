/** What a rehearsal knows of the steps of a plan is what the record would: as far as the last task of each. */
import { expect, it } from 'vitest';
import { BegunSteps } from '#engine/rehearsal/begun-steps.ts';

const begunIn = (steps: BegunSteps, begun?: string[]) =>
  steps.in({ number: 'CHG-1', change: { kind: 'normal', ...(begun && { begun }) } }).change;

it('a step is begun from when its task is open until it is completed, and stays so where it is called off', () => {
  const steps = new BegunSteps();
  expect(begunIn(steps)).toEqual({ kind: 'normal' });
  steps.open('1', 'a', false);
  expect(begunIn(steps)).toEqual({ kind: 'normal', begun: ['a'] });
  steps.close('1');
  steps.open('2', 'b', false);
  expect(begunIn(steps)).toMatchObject({ begun: ['b'] });
  steps.open('3', 'b', true);
  expect(begunIn(steps)).toMatchObject({ begun: [] });
});

it('what was begun before it stays begun until it has a task of its own', () => {
  const steps = new BegunSteps();
  expect(begunIn(steps, ['a', 'b'])).toMatchObject({ begun: ['a', 'b'] });
  steps.open('1', 'a', false);
  steps.close('1');
  expect(begunIn(steps, ['a', 'b'])).toMatchObject({ begun: ['b'] });
});

it('a ticket that is no change is told nothing of steps', () => {
  const steps = new BegunSteps();
  steps.open('1', 'a', false);
  expect(steps.in({ number: 'INC-1', change: null })).toEqual({ number: 'INC-1', change: null });
});
