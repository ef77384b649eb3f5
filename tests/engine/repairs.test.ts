/** What an operator does to a run, told as stories: nothing is left behind, and nothing goes on twice. */
import { describe, expect, it } from 'vitest';
import { border } from '../support/nested.ts';
import { process, wait } from '../support/process.ts';
import { scenario } from '../support/scenario.ts';

describe('a race', () => {
  const race = process('start > r > m > a > end; r > t > b > end', {
    r: { type: 'eventBasedGateway' },
    m: { type: 'intermediateCatchEvent', message: { name: 'reply' } },
    t: wait({ after: { hours: 1 } }),
  });

  it('is over when one of its events is skipped', () =>
    scenario(race)
      .starts()
      .skips('m', 'message')
      .waits('2 hours')
      .traces(`
        m hears message reply
        timer t until Mon 10:00
        skipped m
        withdrawn t
        task a
      `));

  it('is over when one of its events is moved', () =>
    scenario(race)
      .starts()
      .moves('t', 'timer', 'a')
      .completes('a')
      .traces(`
        m hears message reply
        timer t until Mon 10:00
        moved t
        withdrawn m
        withdrawn t
        task a
        completed
      `));
});

describe('one doing of an activity', () => {
  it('takes the activity with it when it is moved', () =>
    scenario(
      process('start > a > b > end', { a: { type: 'userTask', task: {}, inputs: { who: '1' } } }),
    )
      .starts()
      .moves('a', 'task', 'b')
      .completes('b')
      .ends(null)
      .then(({ tokens, state }) => {
        expect(tokens).toEqual([]);
        expect(state.scopes ?? {}).toEqual({});
      }));
});

describe('undoing', () => {
  it('begins again with what was being undone when the run is cancelled once more', () =>
    scenario(
      process('start > a > b > c > end', {
        a: { type: 'userTask', task: {}, undo: 'ua' },
        b: { type: 'userTask', task: {}, undo: 'ub' },
        ua: { type: 'userTask', task: {}, forCompensation: true },
        ub: { type: 'userTask', task: {}, forCompensation: true },
      }),
    )
      .starts()
      .completes('a')
      .completes('b')
      .cancels('once', true)
      .cancels('twice', true)
      .completes('ub')
      .completes('ua')
      .traces(`
        task a
        task b
        task c
        withdrawn c
        task ub
        withdrawn ub
        task ub
        task ua
        cancelled
      `));
});

describe('what is skipped', () => {
  it('counts as done and is undone, also where its values are mapped', () =>
    scenario(
      process('start > a > c > end', {
        a: {
          type: 'userTask',
          task: {},
          undo: 'ua',
          inputs: { model: 'variables.m' },
          outputs: { n: '1' },
        },
        ua: {
          type: 'serviceTask',
          action: { type: 'comment', body: '{{variables.model}}' },
          forCompensation: true,
        },
      }),
    )
      .starts({ m: 'X1' })
      .skips('a', 'each')
      .cancels('Not needed', true)
      .traces(`
        task a
        skipped a
        withdrawn a
        task c
        withdrawn c
        ua: comment “X1”
        cancelled
      `));
});

describe('a token that did not come in', () => {
  it('has its border when it is let in after all', async () => {
    const round = process('start > m > a > m; late > chase > end', {
      m: { type: 'exclusiveGateway' },
      late: border('a', { timer: { after: { hours: 1 } } }),
    });
    let story = scenario(round).starts();
    for (let turn = 1; turn <= 1_000; turn += 1) story = story.completes('a');
    const { tokens } = await story.retries('m').retries('a').plays();
    expect(tokens.map(({ element, wait: { kind } }) => [element, kind])).toEqual([
      ['a', 'task'],
      ['late', 'timer'],
    ]);
  });
});

describe('what came to a border and was too large', () => {
  it('is kept until there is room for it, while the activity goes on', () =>
    scenario(
      process('start > a > end; told > note > end', {
        told: border('a', { message: { name: 'told', into: 'said' } }),
      }),
    )
      .starts({ big: 'x'.repeat(900_000) })
      .hears('told', 'y'.repeat(200_000))
      .retries('told')
      .corrects({ big: '' })
      .retries('told')
      .traces(`
        task a
        told hears message told
        failed told: variables_too_large
        told hears message told
        failed told: variables_too_large
        corrected
        told hears message told
        withdrawn a
        task note
      `));
});
