/** What is made up for what people have said: the same for the same, another for another, and nothing as it was. */
import { describe, expect, it } from 'vitest';
import { createInventor } from '#domain/scenarios/made-up.ts';

const said = [...'abcdefghijklmnopqrstuvwxyz0123456789', 'A-17', 'A-18', 'Maya', 'Nils'];

describe('what is made up', () => {
  it('is the same for the same and different for what was different', () => {
    const madeUp = createInventor(new Set());
    const told = said.map((one) => madeUp.json(one));
    expect(new Set(told).size).toBe(said.length);
    expect(said.map((one) => madeUp.json(one))).toEqual(told);
  });

  it('is never what was said, nor a word that means something to the process', () => {
    const known = ['B', 'X-02'];
    const madeUp = createInventor(new Set(known));
    for (const one of [...said, 'Q', 'R']) {
      const told = madeUp.json(one);
      expect([one, ...known]).not.toContain(told);
    }
  });

  it('of the plan of a change is what people have written in its steps, and nothing else', () => {
    const madeUp = createInventor(new Set(['network']));
    const step = {
      key: 's1',
      title: 'Call Maya',
      details: 'At home',
      undo: '',
      minutes: 20,
      assignment: { group: 'network' },
    };
    const plan = { kind: 'normal', risk: 'high', plannedFrom: null };
    const { change } = madeUp.ticket({ change: { ...plan, steps: [step] } });
    expect(change).toMatchObject({
      ...plan,
      steps: [{ undo: '', minutes: 20, assignment: { group: 'network' } }],
    });
    expect(JSON.stringify(change)).not.toMatch(/Maya|home/);
    expect(madeUp.ticket({ change: plan })).toEqual({ change: plan });
  });
});
