/** What a page needs to rehearse: the interpreter, the rules and the calendars as the server has them. */

import type { Definition } from '#engine/definition.ts';
import { playScenario, type Scenario } from '#engine/rehearsal/index.ts';
import { judgeBy } from '#rules/judge.ts';
import { shippedRulesets } from '#rules/shipped/index.ts';
import { OFFICE } from '../support/clock.ts';

export type Told = { readonly trace: readonly string[]; readonly state: string };
export type Rehearse = (definition: Definition, scenario: Scenario) => Promise<Told>;

const rehearse: Rehearse = async (definition, scenario) => {
  const setting = { judge: judgeBy(shippedRulesets), calendar: () => OFFICE };
  const { rehearsal } = await playScenario(definition, scenario, setting);
  return { trace: rehearsal.trace, state: JSON.stringify(rehearsal.state) };
};

Object.assign(globalThis, { rehearse });
