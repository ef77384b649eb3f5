/** How far the steps of a plan are, and what of them may still be planned anew. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  freshKey,
  isTakenBack,
  isToCome,
  mistakesIn,
  type PlannedStep,
  STEP_STATES,
  type StepTask,
  stateOfStep,
} from '#engine/changes/steps.ts';

const step = (key: string, undo = 'Back'): PlannedStep => ({
  key,
  title: key,
  details: '',
  undo,
  assignment: null,
  minutes: null,
});
const task = (
  state: StepTask['state'],
  outcome: string | null = null,
  undoes = false,
): StepTask => ({
  step: 'a',
  undoes,
  state,
  outcome,
});
const NOW = { isOver: false, isBackedOut: false, isAsked: false };
const BACKED_OUT = { isOver: true, isBackedOut: true, isAsked: false };
const ASKED = { ...NOW, isAsked: true };
const stateOf = (tasks: readonly StepTask[], course = NOW, undo = 'Back') =>
  stateOfStep(step('a', undo), tasks, course).state;

describe('a step', () => {
  it('is as far as its last task', () => {
    expect(stateOf([])).toBe('waiting');
    expect(stateOf([task('open')])).toBe('doing');
    expect(stateOf([task('completed', 'failed')])).toBe('failed');
    expect(stateOf([task('completed', 'failed'), task('open')])).toBe('doing');
    expect(stateOf([task('completed', 'failed'), task('completed', 'done')])).toBe('done');
    expect(stateOf([task('completed', 'done'), task('open', null, true)])).toBe('undoing');
    const undone = task('completed', 'undone', true);
    expect(stateOf([task('completed', 'done'), undone], BACKED_OUT)).toBe('undone');
  });

  it('waits again where its task was called off, and is not done where no more is begun', () => {
    expect(stateOf([task('cancelled')])).toBe('waiting');
    expect(stateOf([task('cancelled')], BACKED_OUT)).toBe('not_done');
    expect(stateOf([task('completed', 'failed')], BACKED_OUT)).toBe('failed');
  });

  it('is called off, and neither to come nor done, while it is asked whether it is taken back', () => {
    expect(stateOf([task('cancelled')], ASKED)).toBe('called_off');
    // What did not work was tried again, and called off then.
    expect(stateOf([task('completed', 'failed'), task('cancelled')], ASKED)).toBe('called_off');
    expect(stateOf([], ASKED)).toBe('waiting');
    expect(stateOf([task('open')], ASKED)).toBe('doing');
    expect(stateOf([task('cancelled'), task('completed', 'done')], ASKED)).toBe('done');
    const calledBack = task('cancelled', null, true);
    expect(stateOf([task('completed', 'done'), calledBack], ASKED)).toBe('done');
    // It was taken back once, and is asked about anew.
    const again = [task('completed', 'done'), task('completed', 'undone', true), task('cancelled')];
    expect(stateOf(again, { ...BACKED_OUT, isAsked: true })).toBe('called_off');
  });

  it('without a way back has nothing to be undone, once others are', () => {
    expect(stateOf([task('completed', 'done')], BACKED_OUT, '')).toBe('nothing_to_undo');
    expect(stateOf([task('completed', 'done')], NOW, '')).toBe('done');
  });

  it('that is carried out once more after it was taken back is as far as that', () => {
    const again = [task('completed', 'done'), task('completed', 'undone', true)];
    expect(stateOf([...again, task('open')])).toBe('doing');
    expect(stateOf([...again, task('completed', 'done')])).toBe('done');
    expect(stateOf([...again, task('cancelled')])).toBe('undone');
  });

  it('is not told by the tasks of another', () => {
    expect(stateOf([{ ...task('open'), step: 'b' }])).toBe('waiting');
  });
});

it('steps are taken back until one of them is carried out again', () => {
  const undone = [task('completed', 'done'), task('completed', 'undone', true)];
  expect(isTakenBack([], false)).toBe(false);
  expect(isTakenBack([task('completed', 'done')], false)).toBe(false);
  // One without a way back has no task that takes it back.
  expect(isTakenBack([task('completed', 'done')], true)).toBe(true);
  expect(isTakenBack(undone, false)).toBe(true);
  expect(isTakenBack([...undone, task('cancelled')], true)).toBe(true);
  expect(isTakenBack([...undone, task('open')], true)).toBe(false);
  expect(isTakenBack([...undone, task('completed', 'done')], true)).toBe(false);
  expect(isTakenBack([...undone, task('completed', 'done')], false)).toBe(false);
});

describe('a new list of steps', () => {
  const plan = ['a', 'b', 'c'].map((key) => step(key));
  const fixed = new Map(plan.slice(0, 2).entries());
  const places = (steps: readonly PlannedStep[]) =>
    mistakesIn(steps, fixed).map(({ at, field }) => `${at}${field}`);

  it('may do what it likes behind what is begun', () => {
    expect(places(plan)).toEqual([]);
    expect(places(plan.slice(0, 2))).toEqual([]);
    expect(places([...plan.slice(0, 2), step('d'), step('c', '')])).toEqual([]);
  });

  it('keeps what is begun, as it is and where it is', () => {
    const [a, b, c] = plan as [PlannedStep, PlannedStep, PlannedStep];
    expect(places([])).toEqual(['0', '1']);
    expect(places([b, a, c])).toEqual(['0', '1']);
    expect(places([c, a, b])).toEqual(['0', '1']);
    expect(places([a, { ...b, undo: 'Otherwise' }, c])).toEqual(['1']);
    expect(places([a, { ...b, minutes: 5 }, c])).toEqual(['1']);
  });

  it('has each key once', () => {
    expect(places([...plan, step('c')])).toEqual(['3key']);
  });
});

it('a fresh key is never one that is taken', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(30).map((number) => `s${number}`)), (keys) => {
      const taken = new Set(keys);
      expect(taken.has(freshKey(taken))).toBe(false);
    }),
  );
});

it('only what holds nothing may be planned anew', () => {
  expect(STEP_STATES.filter(isToCome)).toEqual(['waiting', 'failed', 'not_done']);
});
