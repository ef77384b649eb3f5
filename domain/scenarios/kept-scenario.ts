/** A scenario that is kept with its process, whichever draft or version it is played on. A required one gates publishing. */
import { defineEntity, p } from '@mikro-orm/postgresql';
import type { Scenario } from '#engine/rehearsal/index.ts';

const KeptScenarioSchema = defineEntity({
  name: 'KeptScenario',
  tableName: 'kept_scenario',
  properties: {
    id: p.uuid().primary(),
    tenantId: p.uuid(),
    processId: p.uuid(),
    /** That of the scenario, so that no two have the same. */
    name: p.text(),
    scenario: p.json().$type<Scenario>(),
    required: p.boolean(),
    createdBy: p.uuid().nullable(),
    updatedBy: p.uuid().nullable(),
    createdAt: p.datetime(),
    updatedAt: p.datetime(),
    version: p.integer().version(),
  },
});

export class KeptScenario extends KeptScenarioSchema.class {}
KeptScenarioSchema.setClass(KeptScenario);
