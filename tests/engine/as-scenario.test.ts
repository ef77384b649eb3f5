/** A trap that was found is told as a scenario; played on the interpreter, it ends in that trap. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Definition } from '#engine/definition.ts';
import {
  type Judge,
  playScenario,
  RehearsalProblem,
  type Scenario,
} from '#engine/rehearsal/index.ts';
import { asScenario } from '#engine/soundness/as-scenario.ts';
import { prove } from '#engine/soundness/prove.ts';
import { OFFICE } from '../support/clock.ts';
import { slipped } from '../support/definitions.ts';
import { border } from '../support/nested.ts';
import { approval, call, process, wait, when } from '../support/process.ts';

/** Nobody is asked: everything that is decided stands in the scenario. */
const nobody: Judge = {
  chooseFlow: () => Promise.reject(new Error('asked for a flow')),
  chooseFlows: () => Promise.reject(new Error('asked for flows')),
  runRuleset: async () => ({}),
};
const play = async (definition: Definition, scenario: Scenario) =>
  (await playScenario(definition, scenario, { judge: nobody, calendar: () => OFFICE })).rehearsal;

function trapIn(definition: Definition, start = 'start') {
  const proof = prove(definition, start);
  if (proof.verdict !== 'stuck') return null;
  return { ...proof, scenario: asScenario(definition, start, proof.path, 'How it gets stuck') };
}

describe('a trap', () => {
  it.each([
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
  ])('%s', async (_, definition) => {
    const trap = trapIn(definition);
    if (!trap) throw new Error('there is a trap in this');
    const { tokens, trace } = await play(definition, withOrder(trap.scenario));
    expect(
      tokens.filter(({ wait }) => wait.kind === 'failed').map(({ element }) => element),
    ).toContain(trap.element);
    expect(trace).toContain(`failed ${trap.element}: ${trap.code}`);
  });

  const withOrder = (scenario: Scenario): Scenario => ({
    ...scenario,
    given: { ...scenario.given, variables: { order: 'A-1', cost: 5 } },
  });

  /** It may take another of several tokens, and does at once what waits for nobody, in whichever order the proof did. */
  it('in what is drawn by chance is mostly played as it was found, and always without harm', async () => {
    let found = 0;
    let told = 0;
    await fc.assert(
      fc.asyncProperty(slipped, async (definition) => {
        fc.pre(definition.elements.every((element) => !('loop' in element)));
        const trap = trapIn(definition, definition.elements[0]?.id);
        fc.pre(trap !== null);
        found += 1;
        const rehearsal = await play(definition, trap.scenario).catch((error: unknown) => {
          if (error instanceof RehearsalProblem) return null;
          throw error;
        });
        const isTold = rehearsal?.tokens.some(
          ({ element, wait }) =>
            element === trap.element && wait.kind === 'failed' && wait.code === trap.code,
        );
        if (isTold) told += 1;
      }),
      { numRuns: 25 },
    );
    expect(told).toBeGreaterThan(found / 2);
  });
});
