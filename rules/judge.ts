/** Decides for a rehearsal as it is decided live, with json-rules-engine; and for thousands at once with the compiled form. */
import type { Condition } from '#engine/condition.ts';
import type { Json } from '#engine/json.ts';
import type { Judge } from '#engine/rehearsal/index.ts';
import { compileCondition, compileRuleset, type Decider } from './compile.ts';
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

type Conditional = { readonly id: string; readonly conditions: Condition };

/** The same answers, compiled once for each condition and ruleset. @throws what the live form rejects */
export function judgeQuickly(rulesets: readonly Ruleset[]): Judge {
  const deciders = new WeakMap<Condition, Decider>();
  const holds = ({ conditions }: Conditional, facts: object): boolean => {
    const known = deciders.get(conditions) ?? compileCondition(conditions);
    deciders.set(conditions, known);
    return known(facts as { readonly [name: string]: unknown });
  };
  const compiled = new Map(rulesets.map((ruleset) => [ruleset.key, compileRuleset(ruleset)]));
  return {
    chooseFlow: async (flows, facts) => flows.find((flow) => holds(flow, facts))?.id ?? null,
    chooseFlows: async (flows, facts) =>
      flows.filter((flow) => holds(flow, facts)).map(({ id }) => id),
    runRuleset: async (key, facts) => compiled.get(key)?.(facts).variables ?? null,
  };
}
