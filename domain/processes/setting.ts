/** What a rehearsal decides and counts with here: this tenant's rulesets and calendars, read once. */
import type { Calendar } from '#engine/calendar.ts';
import type { Definition } from '#engine/definition.ts';
import type { Bounds, Judge } from '#engine/rehearsal/index.ts';
import { judgeBy } from '#rules/judge.ts';
import type { Ruleset } from '#rules/ruleset.ts';
import { currentRuleset } from '../rulesets/find.ts';
import type { Work } from '../work.ts';
import { loadCalendar } from './kept.ts';

/** Others get their turn after so long: a decision may look at hundreds of conditions. */
const TURN_MS = 20;

export async function settingOf(work: Work, definition: Definition, bounds: Bounds) {
  const rulesets = await rulesetsOf(work, definition);
  const judge = withPauses(judgeBy(rulesets));
  return { judge, calendar: await calendars(work), bounds: { rest: pause, ...bounds } };
}

/** A long rehearsal shares its thread with everybody's requests. */
export const pause = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

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

function withPauses(judge: Judge): Judge {
  let since = performance.now();
  const timed = async (): Promise<void> => {
    if (performance.now() - since < TURN_MS) return;
    await pause();
    since = performance.now();
  };
  return {
    chooseFlow: async (flows, facts) => timed().then(() => judge.chooseFlow(flows, facts)),
    chooseFlows: async (flows, facts) => timed().then(() => judge.chooseFlows(flows, facts)),
    runRuleset: async (key, facts) => timed().then(() => judge.runRuleset(key, facts)),
  };
}
