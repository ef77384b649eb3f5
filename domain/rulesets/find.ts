/** Rulesets as they are now. Every save makes a version that stays; a run takes the one that is current when it asks. */
import type { Ruleset } from '#rules/ruleset.ts';
import type { Work } from '../work.ts';

export type CurrentRuleset = {
  readonly key: string;
  readonly version: number;
  readonly ruleset: Ruleset;
};

export async function currentRuleset(work: Work, key: string): Promise<CurrentRuleset | null> {
  const rows = await work.em.execute<CurrentRuleset[]>(
    'select key, number as version, ruleset from ruleset_version where tenant_id = current_tenant() and key = ? order by number desc limit 1',
    [key],
  );
  return rows[0] ?? null;
}
