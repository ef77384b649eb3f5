/** What a run lays over its drawing: a join that waits says for how many branches. */
import { describe, expect, it } from 'vitest';
import { joiningAt, stepsOf } from '#designer/ui/diagram/run-layer.ts';
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
