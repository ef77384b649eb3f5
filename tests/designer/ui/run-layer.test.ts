/** What a run lays over its drawing: a join that waits says for how many branches. */
import { describe, expect, it } from 'vitest';
import { joiningAt, shownIn, stateIn, stepsOf } from '#designer/ui/diagram/run-layer.ts';
import type { Definition } from '#engine/definition.ts';
import { process } from '../../support/process.ts';

const token = (element: string) => ({ token: element, element, waitingFor: 'join' });
const definition = process('start > p1 > a > p2 > end; p1 > b > p2');

describe('a parallel gateway', () => {
  it('says how many branches have come to it, of how many', () => {
    const layer = { elements: {}, tokens: [token('p2'), token('b')], flowsTaken: [] };
    expect(joiningAt(definition, layer, 'p2')).toEqual({ arrived: 1, all: 2 });
  });

  it('says nothing where it only branches, or nobody waits', () => {
    const layer = { elements: {}, tokens: [token('b')], flowsTaken: [] };
    expect(joiningAt(definition, layer, 'p1')).toBeUndefined();
    expect(joiningAt(definition, layer, 'p2')).toBeUndefined();
    expect(joiningAt(definition, layer, 'b')).toBeUndefined();
  });
});

describe('a sub-process', () => {
  it('is gone through step by step, and what waits beside it is no step', () => {
    const inside: Definition = {
      ...definition,
      elements: [
        { id: 'start', type: 'startEvent', trigger: { type: 'manual' } },
        { id: 'part', type: 'subProcess' },
        { id: 'inner', type: 'startEvent', trigger: { type: 'inner' }, parent: 'part' },
        { id: 'work', type: 'userTask', task: {}, parent: 'part' },
        {
          id: 'late',
          type: 'boundaryEvent',
          attachedTo: 'part',
          timer: { after: { hours: 1 } },
        },
        { id: 'end', type: 'endEvent' },
      ],
      flows: [
        { id: 'f1', from: 'start', to: 'part' },
        { id: 'f2', from: 'inner', to: 'work' },
        { id: 'f3', from: 'part', to: 'end' },
      ],
    };
    const layer = { elements: {}, tokens: [token('start')], flowsTaken: [] };
    expect(stepsOf(inside, layer).map(({ element }) => element)).toEqual([
      'start',
      'part',
      'inner',
      'end',
      'work',
    ]);
  });
});

describe('what listens beside the work', () => {
  it('is not where the run stands, until it has happened', () => {
    const listening = process('start > a > end; late > b > end', {
      late: { type: 'boundaryEvent', attachedTo: 'a', timer: { after: { hours: 1 } } },
    });
    const statesOf = (late: 'waiting' | 'done') => {
      const progress = (state: 'waiting' | 'done') => ({
        state,
        count: 1,
        enteredAt: '2026-11-21T09:00:00.000Z',
        leftAt: null,
        outcome: null,
      });
      const layer = {
        elements: { a: progress('waiting'), late: progress(late) },
        tokens: [token('a'), ...(late === 'waiting' ? [token('late')] : [])],
        flowsTaken: [],
      };
      const states = listening.elements.map((element) => [element.id, shownIn(layer, element)]);
      return Object.fromEntries(states);
    };
    expect(statesOf('waiting')).toMatchObject({ a: 'here', late: 'ahead' });
    expect(statesOf('done')).toMatchObject({ a: 'here', late: 'done' });
  });
});

describe('what was called off', () => {
  const raced = process('start > r > m > end; r > t > a > end; late > b > end', {
    r: { type: 'eventBasedGateway' },
    m: { type: 'intermediateCatchEvent', message: { name: 'moved' } },
    t: { type: 'intermediateCatchEvent', timer: { after: { hours: 1 } } },
    late: { type: 'boundaryEvent', attachedTo: 'a', timer: { after: { hours: 1 } } },
  });
  const at = '2026-11-21T09:00:00.000Z';
  const progress = (state: 'done' | 'calledOff') => ({
    state,
    count: 1,
    enteredAt: at,
    leftAt: at,
    outcome: null,
  });
  const layer = {
    elements: {
      start: progress('done'),
      r: progress('done'),
      m: progress('calledOff'),
      t: progress('done'),
      a: progress('done'),
      late: progress('calledOff'),
      end: progress('done'),
    },
    tokens: [],
    flowsTaken: [],
  };

  it('says so of what was waited for or done, and nothing of what only listened on a border', () => {
    const states = raced.elements.map((element) => [element.id, stateIn(layer, element)]);
    expect(Object.fromEntries(states)).toMatchObject({
      m: 'calledOff',
      t: 'done',
      a: 'done',
      late: 'ahead',
    });
    expect(stepsOf(raced, layer).map(({ element, state }) => `${element} ${state}`)).toEqual([
      'start done',
      'r done',
      'm calledOff',
      't done',
      'a done',
      'end done',
    ]);
  });
});
