/** What a ruleset can set, each with an example, so that conditions can offer it as a fact of the right kind. */
import type { Ruleset } from '#rules/ruleset.ts';

export const variablesOf = (ruleset: Ruleset): Readonly<Record<string, unknown>> => {
  const variables: Record<string, unknown> = {};
  for (const set of [...ruleset.rules.map((rule) => rule.set), ruleset.otherwise ?? {}]) {
    for (const [name, value] of Object.entries(set)) {
      if (variables[name] === undefined || variables[name] === null) variables[name] = value;
    }
  }
  return variables;
};
