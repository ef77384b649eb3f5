import { describe, expect, it } from 'vitest';
import { elementsOf, type Stay, stepsOf } from '#domain/processes/progress.ts';
import { failureOf, runStateOf } from '#domain/processes/run-state.ts';
import type { State, Token, Wait } from '#engine/state.ts';
import { shippedProcesses } from '#rules/shipped/index.ts';
import { inner, nested, sub } from '../../support/nested.ts';
import { process } from '../../support/process.ts';

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

describe('what was called off', () => {
  const raced = process('start > r > m > end; r > t > a > end; late > b > end', {
    r: { type: 'eventBasedGateway' },
    m: { type: 'intermediateCatchEvent', message: { name: 'moved' } },
    t: { type: 'intermediateCatchEvent', timer: { after: { hours: 1 } } },
    a: { type: 'approval', approval: { mode: 'any', approvers: [] } },
    late: { type: 'boundaryEvent', attachedTo: 'a', timer: { after: { hours: 1 } } },
  });
  const off = (element: string): Stay => ({ ...stay(element, true), outcome: 'withdrawn' });
  const lost = [stay('start', true), stay('r', true), off('m'), stay('t', true), off('a')];

  it('is not done, in the drawing or in the steps, and is no way to an end', () => {
    const elements = elementsOf(raced, [...lost, off('late')]);
    expect(
      Object.entries(elements).flatMap(([id, { state }]) => (state === 'calledOff' ? [id] : [])),
    ).toEqual(['m', 'a', 'late']);
    expect(
      stepsOf(raced, [...lost, off('late')], true).map(({ element, state, outcome }) => [
        element,
        state,
        outcome,
      ]),
    ).toEqual([
      ['start', 'done', null],
      ['m', 'calledOff', null],
      ['t', 'done', null],
      ['a', 'calledOff', null],
    ]);
  });

  it('stays done where it happened once, and may still come where it lies ahead', () => {
    const again = [stay('start', true), stay('a', true), off('a')];
    expect(elementsOf(raced, again)).toMatchObject({ a: { state: 'done', count: 2 } });
    const back = [stay('start', true), off('a'), stay('t', false)];
    expect(stepsOf(raced, back, false).map(({ element, state }) => `${state} ${element}`)).toEqual([
      'done start',
      'calledOff a',
      'current t',
      'next a',
      'next end',
    ]);
  });

  it('is told from an outcome that somebody has called by the same word', () => {
    const asked = process('start > a -withdrawn> end', {
      a: { type: 'callActivity', process: 'other' },
      end: { type: 'endEvent', outcome: 'withdrawn' },
    });
    const stays = [stay('start', true), off('a'), off('end')];
    expect(Object.values(elementsOf(asked, stays)).map(({ state }) => state)).toEqual([
      'done',
      'done',
      'done',
    ]);
  });
});

describe('a sub-process', () => {
  it('shows what is done in it, not where it begins and ends', () => {
    const inside = nested(
      process('start > s > end; start1 > a > end1', { s: sub, start1: inner }),
      { s: 'start1 a end1' },
    );
    const stays = ['start', 's', 'start1', 'a', 'end1', 'end'].map((id) => stay(id, true));
    expect(stepsOf(inside, stays, true).map(({ element }) => element)).toEqual([
      'start',
      'a',
      'end',
    ]);
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
