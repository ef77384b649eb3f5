/** The words that a process tells apart: those in it, in its rulesets and in the form its tickets come from, and keys of the tenant. */
import type { Definition } from '#engine/definition.ts';
import { isObject } from '#engine/json.ts';
import { currentRuleset } from '../rulesets/find.ts';
import type { Work } from '../work.ts';

export async function knownWords(
  work: Work,
  definition: Definition,
  catalogItem: string | null,
): Promise<ReadonlySet<string>> {
  const { origin: _, ...drawn } = definition;
  const words = new Set<string>();
  addStrings(words, drawn);
  for (const element of definition.elements)
    if (element.type === 'businessRuleTask')
      addStrings(words, (await currentRuleset(work, element.ruleset))?.ruleset);
  const rows = await work.em.execute<{ keys: string[]; form: unknown }[]>(
    `select (select coalesce(jsonb_agg(key), '[]') from (select key from queue union select key from organization
         union select key from people_group union select key from catalog_item) k) as keys,
       (select form from catalog_item where tenant_id = current_tenant() and key = ?) as form`,
    [catalogItem],
  );
  addStrings(words, rows[0]);
  return words;
}

function addStrings(words: Set<string>, from: unknown): void {
  const open = [from];
  while (open.length > 0) {
    const next = open.pop();
    if (typeof next === 'string') words.add(next);
    else if (Array.isArray(next)) open.push(...next);
    else if (isObject(next)) open.push(...Object.values(next));
  }
}
