/** The processes, rulesets and catalog items every tenant begins with. What is there already, changed or not, stays as it is. */
import { shippedCatalogItems, shippedProcesses, shippedRulesets } from '#rules/shipped/index.ts';
import { installCatalogItem } from '../catalog/install-item.ts';
import { newId } from '../ids.ts';
import { currentRuleset } from '../rulesets/find.ts';
import { addRulesetVersion } from '../rulesets/save.ts';
import type { Work } from '../work.ts';
import { Process } from './process.ts';
import { addVersion } from './publish.ts';

export async function installProcesses(work: Work): Promise<void> {
  for (const ruleset of shippedRulesets) {
    if (!(await currentRuleset(work, ruleset.key))) await addRulesetVersion(work, ruleset, null);
  }
  for (const item of shippedCatalogItems) await installCatalogItem(work, item);
  for (const definition of shippedProcesses) {
    const { key, name, description = '' } = definition;
    if (await work.em.findOne(Process, { tenantId: work.tenantId, key })) continue;
    const process = work.em.create(
      Process,
      {
        id: newId(),
        tenantId: work.tenantId,
        key,
        name,
        description,
        activeVersion: null,
        createdAt: work.now,
        version: 1,
      },
      { persist: true },
    );
    await addVersion(work, process, definition, '', null);
  }
}
