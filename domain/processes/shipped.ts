/** The processes with their scenarios, rulesets and catalog items every tenant begins with. What is there already, changed or not, stays as it is. */
import type { Definition } from '#engine/definition.ts';
import {
  gatedProcesses,
  shippedCatalogItems,
  shippedProcesses,
  shippedRulesets,
  shippedScenarios,
} from '#rules/shipped/index.ts';
import { installCatalogItem } from '../catalog/install-item.ts';
import { newId } from '../ids.ts';
import { currentRuleset } from '../rulesets/find.ts';
import { addRulesetVersion } from '../rulesets/save.ts';
import { addScenario } from '../scenarios/keep.ts';
import { patient, playScenarios } from '../scenarios/play.ts';
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
    await work.em.flush();
    await keepShipped(work, process, definition);
    await addVersion(work, process, definition, { note: '', publishedBy: null });
  }
}

/** Required is only what passes here: a tenant may have made other hours or rules of those that are shipped. */
async function keepShipped(work: Work, process: Process, definition: Definition): Promise<void> {
  const own = shippedScenarios.filter((scenario) => scenario.process === definition.key);
  const isGated = gatedProcesses.has(definition.key);
  const named = own.map((scenario) => {
    const { name } = scenario;
    return { id: name, name, scenario, required: isGated };
  });
  const { items } = await playScenarios(work, definition, isGated ? named : [], patient);
  const passed = new Set(items.flatMap(({ id, result }) => (result === 'passed' ? [id] : [])));
  for (const scenario of own) await addScenario(work, process, scenario, passed.has(scenario.name));
}
