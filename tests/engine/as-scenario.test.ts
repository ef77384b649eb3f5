/** A trap that was found is told as a scenario; played on the interpreter, it ends in that trap. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Definition } from '#engine/definition.ts';
import { type Judge, playScenario, type Scenario } from '#engine/rehearsal/index.ts';
import { asScenario } from '#engine/soundness/as-scenario.ts';
import { chanceOf, prove } from '#engine/soundness/prove.ts';
import { OFFICE } from '../support/clock.ts';
import { slipped } from '../support/definitions.ts';
import { border, eventSub, nested, on } from '../support/nested.ts';
import { approval, call, comment, process, review, wait, when } from '../support/process.ts';
import { tangled } from '../support/tangled.ts';

/** Nobody is asked: everything that is decided stands in the scenario. */
const nobody: Judge = {
  chooseFlow: () => Promise.reject(new Error('asked for a flow')),
  chooseFlows: () => Promise.reject(new Error('asked for flows')),
  runRuleset: async () => ({}),
};
const play = async (definition: Definition, scenario: Scenario) =>
  (await playScenario(definition, scenario, { judge: nobody, calendar: () => OFFICE })).rehearsal;

function trapIn(definition: Definition, start = 'start') {
  const proof = prove(definition, start, { states: 2_000, moves: 8_000 });
  if (proof.verdict !== 'stuck') return null;
  const { trap } = chanceOf(definition, start, proof);
  if (trap.verdict !== 'stuck') return null;
  return { ...trap, scenario: asScenario(definition, start, trap.path, 'How it gets stuck') };
}

const either = {
  type: 'userTask',
  task: { outcomes: ['l', 'r'].map((key) => ({ key, label: key })) },
};
/** Of two ways into this join only one is ever taken. */
const WAYS = 'u -l> p > end2; u -r> p';

describe('a trap', () => {
  it.each([
    [
      'behind a board',
      process('start > cab -deferred> p > end2; cab -rejected> p; cab -approved> end', {
        cab: review,
      }),
    ],
    [
      'behind a choice',
      process(
        'start > x -?cheap> a > p > end; x > b > p',
        { x: { type: 'exclusiveGateway', default: 'f5' } },
        {
          cheap: when('variables.cost', 'equal', 1),
        },
      ),
    ],
    [
      'behind a vote and a timer',
      process(
        'start > ask -approved> p1; ask -rejected> b > p2; p1 > a > p2; p1 > t > p2; p2 > end',
        {
          ask: approval,
          t: wait({ after: { hours: 2 } }),
        },
      ),
    ],
    [
      'behind a call that failed',
      process('start > tell > p > end; broken > mend > p', {
        tell: call,
        broken: border('tell', { error: { code: 'broken' } }),
      }),
    ],
    [
      'behind a message on a border',
      process('start > a > p > end; told > note > p', {
        told: border('a', { message: { name: 'told', key: 'variables.order' } }),
      }),
    ],
    [
      'behind a message that calls nothing off',
      process(`start > a > end; told > ${WAYS}`, {
        told: border('a', {
          message: { name: 'told', key: 'variables.order' },
          interrupting: false,
        }),
        u: either,
      }),
    ],
    [
      'behind a signal in the background',
      nested(
        process(`start > a > end; startE > ${WAYS}`, {
          e: eventSub,
          startE: on({ signal: { name: 'told' }, interrupting: false }),
          u: either,
        }),
        { e: 'startE u p end2' },
      ),
    ],
    [
      'behind an action that failed while somebody was busy',
      process('start > p1 > t > p > end; p1 > a > p; bad > end3', {
        t: comment,
        bad: border('t', { error: {} }),
      }),
    ],
    [
      'behind an action that failed when somebody was done',
      process('start > a > t > end; bad > p1 > b > p > end2; p1 > u -l> p; u -r> end3', {
        t: comment,
        bad: border('t', { error: {} }),
        u: either,
      }),
    ],
    [
      'behind an instant that is over',
      process(`start > t > ${WAYS}`, { t: wait({ at: '2020-01-01T00:00:00Z' }), u: either }),
    ],
    [
      'behind an instant of the record',
      process(`start > t > ${WAYS}`, { t: wait({ fact: 'ticket.dueAt' }), u: either }),
    ],
    [
      'behind inputs that cannot be had of the record',
      process(`start > s > end; bad > ${WAYS}`, {
        s: { type: 'userTask', task: {}, inputs: { day: 'upper(ticket.custom.day)' } },
        bad: border('s', { error: { code: 'bad_expression' } }),
        u: either,
      }),
    ],
    [
      'behind work that is done for each item',
      process(`start > a > end; late > ${WAYS}`, {
        a: { type: 'userTask', task: {}, loop: { each: 'variables.list' } },
        late: border('a', { timer: { after: { hours: 1 } } }),
        u: either,
      }),
    ],
  ])('%s', async (_, definition) => {
    const trap = trapIn(definition);
    if (!trap) throw new Error('there is a trap in this');
    const { tokens, trace } = await play(definition, trap.scenario);
    expect(
      tokens.filter(({ wait }) => wait.kind === 'failed').map(({ element }) => element),
    ).toContain(trap.element);
    expect(trace).toContain(`failed ${trap.element}: ${trap.code}`);
  });

  it.each([
    ['with slips of the pen', slipped, 15],
    ['by chance', tangled, 40],
  ])('in what is drawn %s is played as it was found', (_name, drawn, numRuns) =>
    fc.assert(
      fc.asyncProperty(drawn, async (definition) => {
        const trap = trapIn(definition, definition.elements[0]?.id);
        fc.pre(trap !== null);
        const { tokens } = await play(definition, trap.scenario);
        const failed = tokens.flatMap(({ element, wait }) =>
          wait.kind === 'failed' ? [`${element}: ${wait.code}`] : [],
        );
        expect(failed).toContain(`${trap.element}: ${trap.code}`);
      }),
      { numRuns, interruptAfterTimeLimit: 3_000 },
    ),
  );
});
