/** Decides for a rehearsal as it is decided live: with json-rules-engine. */
import type { Json } from '#engine/json.ts';
import type { Judge } from '#engine/rehearsal/index.ts';
import { chooseFlow, chooseFlows, evaluateRuleset } from './evaluate.ts';
import type { Ruleset } from './ruleset.ts';

export function judgeBy(rulesets: readonly Ruleset[]): Judge {
  return {
    chooseFlow: async (flows, facts) => (await chooseFlow(flows, facts)).flow,
    chooseFlows: async (flows, facts) => (await chooseFlows(flows, facts)).flows,
    runRuleset: async (key, facts) => {
      const ruleset = rulesets.find((one) => one.key === key);
      if (!ruleset) return null;
      const { variables } = await evaluateRuleset(ruleset, facts);
      return variables as { readonly [name: string]: Json };
    },
  };
}
