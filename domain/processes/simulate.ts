/** Plays a scenario on a draft: what would happen, with this tenant's rules and calendars, and nothing written. */
import type { Calendar } from '#engine/calendar.ts';
import type { Definition } from '#engine/definition.ts';
import { type Judge, playScenario, RehearsalProblem, Stuck } from '#engine/rehearsal/index.ts';
import type { Json, Token } from '#engine/state.ts';
import { judgeBy } from '#rules/judge.ts';
import type { Ruleset } from '#rules/ruleset.ts';
import { DomainError } from '../errors.ts';
import { currentRuleset } from '../rulesets/find.ts';
import type { Work } from '../work.ts';
import { demandScenario } from './check-scenario.ts';
import { loadCalendar } from './kept.ts';

/** Others get their turn after so many decisions. */
const DECISIONS_AT_ONCE = 50;

export type Simulated = {
  readonly trace: readonly string[];
  readonly differs: number | null;
  readonly status: string;
  readonly outcome: string | null;
  readonly at: string;
  readonly variables: { readonly [name: string]: Json };
  readonly ticket: { readonly [field: string]: Json };
  readonly waiting: readonly { readonly element: string; readonly for: Token['wait']['kind'] }[];
};

/** @throws DomainError invalid_input, with a pointer to what cannot be played */
export async function simulate(
  work: Work,
  definition: Definition,
  told: unknown,
): Promise<Simulated> {
  const scenario = demandScenario(told, definition);
  const rulesets = await rulesetsOf(work, definition);
  const calendar = await calendars(work);
  try {
    const setting = { judge: withPauses(judgeBy(rulesets)), calendar };
    const { rehearsal, differs } = await playScenario(definition, scenario, setting);
    const { trace, state, at, world, tokens } = rehearsal;
    return {
      trace,
      differs,
      status: state.status,
      outcome: state.outcome ?? null,
      at,
      variables: state.variables,
      ticket: world.ticket,
      waiting: tokens
        .filter(({ guards, listens }) => guards === undefined && !listens)
        .map(({ element, wait }) => ({ element, for: wait.kind })),
    };
  } catch (error) {
    if (!(error instanceof RehearsalProblem)) throw error;
    const pointer = error instanceof Stuck ? `/happenings/${error.happening}` : '';
    throw new DomainError('invalid_input', error.message, {
      errors: [{ pointer, detail: error.message }],
    });
  }
}

async function rulesetsOf(work: Work, { elements }: Definition): Promise<readonly Ruleset[]> {
  const keys = new Set(
    elements.flatMap((element) => (element.type === 'businessRuleTask' ? [element.ruleset] : [])),
  );
  const rulesets: Ruleset[] = [];
  for (const key of keys) {
    const current = await currentRuleset(work, key);
    if (current) rulesets.push(current.ruleset);
  }
  return rulesets;
}

async function calendars(work: Work): Promise<(key: string | undefined) => Calendar | null> {
  const own = await loadCalendar(work, undefined);
  const rows = await work.em.execute<{ key: string; hours: Calendar }[]>(
    'select key, hours from calendar where tenant_id = current_tenant()',
  );
  const byKey = new Map(rows.map(({ key, hours }) => [key, hours]));
  return (key) => (key === undefined ? own : (byKey.get(key) ?? null));
}

/** A long rehearsal shares its thread with everybody's requests. */
function withPauses(judge: Judge): Judge {
  let decided = 0;
  const pause = async (): Promise<void> => {
    decided += 1;
    if (decided % DECISIONS_AT_ONCE === 0) await new Promise((resolve) => setImmediate(resolve));
  };
  return {
    chooseFlow: async (flows, facts) => pause().then(() => judge.chooseFlow(flows, facts)),
    chooseFlows: async (flows, facts) => pause().then(() => judge.chooseFlows(flows, facts)),
    runRuleset: async (key, facts) => pause().then(() => judge.runRuleset(key, facts)),
  };
}
