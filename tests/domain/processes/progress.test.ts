import { describe, expect, it } from 'vitest';
import { type Stay, stepsOf } from '#domain/processes/progress.ts';
import { failureOf, runStateOf } from '#domain/processes/run-state.ts';
import type { State, Token, Wait } from '#engine/state.ts';
import { shippedProcesses } from '#rules/shipped/index.ts';

const laptop = shippedProcesses.find(({ key }) => key === 'laptop-request')!;
const stay = (element: string, left: boolean): Stay => ({
  element,
  flow: null,
  enteredAt: '2026-11-21T09:00:00.000Z',
  leftAt: left ? '2026-11-21T10:00:00.000Z' : null,
  outcome: null,
  failed: false,
});
const told = (stays: Stay[], ended = false) =>
  stepsOf(laptop, stays, ended).map(({ element, state }) => `${state} ${element}`);

describe('the steps of a run', () => {
  it('are what is behind, what it waits for, and what comes when all goes well', () => {
    expect(
      told([stay('start', true), stay('approval-level', true), stay('manager-approval', false)]),
    ).toEqual(['done start', 'current manager-approval', 'next order', 'next set-up', 'next done']);
  });

  it('show what is done at the same time beside each other, and nothing to come after the end', () => {
    const parallel = [stay('start', true), stay('order', false), stay('set-up', true)];
    expect(told(parallel)).toEqual(['done start', 'done set-up', 'current order', 'next done']);
    expect(told([stay('start', true), stay('order', true), stay('done', true)], true)).toEqual([
      'done start',
      'done order',
      'done done',
    ]);
  });

  it('say how an approval ended', () => {
    const rejected = { ...stay('manager-approval', true), outcome: 'rejected' };
    const done = { ...stay('order', true), outcome: 'ordered' };
    expect(
      stepsOf(laptop, [rejected, done], true).map(({ element, outcome }) => [element, outcome]),
    ).toEqual([
      ['manager-approval', 'rejected'],
      ['order', null],
    ]);
  });

  it('say what an element is, for whoever has to call one without a name something', () => {
    const elements = laptop.elements.map(({ name, ...element }) =>
      element.id === 'done' ? element : { ...element, name },
    ) as typeof laptop.elements;
    const steps = stepsOf({ ...laptop, elements }, [stay('done', true)], true);
    expect(steps).toMatchObject([{ element: 'done', type: 'endEvent', name: null }]);
  });

  it('show an element that was visited again once, where it stands now', () => {
    expect(
      told([stay('start', true), stay('order', true), stay('set-up', true), stay('order', false)]),
    ).toEqual(['done start', 'done set-up', 'current order', 'next done']);
  });
});

describe('the state of a run', () => {
  const state = (status: State['status'], ...waits: Wait[]): State => ({
    semantics: 1,
    status,
    nextToken: 9,
    tokens: Object.fromEntries(
      waits.map((wait, index): [string, Token] => [
        `t${index}`,
        { id: `t${index}`, element: `e${index}`, flow: null, enteredAt: '', wait },
      ]),
    ),
    variables: {},
    steps: {},
    visits: {},
    outcome: null,
  });
  const failed: Wait = { kind: 'failed', code: 'no_flow', message: 'Nowhere to go.', attempt: 1 };

  it('is what its tokens wait for', () => {
    expect(runStateOf(state('completed'))).toBe('completed');
    expect(
      runStateOf(state('running', { kind: 'task' }, { kind: 'timer', at: '' }, { kind: 'join' })),
    ).toBe('waiting');
    expect(runStateOf(state('running', { kind: 'task' }, { kind: 'call', attempt: 1 }))).toBe(
      'running',
    );
    expect(runStateOf(state('running', { kind: 'answer', asked: 'act', attempt: 1 }))).toBe(
      'running',
    );
    expect(runStateOf(state('running', { kind: 'task' }, failed))).toBe('faulted');
  });

  it('names the failure that has stood the longest', () => {
    expect(failureOf(state('running', { kind: 'task' }, failed))).toEqual({
      token: 't1',
      element: 'e1',
      code: 'no_flow',
      message: 'Nowhere to go.',
    });
    expect(failureOf(state('running', { kind: 'task' }))).toBeNull();
    expect(failureOf(state('cancelled', failed))).toBeNull();
  });
});
