/** What is sent of a ticket that somebody has written. */
import { describe, expect, it } from 'vitest';
import { ProblemError } from '#designer/client/problem.ts';
import { bodyOf, type Draft, EMPTY } from '#designer/desk/new-ticket/draft.ts';
import { errorsElsewhere, errorWithin } from '#designer/desk/new-ticket/errors.ts';
import { added } from '#designer/ui/change/step-draft.ts';

const question = {
  key: 'tested',
  text: 'Tested?',
  help: '',
  kinds: ['normal'] as const,
  options: [{ key: 'yes', text: 'Yes', points: 0 }],
};
const setting = { timeZone: 'Europe/Berlin', isWorker: true, questions: [question] };
const sent = (draft: Partial<Draft>, by: Partial<typeof setting> = {}) =>
  bodyOf({ ...EMPTY, title: ' Swap it ', ...draft }, { ...setting, ...by });
const change: Partial<Draft> = {
  type: 'change',
  from: '2031-03-01T20:00',
  to: '2031-03-01T22:00',
  answers: { tested: 'yes', gone: 'no' },
  texts: { ...EMPTY.texts, backOut: 'Put it back' },
  items: [{ key: 'core-switch', name: 'Core switch' }],
};

describe('a ticket', () => {
  it('says what was said, and nothing that nobody has', () => {
    expect(sent({})).toEqual({
      type: 'incident',
      title: 'Swap it',
      source: 'web',
    });
    expect(sent({ impact: 1, category: ' Network ', description: ' ' })).toEqual({
      type: 'incident',
      title: 'Swap it',
      source: 'web',
      impact: 1,
      category: 'Network',
    });
  });
});

describe('a change', () => {
  it('is sent whole, with nothing assumed of how far it reaches', () => {
    expect(sent(change)).toEqual({
      type: 'change',
      title: 'Swap it',
      source: 'web',
      configItems: ['core-switch'],
      change: {
        kind: 'normal',
        answers: { tested: 'yes' },
        backOut: 'Put it back',
        plannedFrom: '2031-03-01T19:00:00.000Z',
        plannedTo: '2031-03-01T21:00:00.000Z',
      },
    });
  });

  it('that follows a standard change says no more than when it begins', () => {
    const body = sent({ ...change, kind: 'standard', standard: 'patch' });
    expect(body.change).toEqual({ standard: 'patch', plannedFrom: '2031-03-01T19:00:00.000Z' });
  });

  it('of somebody who does not work on tickets has no plan', () => {
    const body = sent(change, { isWorker: false });
    expect([body.change, body.configItems]).toEqual([undefined, undefined]);
  });
});

describe('what is wrong with it', () => {
  const problem = (...pointers: string[]) =>
    new ProblemError(400, {
      type: '/problems/invalid_input',
      title: 'Wrong',
      status: 400,
      errors: pointers.map((pointer) => ({ pointer, detail: `About ${pointer}` })),
    });

  const below = (error: unknown, draft: Partial<Draft>) =>
    errorsElsewhere(error, { ...EMPTY, steps: added([], 'a'), ...draft }, setting);

  it('stands beside its field, also where it is about a part of it', () => {
    const error = problem('/change/steps/0/title', '/configItems/1');
    expect(errorWithin(error, '/configItems')).toBe('About /configItems/1');
    expect(errorWithin(error, '/config')).toBeUndefined();
    expect(below(error, change)).toEqual([]);
  });

  it('is told below where the form has no field for it', () => {
    expect(below(problem('/configItems/1', '/custom'), change)).toEqual(['About /custom']);
    expect(below(problem('/change/steps/1/title'), change)).toEqual([
      'About /change/steps/1/title',
    ]);
    const asked = problem('/change/answers/tested', '/change/answers/gone', '/change/backOut');
    expect(below(asked, change)).toEqual(['About /change/answers/gone']);
    // What it follows says when it ends, and an incident has no plan.
    const times = problem('/change/plannedFrom', '/change/plannedTo');
    const standard = { ...change, kind: 'standard', standard: 'patch' } as const;
    expect(below(times, standard)).toEqual(['About /change/plannedTo']);
    expect(below(times, {})).toHaveLength(2);
    expect(below(problem(), change)).toEqual([]);
    expect(below(new Error('away'), change)).toEqual([]);
  });
});
