/**
 * What the rulesets make of a change: points for what is known of it, and the risk these come to. They are the ones that the
 * shipped process for normal changes asks, in the version that is in force, so both say the same of the same change.
 */
import { RISKS, type Risk } from '#engine/changes/plan.ts';
import type { JsonObject } from '#engine/json.ts';
import { evaluateRuleset, type RulesetResult } from '#rules/evaluate.ts';
import type { Ruleset } from '#rules/ruleset.ts';
import { currentRuleset } from '../rulesets/find.ts';
import { type TicketFacts, ticketFacts } from '../tickets/facts.ts';
import type { Work } from '../work.ts';

export const POINTS_RULESET = 'change-risk-points';
export const RISK_RULESET = 'change-risk';

type Judged = { readonly ruleset: Ruleset; readonly result: RulesetResult };

export type Suggestion = {
  readonly facts: TicketFacts;
  /** Null where the rulesets say nothing that is a risk. */
  readonly risk: Risk | null;
  readonly score: number | null;
  /** Null where there is no such ruleset. */
  readonly byPoints: Judged | null;
  readonly byRisk: Judged | null;
};

/** `plan`: what it is going to be, where that is not written yet. */
export async function suggestRisk(
  work: Work,
  ticketId: string,
  plan: JsonObject = {},
): Promise<Suggestion> {
  const found = await ticketFacts(work, ticketId);
  const change = { ...(found.ticket.change as JsonObject), ...plan };
  const facts = { ...found, ticket: { ...found.ticket, change } };
  const byPoints = await judge(work, POINTS_RULESET, facts, {});
  const variables = { ...byPoints?.result.variables };
  const byRisk = await judge(work, RISK_RULESET, facts, variables);
  const said = { ...variables, ...byRisk?.result.variables };
  return {
    facts,
    risk: RISKS.find((risk) => risk === said.risk) ?? null,
    score: typeof said.points === 'number' ? said.points : null,
    byPoints,
    byRisk,
  };
}

async function judge(
  work: Work,
  key: string,
  facts: TicketFacts,
  variables: JsonObject,
): Promise<Judged | null> {
  const current = await currentRuleset(work, key);
  if (!current) return null;
  const { ruleset } = current;
  return { ruleset, result: await evaluateRuleset(ruleset, { ...facts, variables, steps: {} }) };
}
