/** What a run lays over its drawing: a join that waits says for how many branches. */
import { describe, expect, it } from 'vitest';
import { joiningAt } from '#designer/ui/diagram/run-layer.ts';
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
